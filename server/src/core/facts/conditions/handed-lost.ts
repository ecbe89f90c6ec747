import type { Fact } from '../../model/fact.ts';
import { groupBy } from '../../text/group-by.ts';
import type { FilePair } from '../delta.ts';
import type { FileFacts } from '../read-facts.ts';
import { wordsOf } from '../guards/words.ts';
import { type Handed, type HandedItem, MAX_HANDED } from './handed.ts';

const keyOf = ({ symbol, holder }: Handed): string => `${symbol}\u0000${holder}`;

/** What speaks of identity and is no longer handed over to what stands as it stood. */
export function lostHanded(before: FileFacts, after: FileFacts): readonly Fact[] {
  if (!isWhole(before) || !isWhole(after)) return [];
  const now = new Map(after.handed.map((each) => [keyOf(each), each]));
  const was = new Map(before.handed.map((each) => [keyOf(each), each.holders]));
  const more = groupBy(
    after.handed.filter((each) => each.holders > (was.get(keyOf(each)) ?? 0)),
    ({ symbol }) => symbol,
  );
  return before.handed.flatMap((each) => {
    const is = now.get(keyOf(each));
    const { narrow } = each;
    if (narrow !== undefined && (is?.holders ?? 0) < each.holders)
      return (more.get(each.symbol) ?? []).some(
        (other) => wordsOf(other.holder) === narrow.plain && getsNoMore(other, each),
      )
        ? [narrow.fact]
        : [];
    return is === undefined ? [] : lostItems(each, is);
  });
}

/** All of it is known. */
function isWhole({ handed }: FileFacts): boolean {
  return handed.reduce((count, { items }) => count + items.length, 0) < MAX_HANDED;
}

/** What goes from one call goes to another now. */
export function handedElsewhere(pairs: readonly FilePair[]): (fact: Fact) => boolean {
  const come = new Set(pairs.flatMap(({ before, after }) => (after === null ? [] : newTexts(before, after))));
  return ({ resource }) => come.has(resource.value ?? '');
}

function newTexts(before: FileFacts | null, after: FileFacts): readonly string[] {
  const was = new Map(before?.handed.map((each) => [keyOf(each), each]));
  return after.handed.flatMap((each) => {
    const stock = groupBy(was.get(keyOf(each))?.items ?? [], textOf);
    return each.items.map(textOf).filter((text) => stock.get(text)?.shift() === undefined);
  });
}

function textOf({ fact }: HandedItem): string {
  return fact.resource.value ?? '';
}

/** What the name leaves out now an argument may say. */
function getsNoMore(is: Handed, was: Handed): boolean {
  return is.size * was.holders <= was.size * is.holders;
}

/** More that goes from one call is another call. */
const MAX_LOST = 8;

function lostItems(was: Handed, is: Handed): readonly Fact[] {
  const less = was.size - is.size;
  if (is.holders !== was.holders || less <= 0 || less > MAX_LOST) return [];
  const stock = groupBy(is.items, ({ norm }) => norm);
  const gone = was.items.filter(({ norm }) => stock.get(norm)?.shift() === undefined);
  const come = [...stock.values()].reduce((count, each) => count + each.length, 0);
  return gone.length === less + come ? gone.map(({ fact }) => fact) : [];
}
