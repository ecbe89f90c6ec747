import * as z from 'zod';
import type { SignedFinding } from '../protocol/messages.ts';

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

const signedFindings = z
  .array(z.object({ hunk: z.string(), fingerprint: z.string(), under: z.string() }))
  .min(1)
  .max(10_000);

const hunks = z.array(z.string()).min(1).max(100_000);

/** Null: it is no list of them. */
export function readHunks(text: string): readonly string[] | null {
  return readJson(hunks, text);
}

/** Null: it is no list of them. Names of hunks and findings come from records of others, and may hold anything. */
export function readSignedFindings(text: string): readonly SignedFinding[] | null {
  return readJson(signedFindings, text);
}

function readJson<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
