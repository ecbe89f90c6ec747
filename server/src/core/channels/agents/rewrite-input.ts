import { type Fields, isFields, listOf, own, textOf } from './fields.ts';
import { contentNames, newNames, oldNames } from './tools.ts';

/** A file by the name that the call gives it. Null: there is none. */
export interface WantedFile {
  readonly named: string;
  readonly before: string | null;
  readonly after: string | null;
}

const patchNames = ['command', 'input', 'patch', 'patchText', 'patch_text'];
const patchStart = /^\s*\*\*\* Begin Patch/u;

/**
 * Arguments with which the same tool leaves these files as they are wanted, all others of the call included. Null: it has none, or
 * it is not sure what the tool would make of them.
 */
export function rewriteInput(input: unknown, files: readonly WantedFile[]): unknown {
  // What a tool makes of two kinds of line ends is its own affair.
  if (files.some(({ before, after }) => `${before ?? ''}${after ?? ''}`.includes('\r'))) return null;
  if (typeof input === 'string') return patchStart.test(input) ? toPatch(files) : null;
  if (!isFields(input)) return null;
  const patchName = patchNames.find((name) => patchStart.test(textOf(input, name) ?? ''));
  if (patchName !== undefined) {
    const patch = toPatch(files);
    return patch === null ? null : { ...input, [patchName]: patch };
  }
  const [file] = files;
  if (files.length !== 1 || file === undefined || file.after === null) return null;
  return rewriteOne(input, file.before ?? '', file.after);
}

function rewriteOne(input: Fields, before: string, after: string): Fields | null {
  const list = ['edits', 'replacements'].find((name) => listOf(input, name) !== undefined);
  if (list !== undefined) {
    const [first] = listOf(input, list) ?? [];
    const passage = isFields(first) ? rewritePassage(first, before, after) : null;
    return passage === null ? null : { ...input, [list]: [passage] };
  }
  const passage = rewritePassage(input, before, after);
  if (passage !== null) return passage;
  const content = contentNames.find((name) => textOf(input, name) !== undefined);
  return content === undefined ? null : { ...input, [content]: after };
}

/** The whole text as the passage that is replaced: it is there once. */
function rewritePassage(input: Fields, before: string, after: string): Fields | null {
  const oldName = oldNames.find((name) => textOf(input, name) !== undefined);
  const newName = newNames.find((name) => textOf(input, name) !== undefined);
  if (newName === undefined) return null;
  if (oldName === undefined) return before === '' ? { ...input, [newName]: after } : null;
  const once = own(input, 'expected_replacements') === undefined ? {} : { expected_replacements: 1 };
  const all = ['replace_all', 'replaceAll', 'allow_multiple'].filter((name) => own(input, name) === true);
  return {
    ...input,
    ...once,
    ...Object.fromEntries(all.map((name) => [name, false])),
    [oldName]: before,
    [newName]: after,
  };
}

/** Every line of the earlier text goes, every line of the wanted one comes. Null: a file does not end with a line end. */
function toPatch(files: readonly WantedFile[]): string | null {
  const parts: string[] = [];
  for (const { named, before, after } of files) {
    if (before === after) continue;
    if (after === null) parts.push(`*** Delete File: ${named}`);
    else if (!isWhole(after) || (before !== null && !isWhole(before))) return null;
    else if (before === null || before === '') parts.push(`*** Add File: ${named}`, ...linesOf(after, '+'));
    else parts.push(`*** Update File: ${named}`, '@@', ...linesOf(before, '-'), ...linesOf(after, '+'));
  }
  return ['*** Begin Patch', ...parts, '*** End Patch', ''].join('\n');
}

const isWhole = (text: string): boolean => text === '' || text.endsWith('\n');

function linesOf(text: string, sign: string): readonly string[] {
  return text === ''
    ? []
    : text
        .slice(0, -1)
        .split('\n')
        .map((line) => `${sign}${line}`);
}
