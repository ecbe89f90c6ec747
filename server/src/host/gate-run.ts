import { gate, spentHunks, wantsHistory, wantsLanded, type GateSource, type LandedSince } from '../core/gate.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { GateInput, GateVerdict } from '../core/model/gate.ts';
import type { Policy } from '../core/model/policy.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { worded } from '../core/model/wording.ts';
import { noHistory, readBranchHistory } from './branch-history.ts';
import { timestamp } from './clock.ts';
import { readRangeOrigin } from './commit-origin.ts';
import { createRangeAnalysis } from './gate-analysis.ts';
import { readAuthors } from './gate-authors.ts';
import { readGateRecords } from './gate-records.ts';
import type { GateRequest } from './gate-request.ts';
import type { KnownSteps } from './branch-history.ts';
import { readLanded } from './landed-changes.ts';
import { ignoredIn } from './ignored-changes.ts';
import { readFutureState } from './merge-tree.ts';
import { readPolicyOfBase, withRepair } from './gate-policy.ts';
import type { PolicyBase } from './policy-files.ts';
import { throwProblem } from './problems.ts';

export interface GateAnswer {
  readonly verdict: GateVerdict;
  readonly changeSet: ChangeSet;
  readonly result: ReviewResult;
  readonly tree: string;
  readonly sources: readonly GateSource[];
  /** False: the base names no keys, and nothing counts without. */
  readonly canAnswer: boolean;
  readonly holdersOf: (role: string) => readonly string[];
}

/**
 * Judges what will be there once the head is merged, under the policy of the base, and matches it with the records.
 *
 * @throws HostProblem when the merged state, the policy or a revision cannot be read
 */
export async function runGate(run: GateRequest): Promise<GateAnswer> {
  const { repository, base, head } = run;
  const future = await readFutureState(repository, base, head);
  if (future.kind === 'conflict')
    throwProblem(
      'mergeConflict',
      worded`${run.baseTitle} and ${head.slice(0, 10)} conflict in ${listed(future.paths)}.`,
      future.paths[0],
    );
  const policyBase: PolicyBase = { kind: 'commit', repository, commit: base, title: run.baseTitle };
  const policy = await readPolicyOfBase(policyBase, run);
  const ranges = createRangeAnalysis(repository, policy.value, run.cancel);
  const whose = await readRangeOrigin(repository, base, head);
  const { changeSet, result } = await ranges.analyse(base, future.tree, whose);
  const { records, sources, roles, people, holdersOf } = await readGateRecords(run, policy.value);
  const authors = await readAuthors(repository, base, head, people);
  const input: GateInput = {
    changeSet,
    // What an analysis has to say beside its findings is of the policy too.
    result: { ...result, problems: withRepair([...policy.problems, ...result.problems], run.baseTitle) },
    policy: policy.value,
    history: noHistory,
    ignored: ignoredIn(changeSet, policy.value),
    ...floorsOf(changeSet, policy.value, roles),
    records,
    spent: spentHunks(records, new Map()),
    countsUnsigned: policy.value.gate?.unsigned === 'count',
    roles,
    bypassKeys: roles.get(policy.value.gate?.bypass ?? '') ?? new Set(),
    authors: authors.byPath,
    requireOrigin: run.requireOrigin,
    now: timestamp(run.clock),
  };
  const canAnswer = people.size > 0 || input.countsUnsigned || input.floors?.countsUnsigned === true;
  const answer = { changeSet, result: input.result, tree: future.tree, sources, canAnswer, holdersOf };
  const judge = (given: GateInput): GateVerdict => refuseUnknownAuthors(gate(given), authors.isWhole);
  const steps: KnownSteps = new Map();
  const settle = async (given: GateInput): Promise<{ readonly verdict: GateVerdict; readonly input: GateInput }> =>
    await withoutSpent(given, judge, async (wants) => await readLanded(repository, base, wants, steps));
  const { verdict, input: known } = await settle(input);
  const paths = wantsHistory(verdict);
  if (records.length === 0 || paths.size === 0) return { ...answer, verdict };
  const { tree, forkPoint } = future;
  const history = await readBranchHistory(repository, { base, head, forkPoint, tree }, withPrevious(paths, changeSet));
  return { ...answer, verdict: (await settle({ ...known, history })).verdict };
}

/** What settles something must still hold; where it does not, something else may, which is asked in its turn. */
async function withoutSpent(
  input: GateInput,
  judge: (given: GateInput) => GateVerdict,
  readSince: (wants: ReturnType<typeof wantsLanded>) => Promise<ReadonlyMap<string, LandedSince>>,
): Promise<{ readonly verdict: GateVerdict; readonly input: GateInput }> {
  const landed = new Map<string, LandedSince>();
  const asked = new Set<string>();
  for (let now = input; ;) {
    const verdict = judge(now);
    const wants = wantsLanded(verdict, now);
    const isKnown = [...wants.commits].every((commit) => landed.has(commit)) && [...wants.paths].every((path) => asked.has(path)); // prettier-ignore
    if (isKnown) return { verdict, input: now };
    for (const path of wants.paths) asked.add(path);
    for (const [commit, since] of await readSince({ commits: new Set([...landed.keys(), ...wants.commits]), paths: asked })) landed.set(commit, since); // prettier-ignore
    now = { ...now, spent: spentHunks(now.records, landed) };
  }
}

/** Whether an approval is another person's is not known where commits of the branch are not there. */
function refuseUnknownAuthors(verdict: GateVerdict, isWhole: boolean): GateVerdict {
  const approved = verdict.findings.find(
    ({ finding, settled }) =>
      finding.obligation.kind === 'approve' && (settled?.by === 'record' || settled?.by === 'lineage'),
  );
  if (approved !== undefined && !isWhole)
    throwProblem(
      'gitMissingObject',
      worded`This shallow clone lacks commits of the branch, so that nobody can tell whether who approved it also wrote it.`,
      approved.finding.path,
    );
  return verdict;
}

/** What a repository leaves out or lets pass does not lower what its organisation asks at least. */
function floorsOf(changeSet: ChangeSet, { underFloors }: Policy, roles: GateInput['roles']): Pick<GateInput, 'floors'> {
  if (underFloors === undefined) return {};
  const { ignore, gate: own } = underFloors;
  const bypassKeys = roles.get(own.bypass ?? '') ?? new Set<string>();
  return {
    floors: { ignored: ignoredIn(changeSet, { ignore }), countsUnsigned: own.unsigned === 'count', bypassKeys },
  };
}

/** A renamed file has a history under both of its names. */
function withPrevious(paths: ReadonlySet<string>, { files }: ChangeSet): readonly string[] {
  const changed = files.filter(({ path, previousPath }) => paths.has(path) || paths.has(previousPath ?? path));
  return changed.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]));
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map((path) => `"${path}"`);
  return paths.length > shown.length ? `${shown.join(', ')} and ${paths.length - shown.length} more` : shown.join(', ');
}
