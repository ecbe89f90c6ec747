import type { FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { GatedFile, GateInput, GateVerdict } from '../model/gate.ts';
import type { Failure } from '../model/problem.ts';
import type { ReviewedFile } from '../model/result.ts';
import type { Placed } from './answers.ts';
import { indexApprovals } from './approvals.ts';
import { lineageOf, pathsOf } from './lineage.ts';
import { countAlike, firstName, namesOf } from './names.ts';
import { indexDecisions, toReference, type DecisionIndex } from './occurrences.ts';
import { settle, type Evidence } from './settle.ts';

export type HashPlace = (finding: Finding) => {
  readonly evidenceHash: string;
  readonly subjectHash?: string;
  readonly remainingHash?: string;
};

/** Matches every finding that carries an obligation, and every file that nobody could judge, with the records. */
export function gateRange(input: GateInput, hashPlace: HashPlace): GateVerdict {
  const { changeSet, result, policy } = input;
  const files = filesByPath(changeSet.files);
  const placed = placeFindings(input, files, hashPlace);
  const fingerprints = new Set(placed.flatMap(({ names }) => [...names]));
  const paths = new Set(changeSet.files.flatMap(pathsOf));
  const index = indexDecisions(input.records, fingerprints, paths, input.spent);
  const evidence: Evidence = {
    input,
    index,
    approvals: indexApprovals(input.records, fingerprints),
    files,
    lineages: new Map(),
    used: new Set(),
  };
  const floored: Evidence = { ...evidence, input: { ...input, ...input.floors }, lineages: new Map() };
  const findings = placed.map((each) => settle(each, each.finding.underFloor === true ? floored : evidence));
  const unjudged = result.files
    .filter(({ path }) => !input.ignored.has(path))
    .flatMap((file) => toGatedFile(file, files.get(file.path), index, input));
  const excused = new Set(unjudged.filter(({ settled }) => settled !== null).map(({ path }) => path));
  const failures = result.failures.filter((failure) => !isExcused(failure, excused, result.files));
  const { problems } = result;
  const ignored = changeSet.files.flatMap(({ path }) => (input.ignored.has(path) ? [path] : []));
  return withOutcome({ isObserved: policy.mode === 'observe', findings, unjudged, ignored, failures, problems });
}

/** Paths of which more must be known: where the records alone settle nothing, the history of the branch may. */
export function wantsHistory({ findings, unjudged }: GateVerdict): ReadonlySet<string> {
  const open = findings.filter(({ settled, missing }) => settled === null && missing !== 'blocked');
  const stands = open.flatMap(({ finding }) => [
    finding.path,
    ...[...finding.evidence, ...(finding.chain?.steps ?? [])].map(({ path }) => path),
  ]);
  return new Set([...stands, ...unjudged.filter(({ settled }) => settled === null).map(({ path }) => path)]);
}

/** Blind is not clean: what could not be judged outranks what is open. */
function withOutcome(verdict: Omit<GateVerdict, 'outcome'>): GateVerdict {
  const { isObserved, findings, unjudged, failures, problems } = verdict;
  const isBlind =
    failures.length > 0 ||
    problems.some(({ severity }) => severity === 'error') ||
    (!isObserved && unjudged.some(({ settled }) => settled === null));
  const isClosed = !isObserved && findings.some(({ settled }) => settled === null);
  return { ...verdict, outcome: isBlind ? 'not-judged' : isClosed ? 'closed' : 'passes' };
}

function filesByPath(files: readonly FileChange[]): ReadonlyMap<string, FileChange> {
  const byPath = new Map(
    files.flatMap((file) => (file.previousPath === undefined ? [] : [[file.previousPath, file] as const])),
  );
  for (const file of files) byPath.set(file.path, file);
  return byPath;
}

function placeFindings(
  { result, ignored, floors }: GateInput,
  files: ReadonlyMap<string, FileChange>,
  hashPlace: HashPlace,
): readonly Placed[] {
  const asking = result.findings.filter(({ obligation, path, underFloor }) => obligation.kind !== 'none' && !(underFloor === true ? (floors?.ignored ?? ignored) : ignored).has(path)); // prettier-ignore
  const alike = countAlike(result.findings);
  return asking.map((finding) => {
    const file = files.get(finding.path);
    if (file === undefined) throw new Error(`a finding at ${finding.path}, which did not change`);
    const { evidenceHash, subjectHash = null, remainingHash = null } = hashPlace(finding);
    const names = new Set(namesOf(finding, file, alike.get(firstName(finding)) ?? 1));
    return { finding, file, evidenceHash, subjectHash, remainingHash, names };
  });
}

/** Accepted as bytes that nobody could read: by a decision that says so. */
function toGatedFile(
  { path, notJudged }: ReviewedFile,
  file: FileChange | undefined,
  index: DecisionIndex,
  input: GateInput,
): readonly GatedFile[] {
  if (notJudged === undefined) return [];
  const lineage = file === undefined ? null : lineageOf(file, index, input);
  const isSeenSo = lineage?.isAmongOthers === false && lineage.steps.at(-1)?.hunk.judged === false;
  const settled =
    lineage === null || !isSeenSo ? null : [...new Set(lineage.steps.map(({ source }) => source))].map(toReference);
  return [{ path, message: notJudged.message, settled }];
}

/** What failed in a file whose bytes somebody accepted unread. What could not even be read is accepted by nobody. */
function isExcused({ path, stage }: Failure, excused: ReadonlySet<string>, files: readonly ReviewedFile[]): boolean {
  return stage !== 'read' && path !== '' && excused.has(path) && files.some((file) => file.path === path);
}
