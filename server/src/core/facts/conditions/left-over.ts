import { groupBy } from '../../text/group-by.ts';
import type { Condition } from './read.ts';

/** What of two sides has no partner on the other, by who asks it and what it says. */
export interface LeftOver {
  readonly gone: readonly Condition[];
  readonly come: readonly Condition[];
}

export function leftOver(before: readonly Condition[], after: readonly Condition[]): LeftOver {
  const now = groupBy(after, ({ symbol }) => symbol);
  const gone: Condition[] = [];
  const come: Condition[] = [];
  for (const [symbol, was] of groupBy(before, (each) => each.symbol)) {
    const middle = between(was, now.get(symbol) ?? []);
    now.delete(symbol);
    const stock = groupBy(middle.come, keyOf);
    gone.push(...middle.gone.filter((each) => stock.get(keyOf(each))?.shift() === undefined));
    come.push(...[...stock.values()].flat());
  }
  come.push(...[...now.values()].flat());
  return { gone, come };
}

function keyOf({ norm, isExcuse }: Condition): string {
  return `${isExcuse ? 'or' : 'and'} ${norm}`;
}

/** What stands between the questions that both sides begin and end with: of several alike, that one is lost which went. */
function between(before: readonly Condition[], after: readonly Condition[]): LeftOver {
  const most = Math.min(before.length, after.length);
  const isAlike = (one: Condition | undefined, other: Condition | undefined): boolean =>
    one !== undefined && other !== undefined && keyOf(one) === keyOf(other);
  let start = 0;
  while (start < most && isAlike(before[start], after[start])) start += 1;
  let end = 0;
  while (end < most - start && isAlike(before.at(-1 - end), after.at(-1 - end))) end += 1;
  return { gone: before.slice(start, before.length - end), come: after.slice(start, after.length - end) };
}
