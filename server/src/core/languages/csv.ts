import type { ReadTree } from '../model/language.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';
import { defineLanguage } from './define.ts';

/** UTF-16 units of the first line, and columns: what has more is data. */
const MAX_LINE = 20_000;
const MAX_COLUMNS = 1_000;
/** Characters of a cell that may be a number or an address. */
const MAX_DATUM = 100;

export const csv = defineLanguage({
  id: 'csv',
  title: 'CSV',
  grammar: '',
  inherits: [],
  extensions: ['.csv', '.tsv'],
  fileNames: [],
  readString: (raw) =>
    raw
      .trim()
      .replace(/^"([\s\S]*)"$/, '$1')
      .replaceAll('""', '"')
      .trim(),
  canonicalModule: (specifier) => specifier,
  modulePaths: () => [],
  globals: {},
  isCode: false,
  readTree: readHeader,
});

interface Cell {
  readonly start: number;
  readonly end: number;
}

/** The columns that the first line names, as fields. A first line that holds data declares none. */
function readHeader(text: string): ReadTree {
  const { open, close, leaf, nodes } = createTreeBuilder(text.length);
  const line = /^\uFEFF?([^\r\n]*)/.exec(text.slice(0, MAX_LINE + 1))?.[0] ?? '';
  const cells = line.length > MAX_LINE ? [] : cellsOf(line);
  if (cells.length > 1 && cells.length <= MAX_COLUMNS && !cells.some((cell) => isDatum(line, cell)))
    for (const { start, end } of cells) {
      if (start === end) continue;
      open('field', null, start);
      leaf('property', 'field.name', start, end);
      close(end);
    }
  return { kind: 'tree', nodes, errors: [] };
}

/** Of `,`, `;`, tabs and `|`, what the line has most of parts it. */
function cellsOf(line: string): readonly Cell[] {
  const [separator = ','] = [',', ';', '\t', '|'].toSorted((a, b) => line.split(b).length - line.split(a).length);
  const cells: Cell[] = [];
  let isQuoted = false;
  let start = line.startsWith('\uFEFF') ? 1 : 0;
  for (let at = start; at <= line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (at < line.length && (isQuoted || line[at] !== separator)) continue;
    cells.push({ start, end: at });
    start = at + 1;
  }
  return cells;
}

/** An address, a number, a date or a sentence's worth of digits stands in data, not in a header. */
function isDatum(line: string, { start, end }: Cell): boolean {
  if (end - start > MAX_DATUM) return false;
  const cell = line.slice(start, end).trim().replace(/^"|"$/g, '');
  return /@\S+\.\w|^[-+]?[\d.,:/ -]*\d[\d.,:/ %-]*$|^\d{4}-\d\d-\d\d|^https?:\/\//.test(cell);
}
