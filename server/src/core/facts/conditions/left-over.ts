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
    const unlike = textsOnlyIn(was, is);
    for (const each of middle.gone) {
      if (stock.get(keyOf(each))?.shift() !== undefined) continue;
      const others = unlike(each.norm).filter((one) => standsFor(one, each) && !oneOfSeveral.has(one));
      const one = others.includes(each) ? each : others[0];
      gone.push(one ?? each);
      if (one !== undefined) oneOfSeveral.add(one);
    }
    come.push(...[...stock.values()].flat());
  }
  come.push(...[...now.values()].flat());
  return { gone, come, oneOfSeveral };
}

function keyOf({ norm, isExcuse }: Condition): string {
  return `${isExcuse ? 'or' : 'and'} ${norm}`;
}

/** Of what is alike on both sides and nowhere put otherwise on the other, by its norm: whose text the other side does not have. */
function textsOnlyIn(
  before: readonly Condition[],
  after: readonly Condition[],
): (norm: string) => readonly Condition[] {
  const textOf = ({ fact }: Condition): string | undefined => fact?.resource.value;
  const [was, is] = [before, after].map((side) => groupBy(side, ({ norm }) => norm));
  const known = new Map<string, readonly Condition[]>();
  const compute = (norm: string): readonly Condition[] => {
    const [old, kept] = [was!.get(norm) ?? [], is!.get(norm) ?? []];
    const [oldTexts, keptTexts] = [new Set(old.map(textOf)), new Set(kept.map(textOf))];
    if (kept.length === 0 || [...keptTexts].some((text) => !oldTexts.has(text))) return [];
    return old.filter((each) => each.fact !== null && !keptTexts.has(textOf(each)));
  };
  return (norm) => {
    const found = known.get(norm) ?? compute(norm);
    known.set(norm, found);
    return found;
  };
}

function standsFor(one: Condition, gone: Condition): boolean {
  return (one.isAbout || !gone.isAbout) && (!one.isExcuse || gone.isExcuse);
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
