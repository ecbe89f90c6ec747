import type { Cancel } from '../core/model/cancel.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { createEngine, ingestVersions, type AnalysisCache, type Engine, type Helper } from '../core/verbs.ts';
import { analyzeWorkspace, createAnalysisCache } from './analyze-workspace.ts';
import { withRangeOrigin, type RangeOrigin } from './commit-origin.ts';
import { listRangeChanges } from './git-changes.ts';
import { readChanges, toFailure, toSides } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { shippedGrammars } from './grammars.ts';
import { createReadingPool } from './reading-pool.ts';
import { fromCommit } from './summary-source.ts';

export interface Analysed {
  readonly changeSet: ChangeSet;
  readonly result: ReviewResult;
}

/** Analyses ranges of one repository; what one reads, the next need not. */
export interface RangeAnalysis {
  /** From a commit to a tree or a commit; whose it is, is what rules are asked about. */
  readonly analyse: (from: string, to: string, whose: RangeOrigin) => Promise<Analysed>;
}

export function createRangeAnalysis(repository: Repository, policy: Policy, cancel: Cancel): RangeAnalysis {
  const shared: { engine: Engine; cache: AnalysisCache; helpers: readonly Helper[] } = {
    engine: createEngine(shippedGrammars()),
    cache: createAnalysisCache(),
    helpers: createReadingPool(),
  };
  return {
    analyse: async (from, to, whose) => {
      const read = await readChanges(repository, await listRangeChanges(repository, from, to));
      const changeSet = withRangeOrigin(ingestVersions(read.changes.map(toSides), whose.origin), whose);
      const source = fromCommit(repository, to);
      const result = await analyzeWorkspace(changeSet, { ...shared, policy, source, cancel });
      return { changeSet, result: { ...result, failures: [...read.problems.map(toFailure), ...result.failures] } };
    },
  };
}
