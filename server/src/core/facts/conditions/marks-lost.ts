import type { Fact } from '../../model/fact.ts';
import { groupBy } from '../../text/group-by.ts';
import type { FilePair } from '../delta.ts';
import type { FileFacts } from '../read-facts.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { type Mark, MAX_MARKS } from './mark.ts';
import { opensWhen } from './named-switches.ts';
import { isLooser } from './text-bounds.ts';

/** A mark that is lost, with its fact. */
export type LostMark = Mark & { readonly fact: Fact };

/** What protected at one place of a function and no longer does, the function and what it protected being there. */
export function lostMarks(before: FileFacts, after: FileFacts): readonly LostMark[] {
  const callers = new Set<string>();
  return lostBetween(before, after).filter((mark): mark is LostMark => {
    // Whoever is meant is told once, and not of each place that the value is handed to.
    const isTold = mark.kind === 'caller' && callers.has(mark.symbol);
    if (mark.kind === 'caller') callers.add(mark.symbol);
    return mark.fact !== null && !isTold;
  });
}

function lostBetween(before: FileFacts, after: FileFacts): readonly Mark[] {
  if (before.marks.length >= MAX_MARKS || after.marks.length >= MAX_MARKS) return [];
  const now = groupBy(after.marks, placeOf);
  return [...groupBy(before.marks, placeOf)].flatMap(([place, was]) => {
    const is = now.get(place) ?? [];
    const stock = groupBy(is, ({ value }) => value);
    const gone = was.filter(({ value }) => stock.get(value)?.shift() === undefined);
    const come = [...stock.values()].flat();
    if (gone.length === 0) return [];
    switch (gone[0]!.kind) {
      case 'through':
        return come.length > 0 ? [] : gone.filter((mark) => standsIn(after, mark));
      case 'argument':
        return gone.length === 1 && come.length === 1 && isKnown(after, gone[0]!) && isKnown(before, come[0]!)
          ? gone
          : [];
      case 'bound':
        return gone.length === 1 && come.length === 1 && isLooser(gone[0]!.key, gone[0]!.value, come[0]!.value)
          ? gone
          : [];
      case 'switch':
        return gone.length === come.length && gone.every(({ value }) => value !== String(opensWhen(gone[0]!.key)))
          ? gone.slice(0, 1)
          : [];
      case 'rank':
        return gone.length === come.length && isLower(gone, come) ? gone.slice(0, 1) : [];
      case 'part':
        return come.every(({ value }) => value === '0') && gone.every(({ value }) => value !== '0') ? gone : [];
      case 'one-of':
        return is.length > 0 && come.every(({ value }) => value === '0')
          ? gone.filter(({ value }) => value !== '0')
          : [];
      case 'exchanged-for':
        return is.some(({ value }) => value === '0') && come.every(({ value }) => value === '0')
          ? gone.filter(({ value }) => value !== '0').slice(0, 1)
          : [];
      case 'caller':
        return is.length > 0 && come.length <= gone.length && gone.every(isCaller) && !come.some(isCaller)
          ? gone.slice(0, 1)
          : [];
    }
  });
}

/** What is said of a thing stands for nothing that a value was put through. */
const STANDS_BESIDE = /^(?:written|annotation|given|list|none of|random|value) /;

/** Calls by which values are protected that are new in any file: what goes from one place may be done there. */
export function throughElsewhere(pairs: readonly FilePair[]): (mark: Mark) => boolean {
  const come = new Set<string>();
  for (const { before, after } of pairs) {
    const stock = groupBy(throughIn(before), (mark) => `${mark.symbol}\u0000${mark.key}`);
    for (const mark of throughIn(after))
      if (stock.get(`${mark.symbol}\u0000${mark.key}`)?.shift() === undefined) {
        come.add(mark.key);
        if (!STANDS_BESIDE.test(mark.key)) come.add(`${mark.symbol}\u0000`);
      }
  }
  return ({ kind, symbol, key }) => kind === 'through' && (come.has(key) || come.has(`${symbol}\u0000`));
}

function throughIn(side: FileFacts | null): readonly Mark[] {
  return side?.marks.filter(({ kind }) => kind === 'through') ?? [];
}

function placeOf({ kind, symbol, key }: Mark): string {
  return `${kind} ${symbol}\u0000${key}`;
}

function isCaller({ value }: Mark): boolean {
  return value.startsWith('strong ');
}

function isLower(was: readonly Pick<Mark, 'value'>[], is: readonly Pick<Mark, 'value'>[]): boolean {
  const [old, now] = [was, is].map((side) => side.map(({ value }) => Number(value)));
  return Math.max(...now!) < Math.min(...old!);
}

/** Of a body that has more words than are kept, none is known to be missing. */
const MAX_WORDS = 400;

/** What is given now could have been given before, and what was given could be now: it is no other name for it. */
function isKnown({ subjects }: FileFacts, { symbol, word }: Mark): boolean {
  const subject = subjects.find((each) => each.symbol === symbol);
  return word !== undefined && subject !== undefined && subject.words.includes(word);
}

/** The function is there, and in it what was put through the call that went. */
function standsIn({ subjects }: FileFacts, { symbol, word, unless }: Mark): boolean {
  if (symbol === FILE_SUBJECT.symbol) return unless === undefined;
  return subjects.some(
    ({ symbol: of, words }) =>
      of === symbol &&
      (word === undefined || words.length >= MAX_WORDS || words.includes(word)) &&
      (unless === undefined || (words.length < MAX_WORDS && !words.includes(unless))),
  );
}
