import { withAcceptedBlobs } from '../core/accepted-blobs.ts';
import type { HunkId } from '../core/model/change.ts';
import type { Finding } from '../core/model/finding.ts';
import type { RecordBody } from '../core/model/record.ts';
import type { HunkReview, Review } from '../core/model/review.ts';
import { inEnglish } from '../core/model/wording.ts';
import { requestId, shortName, toDecisionBody, toKept } from '../core/record.ts';
import { advance, awaitingApproval, findingState, hasObligation, type ReviewEvent } from '../core/review.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { openLedger } from '../host/ledger-file.ts';
import { isSecurityKey, sealLedger } from '../host/seal-ledger.ts';
import type { SigningKey } from '../host/signing-key.ts';
import { askAboutHunk, withoutFindings, type Asking } from './ask-hunk.ts';
import { askLine } from './ask-person.ts';
import { bindAccounts } from './bind.ts';
import { printable } from './colours.ts';
import type { ExitCode, Invocation, Terminal } from './define.ts';
import { readAnswers } from './named-answers.ts';
import type { Records } from '../host/published-sets.ts';
import { readRecords } from './published-set.ts';
import { readAccounts } from './range-accounts.ts';
import { openRangeReview, type RangeReview } from './range-review.ts';
import { count, listOf, type RecordPlace } from './record-place.ts';

interface Deciding {
  readonly place: RecordPlace;
  readonly key: SigningKey;
  readonly invocation: Invocation;
}

/**
 * Commits, wherever they were made: what they ask is answered here, finding by finding, recorded, tied to the commits and
 * signed. What another person must approve is put up for that. Exit 1 while something is open.
 */
export async function decideRange(range: string, records: Records, deciding: Deciding): Promise<ExitCode> {
  const { place, key, invocation } = deciding;
  const { terminal } = invocation;
  const opened = await openRangeReview(records, range, { place, terminal });
  const open = opened.review.hunks.filter(({ outcome }) => outcome === null);
  await terminal.write(
    `${printable(opened.title)}: ${count(opened.review.hunks.length, 'hunk')}, ${open.length} not decided here. Signed with ${key.key.fingerprint}.\n`,
  );
  if (opened.ignored.length > 0)
    await terminal.write(`Left out by "ignore" of the policy: ${printable(opened.ignored.join(', '))}\n`);
  const isTouched = (finding: Finding): boolean => finding.presence === true && finding.obligation.kind !== 'approve';
  if (!isSecurityKey(key) && open.some(({ findings }) => findings.some(isTouched)))
    terminal.note('The policy demands a touch of the key for some of it: give a security key with --key FILE.\n');
  const { review, recorded, dropped } = await askAll(opened, records, deciding);
  const waiting = awaitingApproval(review);
  if (recorded > 0) {
    const bound = await bind(opened, invocation, place);
    const seal = await sealLedger(place, key, records.governing);
    const touch = seal?.presence === 'touch' ? ', touched' : '';
    await terminal.write(
      `\n${count(recorded, 'decision')} recorded, ${count(bound, 'commit')} bound, sealed with ${key.key.fingerprint}${touch}.\n`,
    );
    const request = waiting.some(({ submitted }) => submitted !== undefined)
      ? ` --request ${shortName(review.id)}`
      : '';
    await terminal.write(`To send it: countersign publish${request}\n`);
  }
  if (dropped > 0)
    await terminal.write(
      `${count(dropped, 'answer')} not recorded. An answer is recorded with the decision on its hunk; one that was given before stays.\n`,
    );
  return await summary(review, terminal);
}

interface Asked {
  readonly review: Review;
  /** How many decisions. */
  readonly recorded: number;
  /** How many answers that were given now are in no record. */
  readonly dropped: number;
}

async function askAll(
  { review: opened, changeSet }: RangeReview,
  records: Records,
  deciding: Deciding,
): Promise<Asked> {
  const { terminal } = deciding.invocation;
  const { mode } = records.governing.policy;
  let review = opened;
  let recorded = 0;
  const undecided = opened.hunks.filter(({ outcome }) => outcome === null);
  const answers = answersIn(deciding.invocation, undecided);
  /** Of findings. */
  const unrecorded = new Set(answers?.keys());
  const said = new Map<string, HunkId>();
  const hunkOf = (id: string): HunkReview | undefined => review.hunks.find((hunk) => hunk.id === id);
  const advanceBy = async (event: ReviewEvent): Promise<void> => {
    const step = advance(review, event, mode);
    if (step.refused !== null) return void (await terminal.write(`  ${printable(inEnglish(step.refused))}\n`));
    if (event.kind === 'acknowledge' || event.kind === 'explain') {
      said.set(event.fingerprint, event.hunk);
      unrecorded.add(event.fingerprint);
    }
    for (const effect of step.effects) {
      if (effect.kind !== 'record') continue;
      await record(
        toKept(
          withAcceptedBlobs(toDecisionBody(effect, step.review, changeSet, stampOf(records, deciding)), changeSet),
          records.governing.policy.privacy,
        ),
        deciding,
      );
      recorded += 1;
      for (const [fingerprint, hunk] of said) if (effect.hunks.includes(hunk)) unrecorded.delete(fingerprint);
    }
    review = step.review;
  };
  const asking: Asking = {
    terminal,
    mode,
    answers,
    now: () => timestamp(systemClock),
    act: async (event) => {
      await advanceBy(event);
      return ('hunk' in event ? hunkOf(event.hunk) : undefined) ?? opened.hunks[0]!;
    },
  };
  const plain = new Set(withoutFindings(undecided).map(({ id }) => id));
  for (const { id } of undecided.filter((hunk) => !plain.has(hunk.id))) {
    const [hunk, file] = [hunkOf(id), changeSet.files.find(({ hunks }) => hunks.some((each) => each.id === id))];
    if (hunk !== undefined && file !== undefined) await askAboutHunk(hunk, file, asking);
  }
  const alike = withoutFindings(review.hunks);
  if (alike.length > 0 && answers === null) {
    const paths = [...new Set(alike.map(({ path }) => path))];
    await terminal.write(`\n${count(alike.length, 'hunk')} without a question, in ${printable(paths.join(', '))}.\n`);
    if ((await askLine('Type "accept" to accept them, or Enter to leave them open: ')) === 'accept')
      await advanceBy({ kind: 'acceptWithoutFindings', amended: new Set() });
  }
  const waiting = awaitingApproval(review).filter(({ submitted }) => submitted === undefined);
  if (waiting.length > 0) {
    const line = await askLine(
      `\n${count(waiting.length, 'hunk')} explained and waiting for an approval. Type "request" to ask for it: `,
    );
    const request = requestId({ ledger: records.ownId, changeSet: review.id });
    if (line === 'request') await advanceBy({ kind: 'submit', request, at: timestamp(systemClock) });
  }
  return { review, recorded, dropped: unrecorded.size };
}

/** Null: none was given when the program was called. */
function answersIn({ values }: Invocation, hunks: readonly HunkReview[]): ReturnType<typeof readAnswers> | null {
  const given = listOf(values['answer']);
  if (given.length === 0) return null;
  return readAnswers(
    given,
    hunks.flatMap(({ findings }) => findings.filter(hasObligation)),
  );
}

function stampOf({ governing }: Records, { place, key }: Deciding) {
  return {
    decidedBy: { ...place.decider, key: key.key.fingerprint, basis: 'claimed' },
    decidedAt: timestamp(systemClock),
    policy: { digest: governing.policy.digest, base: governing.policyBase },
    toolVersion: place.toolVersion,
  } as const;
}

async function record(body: RecordBody, { place }: Deciding): Promise<void> {
  const { ledger, ledgerLock } = place.state;
  const { disk, toolVersion } = place;
  await openLedger({ ledger, ledgerLock, disk, clock: systemClock, toolVersion }).append(body);
}

/** With the records that were just written. */
async function bind({ commits }: RangeReview, invocation: Invocation, place: RecordPlace): Promise<number> {
  const given = { ...invocation, positionals: [commits] };
  const { accounts } = await readAccounts(given, await readRecords(given, place));
  return await bindAccounts(accounts, place);
}

async function summary({ hunks }: Review, terminal: Terminal): Promise<ExitCode> {
  const open = hunks.filter(({ outcome }) => outcome === null);
  const waiting = open.flatMap((hunk) => hunk.findings.filter((finding) => findingState(hunk, finding) === 'waiting'));
  if (open.length === 0) return 0;
  const approvals = waiting.length === 0 ? '' : ` Waiting for an approval: ${count(waiting.length, 'finding')}.`;
  await terminal.write(`${count(open.length, 'hunk')} still open.${approvals}\n`);
  return 1;
}
