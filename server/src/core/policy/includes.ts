import type { RuleMatch } from '../model/policy.ts';
import { fitsPattern, isGlob } from './match.ts';

/** Whether `wide` is about everything that `narrow` is about, as far as words tell. */
export function includes(wide: RuleMatch, narrow: RuleMatch): boolean {
  return (Object.keys(wide) as (keyof RuleMatch)[]).every((field) => {
    const allowed = wide[field] ?? [];
    const asked = narrow[field];
    if (asked === undefined) return false;
    const isAll = positive(allowed).length === 0 || positive(allowed).includes('*');
    return (
      (isAll || (positive(asked).length > 0 && positive(asked).every((word) => isWithin(field, word, allowed)))) &&
      allowed.filter((word) => word.startsWith('!')).every((word) => asked.includes(word))
    );
  });
}

export function positive(patterns: readonly string[]): readonly string[] {
  return patterns.filter((pattern) => !pattern.startsWith('!'));
}

function isWithin(field: keyof RuleMatch, word: string, allowed: readonly string[]): boolean {
  if (allowed.includes(word)) return true;
  return (
    field !== 'pattern' &&
    !isGlob(word) &&
    allowed.some((pattern) => isGlob(pattern) && fitsPattern(field, pattern, word))
  );
}
