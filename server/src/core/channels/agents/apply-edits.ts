import type { ChunksEdit, PatchChunk, ProposedEdit, ReplaceEdit } from '../../model/hook.ts';

/** What a call would leave of each file; null: no file. */
export type Applied =
  | { readonly kind: 'applied'; readonly after: ReadonlyMap<string, string | null> }
  /** A sentence for the agent. */
  | { readonly kind: 'unclear'; readonly why: string };

/** Paths that the edits read or write, in order. */
export function pathsOfEdits(edits: readonly ProposedEdit[]): readonly string[] {
  const paths = edits.flatMap((edit) =>
    edit.kind === 'chunks' && edit.movedTo !== null ? [edit.path, edit.movedTo] : [edit.path],
  );
  return [...new Set(paths)];
}

/**
 * Carries the edits out on texts. `before`: by path as the edits name it; null: no file. What an agent's own tool would find by
 * a guess that we do not share is unclear: it is not for us to say what would be written.
 */
export function applyEdits(edits: readonly ProposedEdit[], before: ReadonlyMap<string, string | null>): Applied {
  const now = new Map(before);
  const budget: Budget = { characters: MAX_CHARACTERS, lines: MAX_LINES };
  for (const edit of edits) {
    const why = applyOne(edit, now, budget);
    if (why !== null) return { kind: 'unclear', why };
  }
  return { kind: 'applied', after: now };
}

/** What one call may take: a million edits, or a patch of a megabyte of equal lines, are not worth a minute. */
interface Budget {
  /** Of texts that are searched. */
  characters: number;
  /** That are compared. */
  lines: number;
}

const MAX_CHARACTERS = 500_000_000;
const MAX_LINES = 5_000_000;
/** Of a text that edits leave: one character that is replaced by a million everywhere is no edit of anybody. */
const MAX_LENGTH = 50_000_000;

/** Null: done. */
function applyOne(edit: ProposedEdit, now: Map<string, string | null>, budget: Budget): string | null {
  const text = now.get(edit.path) ?? null;
  if (edit.kind === 'write') now.set(edit.path, edit.text);
  else if (edit.kind === 'delete') now.set(edit.path, null);
  else if (text === null && edit.kind === 'chunks' && edit.chunks.length === 0) return null;
  else if (text === null) return `There is no file "${edit.path}".`;
  else if (edit.kind === 'insert') return insert(edit, text, now);
  else if (edit.kind === 'replace') return replace(edit, text, now, budget);
  else return applyChunks(edit, text, now, budget);
  return null;
}

function insert(
  { path, line, text: added }: Extract<ProposedEdit, { readonly kind: 'insert' }>,
  text: string,
  now: Map<string, string | null>,
): string | null {
  const lines = text.split('\n');
  if (line > lines.length) return `"${path}" has not got ${line} lines.`;
  now.set(path, [...lines.slice(0, line), added.replace(/\n$/u, ''), ...lines.slice(line)].join('\n'));
  return null;
}

/** Agents see texts with plain line ends, whatever the file has. */
function replace(edit: ReplaceEdit, text: string, now: Map<string, string | null>, budget: Budget): string | null {
  const { path } = edit;
  budget.characters -= text.length;
  if (budget.characters < 0) return 'The call has more edits than can be looked at.';
  const isWindows = text.includes('\r\n');
  const plain = (value: string): string => (isWindows ? value.replaceAll('\r\n', '\n') : value);
  const [all, old, added] = [plain(text), plain(edit.old), plain(edit.text)];
  const first = all.indexOf(old);
  if (first < 0)
    return `The text to be replaced is not in "${path}". Read the file again, and repeat with its exact text.`;
  if (!edit.isEverywhere && all.includes(old, first + 1))
    return `The text to be replaced is in "${path}" more than once. Repeat with more of what surrounds it.`;
  const parts = edit.isEverywhere ? all.split(old) : [all.slice(0, first), all.slice(first + old.length)];
  if (all.length + (parts.length - 1) * (added.length - old.length) > MAX_LENGTH)
    return `"${path}" would become too large to be looked at.`;
  const replaced = parts.join(added);
  now.set(path, isWindows ? replaced.replaceAll('\n', '\r\n') : replaced);
  return null;
}

function applyChunks(edit: ChunksEdit, text: string, now: Map<string, string | null>, budget: Budget): string | null {
  const isWindows = text.includes('\r\n');
  const lines = (isWindows ? text.replaceAll('\r\n', '\n') : text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const result: string[] = [];
  let from = 0;
  for (const chunk of edit.chunks) {
    const place = findChunk(lines, chunk, from, budget);
    if (place === null)
      return `A chunk of the patch does not fit "${edit.path}". Read the file again, and repeat with its exact lines.`;
    for (const line of lines.slice(from, place.at)) result.push(line);
    const isShorter = place.lines < chunk.old.length && chunk.new.at(-1) === '';
    for (const line of isShorter ? chunk.new.slice(0, -1) : chunk.new) result.push(line);
    from = place.at + place.lines;
  }
  for (const line of lines.slice(from)) result.push(line);
  const joined = result.length === 0 ? '' : `${result.join('\n')}\n`;
  if (edit.movedTo !== null) now.set(edit.path, null);
  now.set(edit.movedTo ?? edit.path, isWindows ? joined.replaceAll('\n', '\r\n') : joined);
  return null;
}

/** As little exact as agents' own tools are: then without blanks at the end, then without those at the start. */
const exactness: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim(),
];

interface Place {
  readonly at: number;
  readonly lines: number;
}

function findChunk(
  lines: readonly string[],
  { context, old, isAtEnd }: PatchChunk,
  from: number,
  budget: Budget,
): Place | null {
  let start = from;
  for (const wanted of context) {
    const at = findLines(lines, [wanted], start, false, budget);
    if (at === null) return null;
    start = at + 1;
  }
  // Lines without others around them: some tools put them behind the context, others at the end of the file all the same.
  if (old.length === 0)
    return isAtEnd || context.length === 0 || start === lines.length ? { at: lines.length, lines: 0 } : null;
  const at = findLines(lines, old, start, isAtEnd, budget);
  if (at !== null) return { at, lines: old.length };
  // The empty line before the end of a patch is seldom meant.
  const shorter = old.at(-1) === '' ? findLines(lines, old.slice(0, -1), start, isAtEnd, budget) : null;
  return shorter === null ? null : { at: shorter, lines: old.length - 1 };
}

function findLines(
  lines: readonly string[],
  wanted: readonly string[],
  from: number,
  isAtEnd: boolean,
  budget: Budget,
): number | null {
  const last = lines.length - wanted.length;
  for (const plain of exactness) {
    const sought = wanted.map(plain);
    const fits = (at: number): boolean =>
      sought.every((line, offset) => {
        budget.lines -= 1;
        return plain(lines[at + offset]!) === line;
      });
    for (let at = isAtEnd ? Math.max(from, last) : from; at <= last && budget.lines > 0; at += 1)
      if (fits(at)) return at;
  }
  return null;
}
