import { isPathPattern, type RecordFilter } from '../core/export.ts';
import { worded } from '../core/model/wording.ts';
import type { FilterFault, FilterName, FilterTexts } from '../protocol/messages.ts';
import type { Repository } from './git-repository.ts';
import { throwProblem } from './problems.ts';
import { resolveRange } from './range-commits.ts';

export interface RefusedFilter {
  readonly option: FilterName;
  readonly why: FilterFault;
}

/** As records are compared with it, but that a range is still two commits. */
export interface AskedFilter {
  readonly filter: Omit<RecordFilter, 'range'>;
  /** `A..B` of ids. */
  readonly range?: string;
}

/**
 * What people wrote for each filter: the one reading of it, for the command line and the editor.
 *
 * @throws HostProblem when an end of the range is not here
 */
export async function readFilter(
  repository: Repository | null,
  root: string,
  { range: asked, since, until, ...texts }: FilterTexts,
): Promise<AskedFilter | RefusedFilter> {
  const times = readTimes(since, until);
  if ('why' in times) return times;
  if (texts.path !== undefined && !isPathPattern(texts.path)) return { option: 'path', why: 'no-pattern' };
  const filter = { ...texts, ...times };
  if (asked === undefined) return { filter };
  if (repository === null)
    return throwProblem('noRepository', worded`"${root}" is in no git repository, and a range is of commits.`);
  const range = await resolveRange(repository, asked);
  return range === null ? { option: 'range', why: 'no-range' } : { filter, range };
}

function readTimes(
  since: string | undefined,
  until: string | undefined,
): Pick<RecordFilter, 'since' | 'until'> | RefusedFilter {
  const from = since === undefined ? undefined : toTime(since);
  if (from === null) return { option: 'since', why: 'no-date' };
  const to = until === undefined ? undefined : toTime(until);
  if (to === null) return { option: 'until', why: 'no-date' };
  // The earlier of both may be a whole day.
  if (from !== undefined && to !== undefined && to < from.slice(0, to.length))
    return { option: 'until', why: 'ends-before' };
  return { ...(from === undefined ? {} : { since: from }), ...(to === undefined ? {} : { until: to }) };
}

/** A day, or a moment in UTC. Null: it is neither, or there is no such day. */
function toTime(given: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/u.exec(given);
  const [, day = ''] = match ?? [];
  const date = new Date(given);
  if (match === null || Number.isNaN(date.getTime()) || !isDay(day)) return null;
  return given === day ? day : date.toISOString();
}

/** The 31st of February is the 3rd of March to a clock. */
function isDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
