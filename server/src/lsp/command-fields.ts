import type { FindingName } from '../core/review.ts';

/** Members of the argument of a command, all of them texts. */
export type Fields = Readonly<Record<string, string>>;

/** Longest text of an argument: a client is not to fill memory or ledger. */
const maxText = 100_000;

/** Null: something that is needed is missing, no text, or too long. What else is no text is left out. */
export function readFields(argument: unknown, needs: readonly string[], longest: number = maxText): Fields | null {
  if (typeof argument !== 'object' || argument === null) return null;
  const given = argument as Record<string, unknown>;
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longest;
  if (!needs.every((name) => isText(given[name]))) return null;
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => isText(entry[1])));
}

/** One a line: the hunk, a blank, the fingerprint. */
export function toNames(text: string): readonly FindingName[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hunk = ''] = line.split(' ');
      return { hunk, fingerprint: line.slice(hunk.length + 1) };
    });
}
