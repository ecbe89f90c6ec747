import { z } from 'zod';
import { defineChannel } from './define.ts';

/** One case a line on standard input. */
export const ndjson = defineChannel({
  id: 'ndjson',
  title: 'a stream of cases',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});

const texts = z.record(z.string(), z.string());
const schema = z.looseObject({ id: z.unknown().optional(), before: texts, after: texts });

export interface NdjsonCase {
  /** Given back as it came; null when there was none. */
  readonly id: unknown;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** A line that is no case: what is wrong with it, and its id where that could be read. */
export interface NotACase {
  readonly id: unknown;
  readonly wrong: string;
}

export function readNdjsonCase(line: string): NdjsonCase | NotACase {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { id: null, wrong: `The line is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { id: parsed.data.id ?? null, before: parsed.data.before, after: parsed.data.after };
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  const first = parsed.error.issues[0];
  const place = first === undefined || first.path.length === 0 ? 'The line' : `"${first.path.join('.')}"`;
  return {
    id,
    wrong:
      `${place} is not as expected: {"id", "before": {path: text}, "after": {path: text}}. ${first?.message ?? ''}`.trim(),
  };
}
