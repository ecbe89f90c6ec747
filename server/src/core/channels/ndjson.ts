import { defineChannel } from './define.ts';
import { findRepeatedKey } from './repeated-key.ts';

/** One case a line on standard input. */
export const ndjson = defineChannel({
  id: 'ndjson',
  title: 'a stream of cases',
  claims: 'unknown',
  held: false,
  claimedBy: 'command-line',
});

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

const shape = 'A case is {"id", "before": {path: text}, "after": {path: text}}.';

export function readNdjsonCase(line: string): NdjsonCase | NotACase {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { id: null, wrong: `The line is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isObject(value)) return { id: null, wrong: `The line is no object. ${shape}` };
  const id = value['id'] ?? null;
  if (!canBeWritten(id)) return { id: null, wrong: 'The id is nested too deeply to be given back.' };
  const { before, after } = value;
  const wrong = wrongOfSide('before', before) ?? wrongOfSide('after', after);
  if (wrong !== null) return { id, wrong: `${wrong} ${shape}` };
  // JSON.parse keeps the last of two: the first would go unread.
  const repeated = findRepeatedKey(line);
  if (repeated !== null) return { id, wrong: `The name ${JSON.stringify(repeated)} stands twice in one object.` };
  return { id, before: before as NdjsonCase['before'], after: after as NdjsonCase['after'] };
}

/** No schema of a library: some leave out a path that is called `__proto__`, which would then go unread. */
function wrongOfSide(name: string, side: unknown): string | null {
  if (side === undefined) return `"${name}" is missing.`;
  if (!isObject(side)) return `"${name}" is no object.`;
  const bad = Object.keys(side).find((path) => typeof side[path] !== 'string');
  return bad === undefined ? null : `"${name}" has no text for ${JSON.stringify(bad.slice(0, 200))}.`;
}

/** JSON.parse takes any depth, JSON.stringify does not. */
function canBeWritten(id: unknown): boolean {
  try {
    JSON.stringify(id);
    return true;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
