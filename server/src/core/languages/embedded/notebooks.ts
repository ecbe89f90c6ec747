import { getNodeValue, findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { LanguageId } from '../../model/syntax.ts';
import { defineEmbedded } from './define.ts';
import { readInPlace } from './json-code.ts';
import { createOverlays, type Overlay } from './overlay.ts';

/** By the names of kernels. */
const KERNELS: Readonly<Record<string, LanguageId>> = {
  python: 'python',
  python3: 'python',
  ipython: 'python',
  typescript: 'typescript',
  javascript: 'javascript',
  bash: 'bash',
};

const MAX_LENGTH = 2_000_000;
const SHELL_CELL = /^\s*%%(?:bash|sh|script\s+(?:ba|z)?sh)\b[^\n]*\n/;
/** `!pip install x`, `files = !ls`, `%pip install x`: what a shell runs is behind the mark. */
const SHELL_LINE = /^[^\S\n]*(?:(?:[\w, ]+=[^\S\n]*)?(?:!{1,2}|%(?=(?:pip|conda|uv|mamba)\b))|(?=pip install\s))/;
const MAGIC_LINE = /^[^\S\n]*(?:%{1,2}\w|\?)|\?\s*$/;

/**
 * Cells of code of a notebook, one after the other; what its lines hand to a shell is code of a shell.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html (4.5)
 */
export const notebooks = defineEmbedded({
  id: 'notebooks',
  hosts: ['notebook'],
  read(_path, text) {
    const errors: ParseError[] = [];
    const tree = text.length > MAX_LENGTH ? undefined : parseTree(text, errors);
    const cells = tree === undefined ? undefined : findNodeAtLocation(tree, ['cells']);
    if (tree === undefined || cells?.type !== 'array') return null;
    const language = languageOf(tree);
    if (language === null) return { codes: [], isAll: false };
    const overlays = createOverlays(text);
    const code = overlays.of(language);
    const shell = overlays.of('bash');
    let isAll = true;
    for (const cell of cells.children ?? []) {
      const source = findNodeAtLocation(cell, ['source']);
      if (valueAt(cell, ['cell_type']) !== 'code' || source === undefined) continue;
      const lines = [...linesOf(source, text)];
      const whole = lines.map((line) => line.text).join('\n');
      const isShell = SHELL_CELL.test(whole);
      if (!isShell && /^\s*%%(?!time|capture|prun)\w/.test(whole)) isAll = false;
      else addCell(lines, isShell, code, shell);
    }
    const unended = errors.map(({ offset }) => ({ start: offset, end: text.length }));
    return { codes: overlays.codes(), isAll: isAll && errors.length === 0, unended };
  },
});

function languageOf(tree: Node): LanguageId | null {
  const name =
    valueAt(tree, ['metadata', 'kernelspec', 'language']) ??
    valueAt(tree, ['metadata', 'language_info', 'name']) ??
    'python';
  const key = typeof name === 'string' ? name.toLowerCase() : '';
  return Object.hasOwn(KERNELS, key) ? KERNELS[key]! : null;
}

function valueAt(node: Node, path: string[]): unknown {
  const found = findNodeAtLocation(node, path);
  return found === undefined ? undefined : getNodeValue(found);
}

interface CellLine {
  /** Of its first sign. */
  readonly start: number;
  readonly text: string;
}

/** Of a list of lines, or of one text. */
function* linesOf(source: Node, text: string): Generator<CellLine> {
  const strings = source.type === 'string' ? [source] : (source.children ?? []).filter(({ type }) => type === 'string');
  for (const { offset, length } of strings) {
    let start = offset + 1;
    for (const line of readInPlace(text.slice(start, offset + length - 1)).split('\n')) {
      yield { start, text: line };
      start += line.length + 1;
    }
  }
}

function addCell(lines: readonly CellLine[], isShell: boolean, code: Overlay, shell: Overlay): void {
  for (const line of lines) {
    const behind = SHELL_LINE.exec(line.text)?.[0].length;
    if (isShell && !line.text.includes('%%')) addShell(shell, line, 0);
    else if (!isShell && behind !== undefined) addShell(shell, line, behind);
    else if (!isShell && !MAGIC_LINE.test(line.text)) add(code, line, 0);
  }
}

/** `{name}` of a line is put in before a shell gets it: a variable, of the same length. */
function addShell(shell: Overlay, { start, text }: CellLine, from: number): void {
  const command = text.replace(/\{[\w.[\]'"]+\}/g, (value) => `$${value.slice(1).replace(/\W/g, '_')}`);
  add(shell, { start, text: command }, from);
}

/** Signs around it are those of JSON, where its line begins and ends. */
function add(overlay: Overlay, { start, text }: CellLine, from: number): void {
  const line = text.slice(from).trimEnd();
  if (line.trim() === '') return;
  overlay.put(start + from - 1, `\n${line}\n`);
}
