import { saysSomething } from '../core/record.ts';
import type { RecordBody } from '../core/model/record.ts';
import { inEnglish } from '../core/model/wording.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import type { PublishedSet, Records } from '../host/published-sets.ts';
import { sealLedger } from '../host/seal-ledger.ts';
import {
  rolesOf,
  standingHunks,
  toApprovals,
  toRejection,
  waitingForKey,
  whyAuthor,
  whyNotApproved,
  whyNotForKey,
  type AnswerStamp,
  type Refused,
} from '../host/second-person.ts';
import { findSigningKey, type SigningKey } from '../host/signing-key.ts';
import { askLine, needPerson } from './ask-person.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { decideRange } from './decide-range.ts';
import { findSet, readRecords } from './published-set.ts';
import { findSetsOf, isRange } from './range-review.ts';
import { count, openRecordPlace, type RecordPlace } from './record-place.ts';
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

interface Deciding {
  readonly place: RecordPlace;
  readonly key: SigningKey;
  readonly invocation: Invocation;
}

async function decideSet(
  set: PublishedSet,
  records: Records,
  deciding: Deciding,
  act: typeof approve | typeof reject,
): Promise<ExitCode> {
  const { place, key, invocation } = deciding;
  const { terminal } = invocation;
  refuse(whyAuthor(set, records, { decider: place.decider, key }));
  await terminal.write(await showSet(set, records, terminal));
  const body = await act(set, records, deciding);
  if (body !== null) return await recordAll(body, { place, key, governing: records.governing }, terminal);
  terminal.note('Nothing was recorded.\n');
  return 1;
}

function refuse(refused: Refused | null): void {
  if (refused === null) return;
  const { message, why, fix } = refused;
  throw new UsageError(inEnglish(message), inEnglish(why), inEnglish(fix));
}

/** One record a role. Null: the person changed their mind. */
async function approve(set: PublishedSet, records: Records, deciding: Deciding): Promise<readonly RecordBody[] | null> {
  const { key, invocation } = deciding;
  refuse(whyNotForKey(set, records, key));
  const open = waitingForKey(set, records, key);
  refuse(whyNotApproved(open, key));
  const question = `\nYou approve ${count(new Set(open.map(({ finding }) => finding)).size, 'finding')} as ${rolesOf(open).join(', ')}, signed with ${key.key.fingerprint}.\nType "approve": `;
  if ((await askLine(question)) !== 'approve') return null;
  return toApprovals(set, open, wordsOf(invocation), stampOf(records, deciding));
}

async function reject(set: PublishedSet, records: Records, deciding: Deciding): Promise<readonly RecordBody[] | null> {
  const [first, ...others] = standingHunks(set);
  if (first === undefined)
    throw new UsageError(
      'Nothing of this change set is accepted.',
      'There is nothing to reject.',
      'See "countersign open".',
    );
  const why = wordsOf(deciding.invocation) ?? (await askLine('\nWhy do you reject it? '));
  if (!saysSomething(why)) return null;
  const question = `You reject ${count(others.length + 1, 'hunk')}.\nType "reject": `;
  if ((await askLine(question)) !== 'reject') return null;
  return [toRejection(set, [first, ...others], why, stampOf(records, deciding))];
}

function stampOf(records: Records, { place, key }: Deciding): AnswerStamp {
  return {
    records,
    by: { decider: place.decider, key },
    decidedAt: timestamp(systemClock),
    toolVersion: place.toolVersion,
  };
}

function wordsOf({ values }: Invocation): string | null {
  return typeof values['words'] === 'string' ? values['words'] : null;
}

async function recordAll(
  bodies: readonly RecordBody[],
  { place, key, governing }: Pick<Deciding, 'place' | 'key'> & Pick<Records, 'governing'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { ledger, ledgerLock } = place.state;
  const file = openLedger({ ledger, ledgerLock, disk: place.disk, clock: systemClock, toolVersion: place.toolVersion });
  for (const body of bodies) {
    const record = await file.append(body);
    await terminal.write(`Recorded as No. ${record.seq}.\n`);
  }
  const seal = await sealLedger(place, key, governing);
  await terminal.write(
    `Sealed with ${key.key.fingerprint}${seal?.presence === 'touch' ? ', touched' : ''}. "countersign publish" sends it.\n`,
  );
  return 0;
}
