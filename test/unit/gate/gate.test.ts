import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asPlainLog, gate, shownFaults, toGateReport, writeGateReport } from '../../../server/src/core/gate.ts';
import { gateJsonSchema, gateSchema } from '../../../server/src/core/gate/formats/schema.ts';
import { ingestVersions, toVersion } from '../../../server/src/core/ingest.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import type { GateInput, GateRecord, Signer } from '../../../server/src/core/model/gate.ts';
import type { Obligation } from '../../../server/src/core/model/policy.ts';
import type { ApprovalBody, DecisionBody, RecordedHunk } from '../../../server/src/core/model/record.ts';
import { blobId } from '../../../server/src/core/ingest.ts';
import { missingWords } from '../../../server/src/core/gate/missing-words.ts';
import { hashPlace } from '../../../server/src/core/record.ts';
import { fingerprintOf } from '../../../server/src/core/text/fingerprint.ts';

const path = 'src/a.ts';
const texts = ['a\n', 'a\nb\n', 'a\nb\nc\n', 'a\nb\nc\nd\n'] as const;
const origin = { kind: 'unknown', channel: 'git', held: false, claimedBy: 'none' } as const;
const ana: Signer = { key: 'SHA256:ana', principals: ['ana@example.org', '@acme/team'] };
const ben: Signer = { key: 'SHA256:ben', principals: ['ben@example.org', '@acme/team'] };

const changeOf = (before: string, after: string) =>
  ingestVersions([{ path, before: toVersion(before), after: toVersion(after) }], origin);

/** One finding on the last line of the later side. */
function findingIn(after: string, obligation: Obligation, more: Partial<Finding> = {}): Finding {
  const line = after.split('\n').length - 2;
  const range = { start: { line, character: 0 }, end: { line, character: 1 } };
  const named = {
    detectorId: 'test',
    change: 'added',
    subject: { type: 'function', symbol: 'f' },
    action: 'connect',
    resource: { kind: 'host', norm: 'h', dynamic: false },
  } as const;
  return {
    ...named,
    facet: 'permission',
    kind: 'permission.network',
    message: 'f connects to h.',
    impact: '',
    fix: '',
    why: [],
    tags: [],
    factIds: [],
    tier: 'proven',
    evidence: [],
    path,
    side: 'after',
    range,
    context: [],
    obligation,
    hold: false,
    rule: { id: 'r', layer: 'repository', source: 'policy' },
    outranked: [],
    fingerprint: fingerprintOf(named, path, 0),
    hunk: changeOf(texts[0], after).files[0]?.hunks[0]?.id ?? '',
    ...more,
  };
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly outcome?: DecisionBody['outcome'];
  readonly answered?: 'acknowledge' | 'explain';
  readonly signer?: Signer | null;
  readonly toucher?: Signer | null;
  readonly ledger?: string;
}

/** Decisions on whole steps from one text to another. */
function recordsOf(steps: readonly Step[]): readonly GateRecord[] {
  return steps.map((step, index): GateRecord => {
    const { from, to, outcome = 'accepted', answered, signer = ana, toucher = null, ledger = 'l' } = step;
    const changeSet = changeOf(texts[from]!, texts[to]!);
    const file = changeSet.files[0]!;
    const finding = findingIn(texts[to]!, { kind: 'acknowledge' });
    const hunks = file.hunks.map((hunk): RecordedHunk => ({
      ...hunk,
      path,
      beforeBlob: blobId(texts[from]!),
      afterBlob: blobId(texts[to]!),
      ...(outcome === 'accepted' ? { acceptedBlob: blobId(texts[to]!) } : {}),
      judged: true,
      findings: [
        {
          fingerprint: finding.fingerprint,
          detectorId: 'test',
          kind: finding.kind,
          change: 'added',
          message: finding.message,
          obligation: 'acknowledge',
          rule: { id: 'r', layer: 'repository' },
          tags: [],
          ...hashPlace(finding, changeSet),
          ...(answered === undefined ? {} : { acknowledgement: { obligation: answered, at: '2026-11-01T10:00:00Z' } }),
        },
      ],
    }));
    const record = {
      kind: 'decision',
      schemaVersion: 1,
      changeSet: 'c',
      outcome,
      hunks,
      origin,
      policy: { digest: '', base: null },
      decidedBy: { name: null, email: null, key: null, basis: 'claimed', surface: 'panel' },
      decidedAt: `2026-11-01T10:0${index}:00.000Z`,
      tool: { name: 'countersign', version: 'test' },
      seq: index + 1,
      prev: null,
      hash: `hash${index}`,
    } as const;
    return { ledger, record, signer, toucher, isBound: true };
  });
}

function inputOf(
  to: number,
  obligation: Obligation,
  records: readonly GateRecord[],
  more: Partial<GateInput> = {},
): GateInput {
  const changeSet = changeOf(texts[0], texts[to]!);
  const [file] = changeSet.files;
  return {
    changeSet,
    result: {
      schemaVersion: 1,
      files: [{ path, status: 'modified', language: 'typescript', parsed: 'clean', hunks: file?.hunks ?? [] }],
      facts: [],
      findings: [findingIn(texts[to]!, obligation)],
      failures: [],
      problems: [],
      stats: { files: 1, bytes: 1 },
    },
    policy: {
      digest: '',
      mode: 'enforce',
      layers: [],
      roles: {},
      roleOrder: [],
      privacy: { recordPrompts: 'hash' },
      ignore: [],
    },
    history: { steps: [], starts: new Map() },
    ignored: new Set(),
    records,
    countsUnsigned: false,
    roles: new Map([['team', new Set([ana.key, ben.key])]]),
    bypassKeys: new Set(),
    authors: new Map(),
    requireOrigin: 'any',
    now: '2026-11-01T12:00:00.000Z',
    ...more,
  };
}

function why(input: GateInput): string {
  const [gated] = gate(input).findings;
  return gated?.settled?.by ?? gated?.missing ?? 'none';
}

const explain: Obligation = { kind: 'explain' };
const about = {
  title: 'main with work merged',
  range: { base: 'a', head: 'b', tree: 'c' },
  sources: [],
  tool: { version: '1' },
  canAnswer: true,
  holdersOf: () => [],
};

describe('a finding', () => {
  test('is settled by an answer of at least the strength that is asked for', () => {
    const answer = (answered: Step['answered'], obligation: Obligation): string =>
      why(inputOf(1, obligation, recordsOf([{ from: 0, to: 1, answered: answered! }])));
    expect(answer('acknowledge', { kind: 'acknowledge' })).toBe('record');
    expect(answer('explain', { kind: 'acknowledge' })).toBe('record');
    expect(answer('acknowledge', explain)).toBe('too-weak');
    expect(answer('explain', { kind: 'block' })).toBe('blocked');
    const said = (words: string): string => {
      const text = JSON.stringify(recordsOf([{ from: 0, to: 1, answered: 'explain' }]));
      const records = text.replace('"obligation":"explain"', `"obligation":"explain","words":"${words}"`);
      return why(inputOf(1, explain, JSON.parse(records) as readonly GateRecord[]));
    };
    expect(['.', ' - … 👍', 'x', '42', '必要です', 'न'].map(said)).toEqual(['too-weak', 'too-weak', 'record', 'record', 'record', 'record']); // prettier-ignore
  });

  test('that is open says the very command, and who else can act where nobody can answer', () => {
    const input = inputOf(1, explain, []);
    const [asked] = toGateReport(gate(input), input.changeSet, about).findings;
    expect(asked?.words?.how).toContain('countersign decide a...b --base a, then');
    const [refused] = toGateReport(gate(input), input.changeSet, { ...about, canAnswer: false }).findings;
    expect(refused?.words).toMatchObject({
      what: expect.stringContaining('no keys in ".countersign/allowed_signers"') as unknown,
      who: expect.stringContaining('whoever may merge past this check') as unknown,
    });
  });

  test('is settled along accepted steps, whose order and number do not matter', () => {
    const steps: readonly Step[] = [
      { from: 0, to: 1, answered: 'explain' },
      { from: 1, to: 2, answered: 'acknowledge' },
      { from: 2, to: 3 },
    ];
    expect(why(inputOf(3, explain, recordsOf(steps)))).toBe('lineage');
    expect(why(inputOf(3, explain, recordsOf(steps.toReversed())))).toBe('lineage');
    for (const left of [0, 1, 2])
      expect(why(inputOf(3, explain, recordsOf(steps.filter((_step, index) => index !== left))))).not.toBe('lineage');
  });

  test('that nobody answered for at any step is told so', () => {
    const steps: readonly Step[] = [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ];
    expect(why(inputOf(2, explain, recordsOf(steps)))).toBe('too-weak');
  });

  test('a decision that was taken back, by whomever, settles nothing until it is taken again', () => {
    const given: Step = { from: 0, to: 1, answered: 'explain' };
    const rejected: Step = { ...given, outcome: 'rejected', ledger: 'other', signer: ben };
    expect(why(inputOf(1, explain, recordsOf([given, rejected])))).toBe('taken-back');
    expect(why(inputOf(1, explain, recordsOf([given, { ...given, outcome: 'undone' }])))).toBe('taken-back');
    expect(why(inputOf(1, explain, recordsOf([given, rejected, given])))).toBe('record');
  });

  test('an unsigned record counts where the base policy says so, and for no approval anywhere', () => {
    const records = recordsOf([{ from: 0, to: 1, answered: 'explain', signer: null }]);
    expect(why(inputOf(1, explain, records))).toBe('unsigned');
    expect(why(inputOf(1, explain, records, { countsUnsigned: true }))).toBe('record');
    expect(why(inputOf(1, { kind: 'approve', role: 'team' }, records, { countsUnsigned: true }))).toBe('not-approved');
  });

  test('one answer covers one of two that are alike in one place', () => {
    const input = inputOf(1, explain, recordsOf([{ from: 0, to: 1, answered: 'explain' }]));
    const [first] = input.result.findings;
    const second = { ...first!, fingerprint: fingerprintOf(first!, path, 1) };
    const both = { ...input, result: { ...input.result, findings: [first!, second] } };
    expect(gate(both).findings.filter(({ settled }) => settled?.by === 'record')).toHaveLength(1);
  });

  test('of a loss is answered for with what was left; a record that says nothing of that holds as before', () => {
    const left = (symbol: string) => ({
      side: 'before' as const,
      remaining: [{ start: symbol === 'a' ? 0 : 1, lines: 1 }],
    });
    const answered = (lost: Partial<Finding>, isOld = false): GateInput => {
      // What came after it in the file is not known, so that no way leads there.
      const records = recordsOf([{ from: 0, to: 1, answered: 'explain' }]).map(({ record, ...source }) => {
        if (record.kind !== 'decision') throw new Error('no decision');
        const place = hashPlace(findingIn(texts[1], explain, lost), changeOf(texts[0], texts[1]));
        const { remainingHash: _left, ...old } = place;
        const hunks = record.hunks.map((hunk) => ({
          ...hunk,
          afterBlob: 'f'.repeat(40),
          acceptedBlob: 'f'.repeat(40),
          findings: hunk.findings.map((finding) => ({ ...finding, ...(isOld ? old : place) })),
        }));
        return { ...source, record: { ...record, hunks } };
      });
      const input = inputOf(1, explain, records);
      return { ...input, result: { ...input.result, findings: [findingIn(texts[1], explain, left('a'))] } };
    };
    expect(why(answered(left('a')))).toBe('record');
    expect(why(answered(left('b')))).toBe('changed-since');
    expect(why(answered(left('b'), true))).toBe('record');
  });

  test('whose only answer holds for another that is alike is told so, and not that a key was not touched', () => {
    // What came after it in the file is not known, so that no way leads there.
    const records = recordsOf([{ from: 0, to: 1, answered: 'explain', toucher: ana }]).map((each) => ({
      ...each,
      record: JSON.parse(
        JSON.stringify(each.record).replaceAll(blobId(texts[1]), 'f'.repeat(40)),
      ) as GateRecord['record'],
    }));
    const input = inputOf(1, explain, records);
    const [first] = input.result.findings;
    const second = { ...first!, fingerprint: fingerprintOf(first!, path, 1) };
    const both = { ...input, result: { ...input.result, findings: [first!, second] } };
    const told = (given: GateInput) => gate(given).findings.map(({ settled, missing }) => settled?.by ?? missing);
    expect(told(both)).toEqual(['record', 'answer-used']);
    expect(told(demanding(both))).toEqual(['record', 'answer-used']);
    const untouched = { ...both, records: records.map((each) => ({ ...each, toucher: null })) };
    expect(told(demanding(untouched))).toEqual(['untouched', 'untouched']);
    const [, asked] = toGateReport(gate(both), both.changeSet, about).findings;
    expect(asked?.words?.what).toBe(
      'It was answered for once (ana@example.org, record 1 of l), and that answer holds for another finding that is just like it.',
    );
  });

  test('under a floor of the organisation counts what the organisation lets count', () => {
    const records = recordsOf([{ from: 0, to: 1, answered: 'explain', signer: null }]);
    const lenient = inputOf(1, explain, records, { countsUnsigned: true });
    const floors = { ignored: new Set<string>(), countsUnsigned: false, bypassKeys: new Set<string>() };
    const findings = lenient.result.findings.map((finding) => ({ ...finding, underFloor: true as const }));
    const floored = { ...lenient, floors, result: { ...lenient.result, findings } };
    expect(why({ ...lenient, floors })).toBe('record');
    expect(why(floored)).toBe('unsigned');
    expect(why({ ...floored, floors: { ...floors, countsUnsigned: true } })).toBe('record');
    expect(why({ ...lenient, floors, ignored: new Set([path]) })).toBe('none');
    expect(why({ ...floored, ignored: new Set([path]) })).toBe('unsigned');
    expect(why({ ...floored, floors: { ...floors, ignored: new Set([path]) } })).toBe('none');
  });

  test('a bypass passes for whom the base policy names, until it ends', () => {
    const bypass = (until: string, signer: Signer | null = ben, toucher: Signer | null = null): GateRecord => ({
      ledger: 'b',
      signer,
      toucher,
      isBound: true,
      record: {
        kind: 'bypass',
        schemaVersion: 1,
        reason: 'an outage',
        until,
        paths: ['src/**'],
        fingerprints: [],
        decidedBy: { name: null, email: null, key: null, basis: 'claimed', surface: 'terminal' },
        decidedAt: '2026-11-01T10:00:00.000Z',
        tool: { name: 'countersign', version: 'test' },
        seq: 1,
        prev: null,
        hash: 'bypass',
      },
    });
    const named = { bypassKeys: new Set([ben.key]) };
    expect(why(inputOf(1, explain, [bypass('2026-11-02T00:00:00.000Z')], named))).toBe('bypass');
    expect(why(inputOf(1, explain, [bypass('2026-11-01T11:00:00.000Z')], named))).toBe('no-record');
    expect(why(inputOf(1, explain, [bypass('zzzz')], named))).toBe('no-record');
    // Ten in the morning in UTC, which is over.
    expect(why(inputOf(1, explain, [bypass('2026-11-02T00:00:00.000+14:00')], named))).toBe('no-record');
    expect(why(inputOf(1, explain, [bypass('2026-11-02T00:00:00.000Z', ana)], named))).toBe('no-record');
    expect(why(inputOf(1, explain, [bypass('2026-11-02T00:00:00.000Z')]))).toBe('no-record');
    expect(why(inputOf(1, { kind: 'block' }, [bypass('2026-11-02T00:00:00.000Z')], named))).toBe('blocked');
    // Longer than thirty days it is none.
    expect(why(inputOf(1, explain, [bypass('2026-12-01T10:00:00.000Z')], named))).toBe('bypass');
    expect(why(inputOf(1, explain, [bypass('2026-12-01T10:00:01.000Z')], named))).toBe('bypass-too-long');
    const answered = recordsOf([{ from: 0, to: 1, answered: 'explain' }]);
    expect(why(inputOf(1, explain, [bypass('2030-01-01T00:00:00.000Z'), ...answered], named))).toBe('record');
    const until = '2026-11-02T00:00:00.000Z';
    expect(why(demanding(inputOf(1, explain, [bypass(until)], named)))).toBe('no-record');
    expect(why(demanding(inputOf(1, explain, [bypass(until, ben, ben)], named)))).toBe('bypass');
  });
});

/** The same, where the rule demands a touch of the key. */
function demanding(input: GateInput): GateInput {
  const findings = input.result.findings.map((finding) => ({ ...finding, presence: true as const }));
  return { ...input, result: { ...input.result, findings } };
}

/** Of the finding on the way to the second text, as Ben gives it. */
function approvalBy(signer: Signer, toucher: Signer | null, more: Partial<ApprovalBody> = {}): GateRecord {
  const changeSet = changeOf(texts[0], texts[1]);
  const { fingerprint } = findingIn(texts[1], explain);
  const place = hashPlace(findingIn(texts[1], explain), changeSet);
  const decision = { ledger: 'l', hash: 'hash0' };
  const approved = { fingerprint, path, ...place, afterBlob: blobId(texts[1]), obligation: 'approve: team', decision };
  return {
    ledger: 'his',
    signer,
    toucher,
    isBound: true,
    record: {
      kind: 'approval',
      schemaVersion: 1,
      changeSet: 'c',
      role: 'team',
      findings: [approved],
      policy: { digest: '', base: null },
      decidedBy: { name: null, email: null, key: null, basis: 'claimed', surface: 'terminal' },
      decidedAt: '2026-11-01T11:00:00.000Z',
      tool: { name: 'countersign', version: 'test' },
      seq: 1,
      prev: null,
      hash: 'approval',
      ...more,
    },
  };
}

test('of several roles that are asked each must sign, and those that have not are named', () => {
  const both: Obligation = { kind: 'approve', role: 'team', also: ['payments'] };
  const eve: Signer = { key: 'SHA256:eve', principals: ['eve@example.org'] };
  const roles = new Map([
    ['team', new Set([ben.key])],
    ['payments', new Set([eve.key, ben.key])],
  ]);
  const asked = (...approvals: readonly GateRecord[]) => {
    const input = inputOf(1, both, [...recordsOf([{ from: 0, to: 1, answered: 'explain' }]), ...approvals], { roles });
    const [found] = gate(input).findings;
    return [found?.missing ?? found?.settled?.records.length, ...(found?.rolesMissing ?? [])];
  };
  const his = approvalBy(ben, null);
  const hers = (signer: Signer): GateRecord => ({ ...approvalBy(signer, null, { role: 'payments' }), ledger: 'hers' });
  expect(asked()).toEqual(['not-approved', 'team', 'payments']);
  expect(asked(his)).toEqual(['not-approved', 'payments']);
  expect(asked(his, hers(ana))).toEqual(['not-in-role', 'payments']);
  expect(asked(his, hers(eve))).toEqual([3]);
  // Whoever holds both may sign for both.
  expect(asked(his, hers(ben))).toEqual([3]);
  const wordsFor = (...approvals: readonly GateRecord[]) => {
    const records = [...recordsOf([{ from: 0, to: 1, answered: 'explain' }]), ...approvals];
    const [found] = gate(inputOf(1, both, records, { roles })).findings;
    const holdersOf = (role: string) =>
      role === 'team' ? ['ben@example.org'] : ['ben@example.org', 'eve@example.org'];
    return missingWords(found!, { base: 'b', head: 'h', canAnswer: true, holdersOf });
  };
  expect(wordsFor()).toMatchObject({
    what: 'Nobody of team and of payments has approved it.',
    who: 'another person who holds the roles team and payments, or one for each (team: ben@example.org; payments: ben@example.org or eve@example.org)',
  });
  expect(wordsFor(his)).toMatchObject({
    what: expect.stringMatching(
      /^Nobody of payments has approved it\. It is approved as team by .+, 2026-11-01T11:00:00\.000Z \(record 1 of .+\)\.$/u,
    ) as string,
    who: 'another person who holds the role payments (ben@example.org or eve@example.org)',
  });
});

describe('a touch of the key that a rule demands', () => {
  const given = { from: 0, to: 1, answered: 'explain' } as const;

  test('is asked of who answers, whatever else they signed with, and whoever lets unsigned records count', () => {
    expect(why(demanding(inputOf(1, explain, recordsOf([given]))))).toBe('untouched');
    expect(why(demanding(inputOf(1, explain, recordsOf([{ ...given, toucher: ana }]))))).toBe('record');
    const unsigned = recordsOf([{ ...given, signer: null }]);
    expect(why(demanding(inputOf(1, explain, unsigned, { countsUnsigned: true })))).toBe('untouched');
  });

  test('is asked of the step that answers, where several led there', () => {
    const steps = (toucher: Signer | null): readonly Step[] => [
      { ...given, toucher },
      { from: 1, to: 2, answered: 'acknowledge', toucher: toucher === null ? ana : null },
    ];
    expect(why(demanding(inputOf(2, explain, recordsOf(steps(ana)))))).toBe('lineage');
    expect(why(demanding(inputOf(2, explain, recordsOf(steps(null)))))).toBe('untouched');
  });

  test('is asked of who approves, not of who explained', () => {
    const approve: Obligation = { kind: 'approve', role: 'team' };
    const asked = (...approvals: readonly GateRecord[]): string =>
      why(demanding(inputOf(1, approve, [...recordsOf([given]), ...approvals])));
    expect(asked(approvalBy(ben, ben))).toBe('record');
    expect(asked(approvalBy(ben, null))).toBe('untouched');
    // A touch of somebody else's key, of the author's, or for another role.
    expect(asked(approvalBy(ben, { key: 'SHA256:other', principals: [] }))).toBe('not-in-role');
    expect(asked(approvalBy(ana, ana))).toBe('own-approval');
    expect(asked(approvalBy(ben, ben, { role: 'other' }))).toBe('not-approved');
    expect(asked(approvalBy(ben, null), approvalBy(ben, ben))).toBe('record');
  });

  test('makes nobody a second person who has another key under the same explanation, or under the approval', () => {
    const approve: Obligation = { kind: 'approve', role: 'team' };
    const token: Signer = { key: 'SHA256:token', principals: ['@acme/team'] };
    const roles = new Map([['team', new Set([ana.key, ben.key, token.key])]]);
    const asked = (answer: Step, approval: GateRecord): string =>
      why(demanding(inputOf(1, approve, [...recordsOf([answer]), approval], { roles })));
    expect(asked(given, approvalBy(ben, token))).toBe('record');
    expect(asked({ ...given, toucher: token }, approvalBy(ben, token))).toBe('own-approval');
    expect(asked(given, approvalBy(ana, ben))).toBe('own-approval');
    const authors = new Map([[path, new Set(['ana@example.org'])]]);
    const byBen = recordsOf([{ ...given, signer: ben }]);
    const written = inputOf(1, approve, [...byBen, approvalBy(ana, token)], { roles, authors });
    expect(why(demanding(written))).toBe('own-approval');
    expect(why(demanding({ ...written, authors: new Map() }))).toBe('record');
  });

  test('an approval is of nobody who answered for the same finding, and stands under a signed explanation', () => {
    const approve: Obligation = { kind: 'approve', role: 'team' };
    const asked = (steps: readonly Step[], ...more: readonly Partial<GateInput>[]): string =>
      why(inputOf(1, approve, [...recordsOf(steps), approvalBy(ben, null)], Object.assign({}, ...more)));
    expect(asked([given])).toBe('record');
    // All that is left is for whoever put it up to accept it.
    expect(asked([{ ...given, outcome: 'submitted' }])).toBe('not-accepted');
    expect(asked([{ ...given, outcome: 'submitted', signer: ben }])).toBe('put-up');
    // Ben says of the same hunk that his agent made it; a rejection of his says the contrary.
    expect(asked([given, { ...given, signer: ben, ledger: 'another' }])).toBe('own-approval');
    expect(asked([given, { ...given, signer: null, ledger: 'his' }])).toBe('own-approval');
    expect(asked([{ ...given, outcome: 'rejected', signer: ben, ledger: 'his' }, given])).toBe('record');
    expect(asked([given, { ...given, signer: null, ledger: 'another' }])).toBe('record');
    const lenient = { countsUnsigned: true };
    expect(asked([{ ...given, signer: null }], lenient)).toBe('unsigned');
    expect(asked([{ ...given, signer: null, ledger: 'another' }, given], lenient)).toBe('record');
    // The newer one would be found first along the way, too.
    expect(asked([given, { ...given, signer: null, ledger: 'another' }], lenient)).toBe('record');
  });

  test('is asked of whoever says that the work is their own', () => {
    const own = (toucher: Signer | null): GateInput => {
      const records = recordsOf([{ from: 0, to: 1, toucher }]).map((each) => ({
        ...each,
        record: { ...each.record, origin: { ...origin, kind: 'human' } } as GateRecord['record'],
      }));
      return inputOf(1, explain, records, { requireOrigin: 'agent' });
    };
    expect(why(own(null))).toBe('human-origin');
    expect(why(demanding(own(null)))).not.toBe('human-origin');
    expect(why(demanding(own(ana)))).toBe('human-origin');
  });
});

describe('the history of the branch', () => {
  const blobs = texts.map(blobId);
  const records = recordsOf([{ from: 1, to: 2, answered: 'explain' }]);
  const starts = new Map([[path, new Set([blobs[1]!])]]);

  test('a merge that nobody had a hand in leads on, and alone leads nowhere', () => {
    const merge = { path, from: blobs[2]!, to: blobs[3]!, by: 'merge' } as const;
    expect(why(inputOf(3, explain, records, { history: { steps: [merge], starts } }))).toBe('lineage');
    const alone = { path, from: blobs[0]!, to: blobs[3]!, by: 'merge' } as const;
    expect(why(inputOf(3, explain, [], { history: { steps: [alone], starts } }))).toBe('no-record');
  });

  test('a commit leads on when each of its hunks was accepted', () => {
    const hunks = records.flatMap(({ record }) => (record.kind === 'decision' ? record.hunks.map(({ id }) => id) : []));
    const commit = { path, from: blobs[0]!, to: blobs[3]! } as const;
    const history = (by: readonly string[]) => ({ history: { steps: [{ ...commit, by }], starts: new Map() } });
    expect(why(inputOf(3, explain, records, history(hunks)))).toBe('lineage');
    expect(why(inputOf(3, explain, records, history([...hunks, 'another'])))).toBe('changed-since');
    expect(why(inputOf(3, explain, records, history([])))).toBe('changed-since');
  });
});

test('ledgers that do not count are named up to a number, those that count in part first', () => {
  const junk = Array.from({ length: 30 }, (_, at) => ({ title: `junk ${at}`, records: 0, fault: 'no record' }));
  const shown = shownFaults([
    ...junk,
    { title: 'fine', records: 3, fault: null },
    { title: 'cut', records: 2, fault: 'x' },
  ]);
  expect(shown.map(({ title }) => title)).toEqual(['cut', ...junk.slice(0, 9).map(({ title }) => title), '21 more']);
});

test('a log beside annotations is printed and not obeyed', () => {
  const log = asPlainLog('::stop-commands::tok.js:4\n  ::error::no\n', 'secret');
  expect(log.split('\n')).toEqual([
    '::stop-commands::secret',
    '::stop-commands::tok.js:4',
    '  ::error::no',
    '::secret::',
    '',
  ]);
});

describe('--format json', () => {
  test('fits its schema, which is fresh', () => {
    const input = inputOf(1, explain, recordsOf([{ from: 0, to: 1, answered: 'acknowledge' }]));
    const report = toGateReport(gate(input), input.changeSet, about);
    const text = writeGateReport('json', report, input.result) ?? '';
    expect(gateSchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
    const file = 'server/schema/gate.schema.json';
    const schema = `${JSON.stringify(gateJsonSchema(), null, 2)}\n`;
    if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(file, schema);
    expect(readFileSync(file, 'utf8')).toBe(schema);
  });
});
