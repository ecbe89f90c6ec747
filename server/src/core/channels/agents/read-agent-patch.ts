import type { PatchChunk, ProposedEdit } from '../../model/hook.ts';

const begin = '*** Begin Patch';
const end = '*** End Patch';
const endOfFile = '*** End of File';

interface OpenChunk {
  readonly context: string[];
  readonly old: string[];
  readonly new: string[];
  isAtEnd: boolean;
}

interface OpenFile {
  readonly kind: 'add' | 'update' | 'delete';
  readonly path: string;
  movedTo: string | null;
  readonly added: string[];
  readonly chunks: OpenChunk[];
}

/**
 * The patch format of `apply_patch`: files that are added, updated (and moved) or deleted, with chunks that name no lines. A
 * sentence where it is none.
 */
export function readAgentPatch(patch: string): readonly ProposedEdit[] | string {
  const lines = patch.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() === begin);
  if (first < 0 || !lines.slice(0, first).every(isBlank)) return `The patch does not start with "${begin}".`;
  const last = lines.findLastIndex((line) => !isBlank(line));
  if (lines[last]?.trim() !== end) return `The patch does not end with "${end}".`;
  const files: OpenFile[] = [];
  for (const [at, line] of lines.slice(first + 1, last).entries()) {
    // Some tools would end here, others take it for a line of the file and go on.
    const wrong = line.trim() === end ? 'ends it before its end' : readLine(line, files);
    if (wrong !== null) return `Line ${first + at + 2} of the patch ${wrong}.`;
  }
  return files.map(toEdit);
}

const isBlank = (line: string): boolean => line.trim() === '';

/** Null: it was read. */
function readLine(line: string, files: OpenFile[]): string | null {
  const header = /^\*\*\* (Add|Update|Delete) File: (.+)$/u.exec(line.trimEnd());
  if (header !== null) {
    const [, verb = '', path = ''] = header;
    const kind = verb === 'Add' ? 'add' : verb === 'Update' ? 'update' : 'delete';
    files.push({ kind, path: path.trim(), movedTo: null, added: [], chunks: [] });
    return null;
  }
  const file = files.at(-1);
  if (file === undefined) return line.trim() === '' ? null : 'belongs to no file';
  if (file.kind === 'delete') return line.trim() === '' ? null : 'follows the deletion of a file';
  if (file.kind === 'add') {
    if (!line.startsWith('+')) return line.trim() === '' ? null : 'is not added to the new file';
    file.added.push(line.slice(1));
    return null;
  }
  return readUpdate(line, file);
}

function readUpdate(line: string, file: OpenFile): string | null {
  const move = /^\*\*\* Move to: (.+)$/u.exec(line.trimEnd());
  if (move !== null) {
    file.movedTo = move[1]!.trim();
    return null;
  }
  const last = file.chunks.at(-1);
  if (line.trimEnd() === endOfFile) {
    if (last === undefined) return 'ends a file without a chunk';
    last.isAtEnd = true;
    return null;
  }
  const context = /^@@(?: (.*))?$/u.exec(line);
  if (context !== null) {
    const words = context[1] ?? '';
    const isNew = last === undefined || last.old.length > 0 || last.new.length > 0;
    const chunk = isNew ? openChunk() : last;
    if (isNew) file.chunks.push(chunk);
    if (words.trim() !== '') chunk.context.push(words);
    return null;
  }
  const chunk = last ?? openChunk();
  if (last === undefined) file.chunks.push(chunk);
  const text = line.slice(1);
  // Editors strip the blank of an empty context line.
  if (line === '' || line.startsWith(' ')) {
    chunk.old.push(text);
    chunk.new.push(text);
  } else if (line.startsWith('-')) chunk.old.push(text);
  else if (line.startsWith('+')) chunk.new.push(text);
  else return 'starts with none of " ", "-", "+", "@@" and "***"';
  return null;
}

function openChunk(): OpenChunk {
  return { context: [], old: [], new: [], isAtEnd: false };
}

function toEdit({ kind, path, movedTo, added, chunks }: OpenFile): ProposedEdit {
  if (kind === 'delete') return { kind: 'delete', path };
  if (kind === 'add') return { kind: 'write', path, text: added.map((line) => `${line}\n`).join('') };
  return { kind: 'chunks', path, movedTo, chunks: chunks.map((chunk): PatchChunk => ({ ...chunk })) };
}
