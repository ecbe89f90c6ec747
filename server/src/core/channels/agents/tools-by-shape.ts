import type { ProposedEdit } from '../../model/hook.ts';
import type { ToolReader } from './define.ts';
import { type Fields, isFields, listOf, own, textOf } from './fields.ts';
import { readAgentPatch } from './read-agent-patch.ts';
import { readShell } from './read-shell.ts';
import { replacesBlocks } from './search-replace.ts';
import {
  contentNames,
  deletesFile,
  leavesOpen,
  newNames,
  oldNames,
  pathNames,
  editsByCommand,
  replacesSeveral,
  replacesText,
  writesFile,
} from './tools.ts';

/**
 * A tool that no table knows: by its name where arguments do not say what is done with them, else by their shape. A server of the
 * Model Context Protocol that writes files calls things as everybody does. Nothing where no file is named or nothing is to be
 * written: what such a tool writes all the same is noticed on disk.
 */
export function readerOf(tool: string): ToolReader {
  if (/(?:^|[_.-])(?:move|rename)_?file$/iu.test(tool)) return movesFile;
  if (/(?:^|[_.:-])(?:delete|remove|unlink|trash)_?files?$/iu.test(tool)) return deletesFiles;
  return (input) => readShape(tool, input);
}

/** The same without a name. */
export const readsByShape: ToolReader = (input) => readShape('', input);

/** Names that are taken for the first, where it has none of the known ones and the tool's own name says that it writes. */
const otherWords = [
  ['path', pathNames, ['file', 'filepath', 'file_name', 'pathname']],
  ['content', contentNames, ['text', 'data', 'new_content', 'code']],
] as const;
const otherPassages = [
  ['search', 'replace'],
  ['find', 'replace'],
  ['needle', 'repl'],
  ['old', 'new'],
  ['original', 'updated'],
] as const;
const lists = ['files', 'changes', 'operations', 'documents', 'edits', 'replacements'];
const envelopes = ['args', 'arguments', 'params', 'parameters'];
const writes = /write|create|save|(?:^|[_.-])put|edit|update|replace|insert|modify|store/iu;
const adds = /append|prepend|insert/iu;
/** Arguments that say where in the file a text goes, by a number or by a name. */
const places =
  /^(?:(?:start|end|from|to|insert)_?)?line(?:_?(?:number|start|end))?s?$|^(?:offset|position|start|end)$/iu;
const parts = /symbol|name_path|anchor|selector|heading|section|cell_?id/iu;

function readShape(tool: string, given: Fields): readonly ProposedEdit[] | string {
  const input = inOurWords(tool, given);
  if (textOf(input, ...pathNames) === undefined) return readWithoutPath(tool, input);
  if (typeof own(input, 'insert_line') === 'number' && textOf(input, 'command') === 'insert')
    return editsByCommand(input);
  if (textOf(input, 'code_edit') !== undefined)
    return leavesOpen('a tool that gives the passage and its new text')(input);
  const readers = [
    ...(textOf(input, ...oldNames) !== undefined && textOf(input, ...newNames) !== undefined ? [replacesText] : []),
    ...(listOf(input, 'edits', 'replacements') !== undefined ? [replacesSeveral] : []),
    ...(contentNames.some((name) => isGiven(own(input, name))) ? [writesWhole(tool)] : []),
  ];
  const [reader] = readers;
  if (readers.length > 1) return 'The arguments of the tool could be meant as a whole text, and as a part of one.';
  if (reader !== undefined) return reader(input);
  const diff = textOf(input, 'diff', 'patch') ?? '';
  if (/^\s*\*\*\* Begin Patch/u.test(diff)) return readAgentPatch(diff);
  return /^(?:<{3,}|-{3,}) SEARCH>?\s*$/mu.test(diff) ? replacesBlocks({ ...input, diff }) : [];
}

/** A flag is no content. */
function isGiven(content: unknown): boolean {
  return content !== undefined && content !== null && typeof content !== 'boolean';
}

/** Only the tool itself knows what becomes of a text that is not the whole file as it will be. */
function writesWhole(tool: string): ToolReader {
  return (input) => {
    if (textOf(input, ...contentNames) === undefined) return 'The content that the tool is given is no text.';
    const encoding = textOf(input, 'encoding') ?? '';
    if (/base64|hex|binary/iu.test(encoding)) return `The tool is given its content as ${encoding}. Give it as text.`;
    const isAdded = adds.test(tool) || adds.test(textOf(input, 'mode') ?? '') || own(input, 'append') === true;
    const isPlaced = Object.keys(input).some((name) => {
      const kind = typeof own(input, name);
      return (kind === 'number' && places.test(name)) || (kind === 'string' && parts.test(name));
    });
    return isAdded || isPlaced
      ? leavesOpen('a tool that gives the whole text, or a passage and its new text')(input)
      : writesFile(input);
  };
}

function readWithoutPath(tool: string, input: Fields): readonly ProposedEdit[] | string {
  const file = pathOfUri(textOf(input, 'uri') ?? '');
  if (file !== null) return readShape(tool, { ...input, path: file });
  const patch = textOf(input, 'input', 'patch', 'patchText', 'command');
  if (patch !== undefined && /^\s*\*\*\* Begin Patch/u.test(patch)) return readAgentPatch(patch);
  const several = listOf(input, ...lists)?.filter(isFields) ?? [];
  const named = several.filter((each) => textOf(inOurWords(tool, each), ...pathNames) !== undefined);
  if (named.length > 0) return readEach(tool, named);
  const files = own(input, 'files');
  if (isFields(files) && writes.test(tool))
    return readEach(
      tool,
      Object.entries(files).map(([path, content]) => ({ path, content })),
    );
  const inner = envelopes.map((name) => own(input, name)).find(isFields);
  if (inner !== undefined && !envelopes.some((name) => isFields(own(inner, name)))) return readShape(tool, inner);
  return readShell(input);
}

function readEach(tool: string, inputs: readonly Fields[]): readonly ProposedEdit[] | string {
  const edits: ProposedEdit[] = [];
  for (const each of inputs) {
    const read = readShape(tool, each);
    if (typeof read === 'string') return read;
    edits.push(...read);
  }
  return edits;
}

function inOurWords(tool: string, given: Fields): Fields {
  if (!writes.test(tool)) return given;
  const inOurs: Record<string, unknown> = {};
  const passage = otherPassages.find((names) => names.every((name) => textOf(given, name) !== undefined));
  const isPattern = /regex/iu.test(textOf(given, 'mode') ?? '');
  if (passage !== undefined && !isPattern && textOf(given, ...oldNames) === undefined)
    Object.assign(inOurs, { old_string: own(given, passage[0]), new_string: own(given, passage[1]) });
  for (const [ours, known, others] of otherWords) {
    const other = others.find((name) => textOf(given, name) !== undefined);
    if (other === undefined || known.some((name) => isGiven(own(given, name)))) continue;
    if (ours === 'path' || !hasPassage(given)) inOurs[ours] = own(given, other);
  }
  return { ...given, ...inOurs };
}

/** A text beside the one that it takes the place of is no whole file. */
function hasPassage(input: Fields): boolean {
  const names = [...oldNames, ...otherPassages.map(([old]) => old), 'regex'];
  return textOf(input, ...names) !== undefined;
}

const deletesFiles: ToolReader = (input) => {
  if (textOf(input, ...pathNames) !== undefined) return deletesFile(input);
  const paths = listOf(input, 'paths', 'files', 'file_paths', 'filePaths') ?? [];
  return paths.flatMap((path): readonly ProposedEdit[] => (typeof path === 'string' ? [{ kind: 'delete', path }] : []));
};

/** Null: it leads to no file of this machine. */
function pathOfUri(uri: string): string | null {
  const [, drive, path] = /^file:\/\/(?:localhost)?(?:\/(?=([a-z](?::|%3a))?))([^?#]*)$/iu.exec(uri) ?? [];
  if (path === undefined) return null;
  try {
    return decodeURIComponent(drive === undefined ? `/${path}` : path);
  } catch {
    return null;
  }
}

/** A file that goes to another place, as it is. Of a folder nothing is said: it is looked at afterwards. */
const movesFile: ToolReader = (input) => {
  const path = textOf(input, 'source', 'from', 'old_path', 'oldPath', 'src');
  const movedTo = textOf(input, 'destination', 'to', 'new_path', 'newPath', 'dst');
  return path === undefined || movedTo === undefined ? [] : [{ kind: 'chunks', path, movedTo, chunks: [] }];
};
