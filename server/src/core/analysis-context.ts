import type { Policy, TeamTables } from './model/policy.ts';
import type { ReadingContext, ReadingJob, Summaries } from './read-sides.ts';

/** What an analysis is given beside the texts. */
export interface AnalysisContext extends ReadingContext {
  readonly policy: Policy;
  /** Unchanged files by path; null: it does not exist. What is absent may be asked for in `wants`. */
  readonly files: Summaries;
}

/** One object a policy, so that the jobs of one analysis share it. */
const tables = new WeakMap<Policy, Pick<ReadingJob, 'team'>>();

/** What the team has added to the built-in tables. */
export function teamTables({ policy }: Pick<AnalysisContext, 'policy'>): Pick<ReadingJob, 'team'> {
  const known = tables.get(policy);
  if (known !== undefined) return known;
  const { dataClasses, guards, vendors, sinks, wrappers, patterns } = policy;
  const rows = Object.entries({ dataClasses, guards, vendors, sinks, wrappers, patterns });
  const given = rows.filter(([, row]) => row !== undefined);
  const made = given.length === 0 ? {} : { team: Object.fromEntries(given) as TeamTables };
  tables.set(policy, made);
  return made;
}
