import type { Signers } from '../../../server/src/core/model/ledger.ts';
import type {
  Decider,
  LedgerRecord,
  RecordBody,
  RecordedFinding,
  RecordedHunk,
} from '../../../server/src/core/model/record.ts';
import {
  toRecordsInput,
  type CommitChange,
  type Privacy,
  type RangeOfCommits,
  type RecordFilter,
  type RecordsInput,
  type SourceChain,
} from '../../../server/src/core/export.ts';
import { appendRecord, checkChain, loadSigners, toRow, toSealText } from '../../../server/src/core/record.ts';
import { checkSignature } from '../../../server/src/host/check-signature.ts';
import { fixedKey } from './fixed-keys.ts';

export const anasKey = fixedKey('ana');
export const bensKey = fixedKey('ben');

const tool = { name: 'countersign', version: '0.1.0' } as const;
const policy = { digest: 'd'.repeat(64), base: 'c'.repeat(40) };

export const ana: Decider = {
  name: 'Ana Ruiz',
  email: 'ana@example.org',
  key: null,
  basis: 'claimed',
  surface: 'panel',
};
export const ben: Decider = {
  name: 'Ben Osei',
  email: 'ben@example.org',
  key: bensKey.fingerprint,
  basis: 'signed',
  surface: 'terminal',
};

export function blob(digit: string): string {
  return digit.repeat(40);
}

export function recordedFinding(given: Partial<RecordedFinding> = {}): RecordedFinding {
  return {
    fingerprint: 'a1'.repeat(16),
    detectorId: 'guard-removed',
    kind: 'identity.guard',
    change: 'removed',
    message: 'DELETE /users/:id no longer requires admin.',
    obligation: 'approve: identity-team',
    rule: { id: 'guard-lost', layer: 'repository' },
    tags: ['CWE-862', 'ASI03'],
    evidenceHash: 'e'.repeat(64),
    subjectHash: 'f'.repeat(64),
    ...given,
  };
}

export function recordedHunk(given: Partial<RecordedHunk> = {}): RecordedHunk {
  return {
    id: 'h1-0',
    path: 'src/routes/users.ts',
    before: { start: 41, lines: 2 },
    after: { start: 41, lines: 1 },
    beforeBlob: blob('1'),
    afterBlob: blob('2'),
    judged: true,
    findings: [],
    ...given,
  };
}

export function chainOf(bodies: readonly RecordBody[]): readonly LedgerRecord[] {
  const records: LedgerRecord[] = [];
  for (const body of bodies) records.push(appendRecord(body, records.at(-1) ?? null));
  return records;
}

const agentOrigin = {
  kind: 'agent',
  channel: 'claude-code',
  held: true,
  agent: 'claude-code',
  model: 'anthropic/claude-sonnet-4-5',
  session: 'session-7',
  turn: 'turn-3',
  toolCall: 'call-12',
  promptHash: '9'.repeat(64),
  claimedBy: 'hook',
} as const;

function decision(minute: number, given: Partial<Extract<RecordBody, { kind: 'decision' }>>): RecordBody {
  return {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: 'set-users',
    outcome: 'accepted',
    hunks: [],
    origin: agentOrigin,
    policy,
    decidedBy: ana,
    decidedAt: at(minute),
    tool,
    ...given,
  };
}

function at(minute: number): string {
  return `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
}

const explained = recordedFinding({
  acknowledgement: {
    obligation: 'explain',
    reason: 'mitigated-elsewhere',
    words: 'The gateway in front checks the role; see ADR 12.',
    at: at(2),
  },
});

const flow = recordedFinding({
  fingerprint: 'b2'.repeat(16),
  detectorId: 'data-flow-added',
  kind: 'data.flow',
  change: 'added',
  message: 'email is sent to api.openai.com in summarise().',
  obligation: 'explain',
  rule: { id: 'personal-data-out', layer: 'built-in' },
  tags: ['GDPR Art. 44'],
});

const first = chainOf([
  decision(3, {
    hunks: [recordedHunk({ findings: [explained] })],
    shown: { at: at(1), ms: 61_400, inView: { lines: 9, of: 12 }, expanded: { findings: 1, of: 1 } },
  }),
  decision(5, {
    outcome: 'rejected',
    rejectReason: 'Customer addresses must not leave.',
    hunks: [
      recordedHunk({
        id: 'h2-0',
        path: 'src/summary.ts',
        before: { start: 9, lines: 0 },
        after: { start: 9, lines: 4 },
        beforeBlob: blob('3'),
        afterBlob: blob('4'),
        findings: [flow],
      }),
    ],
  }),
  decision(6, {
    outcome: 'amended',
    hunks: [
      recordedHunk({
        id: 'h3-0',
        path: 'infra/main.tf',
        before: { start: 0, lines: 1 },
        after: { start: 0, lines: 3 },
        beforeBlob: blob('5'),
        afterBlob: blob('6'),
        findings: [
          recordedFinding({
            fingerprint: 'c3'.repeat(16),
            detectorId: 'grant-widened',
            kind: 'permission.grant',
            change: 'widened',
            message: 'Role deploy may now call s3:* on every bucket.',
            obligation: 'acknowledge',
            rule: { id: 'grant-widened', layer: 'pack' },
            tags: [],
            acknowledgement: { obligation: 'acknowledge', at: at(6) },
          }),
        ],
      }),
      recordedHunk({
        id: 'h4-0',
        path: 'docs/notes.md',
        beforeBlob: null,
        before: { start: 0, lines: 0 },
        after: { start: 0, lines: 2 },
        afterBlob: blob('7'),
        judged: false,
      }),
    ],
  }),
  decision(8, {
    changeSet: 'set-mine',
    origin: { kind: 'human', channel: 'git', held: false, claimedBy: 'command-line' },
    decidedBy: { ...ben, basis: 'claimed', key: null },
    hunks: [
      recordedHunk({
        id: 'h5-0',
        path: 'src/old.ts',
        after: { start: 0, lines: 0 },
        beforeBlob: blob('8'),
        afterBlob: null,
      }),
    ],
  }),
  decision(9, {
    changeSet: 'set-mine',
    outcome: 'undone',
    origin: { kind: 'human', channel: 'git', held: false, claimedBy: 'command-line' },
    decidedBy: { ...ben, basis: 'claimed', key: null },
    hunks: [
      recordedHunk({
        id: 'h5-0',
        path: 'src/old.ts',
        after: { start: 0, lines: 0 },
        beforeBlob: blob('8'),
        afterBlob: null,
      }),
    ],
  }),
]);

const [explanation] = first as readonly [LedgerRecord];

const bodies: readonly RecordBody[] = [
  ...first.map(({ seq: _seq, prev: _prev, hash: _hash, ...body }) => body as RecordBody),
  anasKey.seal({
    kind: 'seal',
    schemaVersion: 1,
    ledger: 'ledger-of-ana',
    head: { seq: 5, hash: first[4]?.hash ?? '' },
    changeSets: ['set-mine', 'set-users'],
    decidedBy: { ...ana, key: anasKey.fingerprint, basis: 'signed' },
    presence: 'none',
    decidedAt: at(10),
    tool,
  }),
  {
    kind: 'approval',
    schemaVersion: 1,
    changeSet: 'set-users',
    role: 'identity-team',
    words: 'Checked the gateway.',
    findings: [
      {
        fingerprint: 'a1'.repeat(16),
        path: 'src/routes/users.ts',
        evidenceHash: 'e'.repeat(64),
        subjectHash: 'f'.repeat(64),
        afterBlob: blob('2'),
        obligation: 'approve: identity-team',
        decision: { ledger: 'ledger-of-ana', hash: explanation.hash },
      },
    ],
    policy,
    decidedBy: ben,
    decidedAt: at(30),
    tool,
  },
  {
    kind: 'binding',
    schemaVersion: 1,
    commit: 'ab'.repeat(20),
    patchId: 'cd'.repeat(20),
    records: [explanation.hash],
    unmatched: ['package-lock.json'],
    decidedAt: at(40),
    tool,
  },
  {
    kind: 'bypass',
    schemaVersion: 1,
    reason: 'Incident 4711: the release may not wait.',
    until: '2026-11-22T10:00:00.000Z',
    paths: ['infra/**'],
    fingerprints: [],
    decidedBy: ben,
    decidedAt: at(50),
    tool,
  },
  {
    kind: 'problem',
    schemaVersion: 1,
    message: 'The last line was cut off while it was written (12 bytes); it was never shown as recorded.',
    decidedAt: at(55),
    tool,
  },
];

const unsealed = chainOf(bodies);

/** Two reviewers, reasons, a rejection, an amendment, one taken back, a seal, an approval, a binding, a bypass, a problem, a seal. */
export const realistic: readonly LedgerRecord[] = chainOf([
  ...bodies,
  bensKey.seal({
    kind: 'seal',
    schemaVersion: 1,
    ledger: 'ledger-of-ana',
    head: { seq: 10, hash: unsealed[9]?.hash ?? '' },
    changeSets: ['set-users'],
    decidedBy: ben,
    presence: 'none',
    decidedAt: at(56),
    tool,
  }),
]);

function changed(
  path: string,
  [beforeBlob, afterBlob]: readonly [string | null, string | null],
  account: CommitChange['account'],
  openLines = 0,
): CommitChange {
  return { path, beforeBlob, afterBlob, account, records: account === 'none' ? [] : [explanation.hash], openLines };
}

export const range: RangeOfCommits = {
  range: 'main..HEAD',
  commits: [
    {
      commit: 'ab'.repeat(20),
      at: '2026-11-21T10:20:00.000Z',
      unsigned: 0,
      changes: [
        changed('src/routes/users.ts', [blob('1'), blob('2')], 'content'),
        changed('infra/main.tf', [blob('5'), blob('0')], 'bound'),
        changed('package-lock.json', [blob('b'), blob('c')], 'none', 7),
      ],
    },
    { commit: 'ef'.repeat(20), at: '2026-11-21T10:25:00.000Z', unsigned: 0, changes: null },
    {
      commit: '12'.repeat(20),
      at: '2026-11-21T10:26:00.000Z',
      unsigned: 1,
      changes: [changed('src/unseen.ts', [null, blob('d')], 'none', 5)],
    },
  ],
};

export const openPrivacy: Privacy = { recordPrompts: 'hash', identity: 'full' };

export const allowed = [
  `ana@example.org,@acme/web ${anasKey.line}`,
  `ben@example.org,@acme/identity namespaces="countersign" ${bensKey.line}`,
];

const { value: signers } = loadSigners({ file: 'allowed_signers', text: allowed.join('\n') }, null);

/** A chain as it is checked where Ana's and Ben's keys may sign. */
export function checkedChain(
  records: Iterable<LedgerRecord>,
  given: { readonly source?: string; readonly signers?: Signers } = {},
): SourceChain {
  const all = [...records];
  const seals = all.filter((record) => record.kind === 'seal');
  const signatures = new Map(
    seals.map((seal) => [seal.hash, checkSignature(toSealText(seal), seal.signature.value)] as const),
  );
  const chain = checkChain({
    id: seals[0]?.ledger ?? null,
    source: given.source ?? 'this clone',
    state: { kind: 'intact', head: all.at(-1) ?? null },
    rows: all.map(toRow),
    signatures,
    signers: given.signers ?? signers,
    anchors: [],
    repository: null,
    now: Date.parse('2026-11-30T08:00:00.000Z'),
  });
  return { chain, records };
}

export function inputOf(
  records: Iterable<LedgerRecord> = realistic,
  filter: RecordFilter = {},
  privacy: Privacy = openPrivacy,
): RecordsInput {
  return inputOfChains([checkedChain(records)], filter, privacy);
}

export function inputOfChains(
  chains: readonly SourceChain[],
  filter: RecordFilter = {},
  privacy: Privacy = openPrivacy,
): RecordsInput {
  const input = toRecordsInput(
    {
      chains,
      checking:
        'Who may sign is read from origin/main. Signatures are checked by Countersign alone: ssh-keygen is not here.',
      problems: [],
      attachments: [
        { path: '.countersign/policy.yaml', text: 'version: 1\n' },
        { path: '.countersign/allowed_signers', text: `${allowed.join('\n')}\n` },
      ],
      at: '2026-11-30T08:00:00.000Z',
      toolVersion: '0.1.0',
    },
    filter,
    privacy,
  );
  if (input === null) throw new Error('the filter has a bad path');
  return input;
}
