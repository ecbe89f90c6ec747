import type { ApprovalBody, ApprovedFinding, DecisionBody, RecordBody } from '../core/model/record.ts';
import type { Signers } from '../core/model/ledger.ts';
import { RECORD_SCHEMA_VERSION } from '../core/model/record.ts';
import { partiesOf, whyOneParty, type Party } from '../core/record.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import { isSecurityKey, sealLedger } from '../host/seal-ledger.ts';
import { findSigningKey, type SigningKey } from '../host/signing-key.ts';
import { askLine, needPerson } from './ask-person.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { decideRange } from './decide-range.ts';
import { findSet, readRecords, waitingOf, type PublishedSet, type Records, type Waiting } from './published-set.ts';
import { findSetsOf, isRange } from './range-review.ts';
import { count, holdersOf, openRecordPlace, type RecordPlace } from './record-place.ts';
import { showSet } from './show-set.ts';

/** A second person's answer to what its author explained, recorded here and signed; or one's own, to commits. */
export async function runDecide(invocation: Invocation): Promise<ExitCode> {
  const { positionals, values, terminal } = invocation;
  const [isApproval, isRejection] = [values['approve'] === true, values['reject'] === true];
  const [named] = positionals;
  if (named === undefined)
    throw new UsageError('Say what to decide on.', 'There is no default.', 'Run "countersign open" for what waits.');
  if ((isApproval && isRejection) || (!isApproval && !isRejection && !isRange(named)))
    throw new UsageError('Say one of --approve and --reject.', 'They are opposites.', 'Run "countersign help decide".');
  needPerson('decide');
  const place = await openRecordPlace(terminal);
  try {
    const records = await readRecords(invocation, place);
    const key = await findSigningKey(place.root, typeof values['key'] === 'string' ? values['key'] : undefined);
    const deciding = { place, key, invocation };
    if (!isApproval && !isRejection) return await decideRange(named, records, deciding);
    const sets = isRange(named) ? await findSetsOf(named, records) : [findSet(records, named)];
    let worst: ExitCode = 0;
    for (const set of sets)
      if ((await decideSet(set, records, deciding, isApproval ? approve : reject)) === 1) worst = 1;
    return worst;
  } finally {
    place.close();
  }
}

async function decideSet(
  set: PublishedSet,
  records: Records,
  deciding: Deciding,
  act: typeof approve | typeof reject,
): Promise<ExitCode> {
  const { place, key, invocation } = deciding;
  const { terminal } = invocation;
  refuseAuthor(set, partyHere(records, place, key));
  await terminal.write(await showSet(set, records, terminal));
  const body = await act(set, records, deciding);
  if (body !== null) return await recordAll(body, { place, key, signers: records.governing.signers }, terminal);
  terminal.note('Nothing was recorded.\n');
  return 1;
}

function partyHere({ ownId, governing }: Records, { decider }: RecordPlace, { key }: SigningKey): Party {
  const rows = (governing.signers?.allowed ?? []).filter(({ fingerprint }) => fingerprint === key.fingerprint);
  return {
    ledger: ownId,
    key: key.fingerprint,
    principals: rows.flatMap(({ principals }) => principals),
    name: decider.name,
    email: decider.email,
  };
}

/** An agent and who drives it are one party: nobody is the second person to themselves. */
function refuseAuthor({ decisions }: PublishedSet, me: Party): void {
  for (const author of decisions.flatMap(partiesOf)) {
    const why = whyOneParty(author, me);
    if (why === null) continue;
    throw new UsageError(
      `You are no second person to this change set. ${why}`,
      'Whoever drove the agent and the agent are one party.',
      'Ask somebody else: countersign publish --request.',
    );
  }
}

interface Deciding {
  readonly place: RecordPlace;
  readonly key: SigningKey;
  readonly invocation: Invocation;
}

/** One record a role. Null: the person changed their mind. */
async function approve(set: PublishedSet, records: Records, deciding: Deciding): Promise<readonly RecordBody[] | null> {
  const { key, place, invocation } = deciding;
  const mine = (role: string): boolean => holdersOf(records.governing, role).has(key.key.fingerprint);
  const waiting = waitingOf(set, records);
  const open = waiting.filter(({ role }) => mine(role));
  if (open.length === 0) {
    const asked = [...new Set(waiting.map(({ role }) => role))].join(', ');
    throw new UsageError(
      asked === ''
        ? 'Nothing in this change set waits for an approval.'
        : `Your key holds none of the roles asked for: ${asked}.`,
      `Roles are keys of .countersign/allowed_signers at ${records.governing.title}; yours is ${key.key.fingerprint}.`,
      'Ask somebody who holds one.',
    );
  }
  const unexplained = open.find(({ finding }) => finding.acknowledgement === undefined);
  if (unexplained !== undefined)
    throw new UsageError(
      `Its author has not explained this yet: ${unexplained.finding.message}`,
      'An approval is a signature under an explanation.',
      'Ask the author to explain it first.',
    );
  if (open.some(({ finding }) => finding.presence === true) && !isSecurityKey(key))
    throw new UsageError(
      `The policy demands a touch of the key here, and ${key.key.fingerprint} is no security key.`,
      'Any program could have signed with it.',
      'Give one of .countersign/allowed_signers with --key FILE (sk-ssh-ed25519 or sk-ecdsa).',
    );
  const question = `\nYou approve ${count(open.length, 'finding')} as ${[...new Set(open.map(({ role }) => role))].join(', ')}, signed with ${key.key.fingerprint}.\nType "approve": `;
  if ((await askLine(question)) !== 'approve') return null;
  const words = wordsOf(invocation);
  return [...new Set(open.map(({ role }) => role))].map((role) =>
    toApproval(
      open.filter((one) => one.role === role),
      { role, set, records, place, key, words },
    ),
  );
}

function toApproval(
  open: readonly Waiting[],
  given: {
    readonly role: string;
    readonly set: PublishedSet;
    readonly records: Records;
    readonly place: RecordPlace;
    readonly key: SigningKey;
    readonly words: string | null;
  },
): ApprovalBody {
  const { governing } = given.records;
  return {
    kind: 'approval',
    schemaVersion: RECORD_SCHEMA_VERSION,
    changeSet: given.set.id,
    role: given.role,
    ...(given.words === null ? {} : { words: given.words }),
    findings: open.map(toApproved),
    policy: { digest: governing.policy.digest, base: governing.policyBase },
    decidedBy: { ...given.place.decider, key: given.key.key.fingerprint, basis: 'claimed' },
    decidedAt: timestamp(systemClock),
    tool: { name: 'countersign', version: given.place.toolVersion },
  };
}

function toApproved({ decision, finding }: Waiting): ApprovedFinding {
  return {
    fingerprint: finding.fingerprint,
    path: decision.hunk.path,
    evidenceHash: finding.evidenceHash,
    ...(finding.subjectHash === undefined ? {} : { subjectHash: finding.subjectHash }),
    afterBlob: decision.hunk.afterBlob,
    obligation: finding.obligation,
    ...(finding.presence === true ? { presence: true } : {}),
    decision: { ledger: decision.ledger.id ?? '', hash: decision.record.hash },
  };
}

/** The same hunks, rejected by somebody else. The files of whoever accepted them are theirs to change. */
async function reject(set: PublishedSet, records: Records, deciding: Deciding): Promise<readonly RecordBody[] | null> {
  const { place, key, invocation } = deciding;
  const standing = set.decisions.filter(({ record }) => record.outcome !== 'rejected');
  const [first] = standing;
  if (first === undefined)
    throw new UsageError(
      'Nothing of this change set is accepted.',
      'There is nothing to reject.',
      'See "countersign open".',
    );
  const why = wordsOf(invocation) ?? (await askLine('\nWhy do you reject it? '));
  if (why === '') return null;
  if ((await askLine(`You reject ${count(standing.length, 'hunk')}.\nType "reject": `)) !== 'reject') return null;
  const { governing } = records;
  const body: DecisionBody = {
    kind: 'decision',
    schemaVersion: RECORD_SCHEMA_VERSION,
    changeSet: set.id,
    outcome: 'rejected',
    rejectReason: why,
    hunks: standing.map(({ hunk }) => hunk),
    origin: first.record.origin,
    policy: { digest: governing.policy.digest, base: governing.policyBase },
    decidedBy: { ...place.decider, key: key.key.fingerprint, basis: 'claimed' },
    decidedAt: timestamp(systemClock),
    tool: { name: 'countersign', version: place.toolVersion },
  };
  return [body];
}

function wordsOf({ values }: Invocation): string | null {
  return typeof values['words'] === 'string' ? values['words'] : null;
}

async function recordAll(
  bodies: readonly RecordBody[],
  { place, key, signers }: Pick<Deciding, 'place' | 'key'> & { readonly signers: Signers | null },
  terminal: Terminal,
): Promise<ExitCode> {
  const { ledger, ledgerLock } = place.state;
  const file = openLedger({ ledger, ledgerLock, disk: place.disk, clock: systemClock, toolVersion: place.toolVersion });
  for (const body of bodies) {
    const record = await file.append(body);
    await terminal.write(`Recorded as No. ${record.seq}.\n`);
  }
  const seal = await sealLedger(place, key, signers);
  await terminal.write(
    `Sealed with ${key.key.fingerprint}${seal?.presence === 'touch' ? ', touched' : ''}. "countersign publish" sends it.\n`,
  );
  return 0;
}
