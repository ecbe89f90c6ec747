import type { FileReading } from '../define.ts';
import { spanOf } from '../span.ts';
import type { Leaf } from './document.ts';

const MAX_LINES = 400;
const MAX_DEPTH = 10;

/** A key or an item that is open, and how far it is indented. */
interface Level {
  readonly indent: number;
  readonly key: string;
  /** Of a list: how many items it has so far. */
  items: number;
}

/**
 * The values at the head of a Markdown file. Of YAML what heads are written in: keys, lists, texts on one line; what is more than
 * that (anchors, blocks of text) is left out.
 */
export function frontMatterLeaves({ unit }: FileReading): readonly Leaf[] {
  const { text } = unit.tree;
  const head = /^---[ \t]*\r?\n([\s\S]{0,40000}?)\r?\n---/.exec(text);
  if (head === null) return [];
  const leaves: Leaf[] = [];
  const open: Level[] = [];
  let at = text.indexOf('\n') + 1;
  for (const line of head[1]!.split('\n').slice(0, MAX_LINES)) {
    const start = at;
    at += line.length + 1;
    if (/^\s*(?:#|$)/.test(line)) continue;
    let indent = line.length - line.trimStart().length;
    let rest = line.trim();
    while (open.length > 0 && open[open.length - 1]!.indent > indent) open.pop();
    const node = spanOf(unit, start + indent, start + line.trimEnd().length);
    const add = (keys: readonly string[], value: string): void => void leaves.push({ keys, value, node });
    while (/^-(?:\s|$)/.test(rest) && open.length < MAX_DEPTH) {
      const list = open.findLast((level) => level.indent <= indent && !/^\d+$/.test(level.key)) ?? null;
      if (list === null) break;
      while (open.length > 0 && open[open.length - 1] !== list) open.pop();
      open.push({ indent: indent + 1, key: String(list.items), items: 0 });
      list.items += 1;
      const inner = rest.slice(1);
      indent += 1 + inner.length - inner.trimStart().length;
      rest = inner.trim();
    }
    const entry = /^(?:"([^"]{1,100})"|'([^']{1,100})'|([\w.$/*@ -]{1,100}?)):(?:\s+(.*))?$/.exec(rest);
    while (open.length > 0 && open[open.length - 1]!.indent >= indent && entry !== null) open.pop();
    const above = open.map(({ key }) => key);
    if (entry === null) {
      if (rest !== '') for (const [keys, value] of scalars(rest)) add([...above, ...keys], value);
      continue;
    }
    const key = entry[1] ?? entry[2] ?? entry[3]!;
    const given = (entry[4] ?? '').replace(/\s#.*$/, '').trim();
    if (given === '' || /^[|>][+-]?$/.test(given)) {
      if (open.length < MAX_DEPTH) open.push({ indent, key, items: 0 });
    } else for (const [keys, value] of scalars(given)) add([...above, key, ...keys], value);
  }
  return leaves;
}

/** `[a, "b"]` is two. */
function scalars(given: string): readonly (readonly [readonly string[], string])[] {
  const list = /^\[(.*)\]$/.exec(given);
  if (list === null) return [[[], unquoted(given)]];
  return (list[1]!.match(/"[^"]*"|'[^']*'|[^,]+/g) ?? [])
    .map((item) => unquoted(item.trim()))
    .filter((item) => item !== '')
    .map((item, at) => [[String(at)], item] as const);
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
