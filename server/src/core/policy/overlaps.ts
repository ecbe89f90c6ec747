import type { RuleMatch } from '../model/policy.ts';
import { toPathPattern } from '../text/glob.ts';
import { positive } from './includes.ts';
import { fitsPattern, isGlob, type MatchField } from './match.ts';

/** Detector ids with the facet of what they find. */
type Facets = ReadonlyMap<string, string>;

/** Whether one finding could be what both are about, as far as words tell. Code by example is of its own rule alone. */
export function overlaps(one: RuleMatch, other: RuleMatch, facets: Facets): boolean {
  if (one.pattern !== undefined || other.pattern !== undefined) return false;
  const fields = (Object.keys(one) as MatchField[]).filter((field) => other[field] !== undefined);
  return fields.every((field) => haveCommon(field, one[field]!, other[field]!)) && mayBeOfOneFacet(one, other, facets);
}

function haveCommon(field: MatchField, one: readonly string[], other: readonly string[]): boolean {
  const [ones, others] = [positive(one), positive(other)];
  const isOut = (word: string, words: readonly string[]): boolean => words.includes(`!${word}`);
  if (ones.length === 0) return others.length === 0 || others.some((word) => !isOut(word, one));
  if (others.length === 0) return ones.some((word) => !isOut(word, other));
  return ones.some((word) => others.some((each) => areCompatible(field, word, each)));
}

function areCompatible(field: MatchField, one: string, other: string): boolean {
  if (field === 'path') return areNested(fixedPart(toPathPattern(one)), fixedPart(toPathPattern(other)));
  if (!isGlob(one)) return fitsPattern(field, other, one);
  if (!isGlob(other)) return fitsPattern(field, one, other);
  return areNested(fixedPart(one), fixedPart(other));
}

/** What stands before the first sign of a pattern. */
function fixedPart(pattern: string): string {
  return pattern.slice(0, /[*?{]|$/u.exec(pattern)?.index ?? 0);
}

function areNested(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function mayBeOfOneFacet(one: RuleMatch, other: RuleMatch, facets: Facets): boolean {
  const [ones, others] = [facetsOf(one, facets), facetsOf(other, facets)];
  return ones === null || others === null || ones.some((facet) => others.includes(facet));
}

/** Null: of any. */
function facetsOf({ kind, facet, detector }: RuleMatch, facets: Facets): readonly string[] | null {
  const named = [
    kind === undefined
      ? null
      : positive(kind).map((word) => (word.includes('.') ? (word.split('.', 1)[0] ?? '*') : '*')),
    facet === undefined ? null : positive(facet),
    detector === undefined ? null : positive(detector).map((id) => facets.get(id) ?? '*'),
  ].find((words) => words !== null && words.length > 0 && !words.some(isGlob));
  return named ?? null;
}
