import { groupBy } from '../../text/group-by.ts';
import type { Condition } from './read.ts';

/** What of two sides has no partner on the other, by who asks it and what it says. */
export interface LeftOver {
  readonly gone: readonly Condition[];
  readonly come: readonly Condition[];
  /** Of what is gone, one of several alike that ask for other things: `check(where)`, `check(cursor)`. */
  readonly oneOfSeveral: ReadonlySet<Condition>;
}

export function leftOver(before: readonly Condition[], after: readonly Condition[]): LeftOver {
  const now = groupBy(after, ({ symbol }) => symbol);
  const gone: Condition[] = [];
  const come: Condition[] = [];
  const oneOfSeveral = new Set<Condition>();
  for (const [symbol, was] of groupBy(before, (each) => each.symbol)) {
    const is = now.get(symbol) ?? [];
    const middle = between(was, is);
    now.delete(symbol);
    const stock = groupBy(middle.come, keyOf);
    for (const each of middle.gone) {
      if (stock.get(keyOf(each))?.shift() !== undefined) continue;
      const other = isAlone(each, is) ? undefined : without(each, was, is, oneOfSeveral);
      gone.push(other ?? each);
      if (other !== undefined) oneOfSeveral.add(other);
    }
    come.push(...[...stock.values()].flat());
  }
  come.push(...[...now.values()].flat());
  return { gone, come, oneOfSeveral };
}

function keyOf({ norm, isExcuse }: Condition): string {
  return `${isExcuse ? 'or' : 'and'} ${norm}`;
}

function isAlone({ norm }: Condition, after: readonly Condition[]): boolean {
  return !after.some((each) => each.norm === norm);
}

/** Which of those alike it is that no text of the other side has, where none of them is put otherwise there. */
function without(
  gone: Condition,
  before: readonly Condition[],
  after: readonly Condition[],
  told: ReadonlySet<Condition>,
): Condition | undefined {
  const alike = (all: readonly Condition[]): readonly Condition[] => all.filter(({ norm }) => norm === gone.norm);
  const textOf = ({ fact }: Condition): string | undefined => fact?.resource.value;
  const was = alike(before);
  const texts = new Set(alike(after).map(textOf));
  if (new Set([...was.map(textOf), ...texts]).size > new Set(was.map(textOf)).size) return undefined;
  return [gone, ...was].find(
    (each) =>
      each.fact !== null &&
      (each.isAbout || !gone.isAbout) &&
      (!each.isExcuse || gone.isExcuse) &&
      !told.has(each) &&
      !texts.has(textOf(each)),
  );
}

/** What stands between the questions that both sides begin and end with: of several alike, that one is lost which went. */
function between(before: readonly Condition[], after: readonly Condition[]): Pick<LeftOver, 'gone' | 'come'> {
  const most = Math.min(before.length, after.length);
  const isAlike = (one: Condition | undefined, other: Condition | undefined): boolean =>
    one !== undefined && other !== undefined && keyOf(one) === keyOf(other);
  let start = 0;
  while (start < most && isAlike(before[start], after[start])) start += 1;
  let end = 0;
  while (end < most - start && isAlike(before.at(-1 - end), after.at(-1 - end))) end += 1;
  return { gone: before.slice(start, before.length - end), come: after.slice(start, after.length - end) };
}
