import type { FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { GateInput, GateRecord, Missing, WhySpent } from '../model/gate.ts';
import { obligationRank } from '../model/obligation.ts';
import type { Obligation } from '../model/policy.ts';
import type { ApprovedFinding, RecordedFinding } from '../model/record.ts';
import { saysSomething } from '../text/says-something.ts';
import { pathsOf } from './lineage.ts';
import { counts, type DecisionIndex, type Occurrence } from './occurrences.ts';
import { isAccepted, isRefusal } from './outcomes.ts';

/** A finding of the range with what ties an answer to its place. */
export interface Placed {
  readonly finding: Finding;
  readonly file: FileChange;
  readonly evidenceHash: string;
  readonly subjectHash: string | null;
  readonly remainingHash: string | null;
  /** Every fingerprint it may have been recorded under. */
  readonly names: ReadonlySet<string>;
}

/** What was recorded of a finding, and why the best of it does not count, if it does not. */
export interface Answers {
  /** Signed where that is asked for, accepted, not taken back, for exactly this place. */
  readonly counted: readonly Occurrence[];
  /** The same finding, and something about it that is not enough. Of what counts: that other findings have used it. */
  readonly missing: Extract<
    Missing,
    'no-record' | 'changed-since' | 'taken-back' | 'put-up' | 'unsigned' | 'untouched' | 'answer-used' | WhySpent
  >;
  readonly nearest: Occurrence | null;
}

export function answersFor(placed: Placed, index: DecisionIndex, input: GateInput): Answers {
  const paths = pathsOf(placed.file);
  const named = [...placed.names]
    .flatMap((name) => index.ofFinding(name))
    .filter(({ hunk }) => paths.includes(hunk.path));
  const ever = named.filter((each) => isSamePlace(each.recorded, each.hunk.afterBlob, placed));
  const here = ever.filter(({ spent }) => spent === null);
  const [last] = ever.filter(({ spent }) => spent !== null).slice(-1);
  const accepted = here.filter(({ decision }) => isAccepted(decision));
  const standing = accepted.filter((each) => !index.isTakenBack(each) && !isRefusedLater(each, here));
  const signed = standing.filter(({ source }) => counts(source, input));
  const counted = signed.filter(({ source }) => isTouchedEnough(source, placed));
  const rows = [
    [counted, 'answer-used'],
    [signed, 'untouched'],
    [standing, 'unsigned'],
    [here, isPutUp(here) ? 'put-up' : 'taken-back'],
    [last === undefined ? [] : [last], last?.spent ?? 'landed'],
    [named, 'changed-since'],
  ] as const;
  const [nearest, missing] = rows.find(([found]) => found.length > 0) ?? [[], 'no-record'];
  return { counted, missing, nearest: nearest.at(-1) ?? null };
}

/** Evidence, the declaration around it and what is left of that are what they were, or the whole file is. */
export function isSamePlace(
  recorded: Pick<RecordedFinding | ApprovedFinding, 'evidenceHash' | 'subjectHash' | 'remainingHash'>,
  afterBlob: string | null,
  placed: Placed,
): boolean {
  const { evidenceHash, subjectHash = null, remainingHash } = recorded;
  // A record of before there was such a hash says nothing of what is left.
  const isLeft = remainingHash === undefined || remainingHash === placed.remainingHash;
  if (isLeft && evidenceHash === placed.evidenceHash && subjectHash === placed.subjectHash) return true;
  // What it is based on in other files may be another text than it was.
  return afterBlob === (placed.file.after?.blob ?? null) && afterBlob !== null && otherPaths(placed).length === 0;
}

/** Paths of other files that the finding stands on. */
export function otherPaths({ finding, file }: Pick<Placed, 'finding' | 'file'>): readonly string[] {
  const own = pathsOf(file);
  const steps = finding.chain?.steps ?? [];
  return [...new Set([...finding.evidence, ...steps].map(({ path }) => path))].filter((path) => !own.includes(path));
}

/** The newest that was said of it asks for an approval. */
function isPutUp(here: readonly Occurrence[]): boolean {
  const newest = here.toSorted((one, other) => one.order - other.order).at(-1);
  return newest?.decision.outcome === 'submitted';
}

/** Of what somebody else must approve it is their key that must be touched. */
export function isTouchedEnough({ toucher }: GateRecord, { finding }: Pick<Placed, 'finding'>): boolean {
  return finding.presence !== true || finding.obligation.kind === 'approve' || toucher !== null;
}

/** The same finding on the same lines was rejected, in a hunk of another cut. */
function isRefusedLater(each: Occurrence, here: readonly Occurrence[]): boolean {
  return here.some((other) => other.order > each.order && isRefusal(other.decision));
}

const EXPLAINED = obligationRank({ kind: 'explain' });

/** What an author must have answered: of an approval, the words under which it stands. */
export function requiredRank(obligation: Obligation): number {
  return Math.min(obligationRank(obligation), EXPLAINED);
}

export function answeredRank({ acknowledgement }: RecordedFinding): number {
  // Dots are no words, whoever signed them.
  const isSaid = acknowledgement?.words === undefined || saysSomething(acknowledgement.words);
  switch (acknowledgement?.obligation) {
    case 'acknowledge':
    case 'explain':
    case 'approve':
      return obligationRank({ kind: isSaid ? acknowledgement.obligation : 'acknowledge' });
    default:
      return 0;
  }
}
