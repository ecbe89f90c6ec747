import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { MAX_POLICY_LENGTH, type YamlPath } from './read-yaml.ts';

/** Where a cursor stands in a policy that may be half-written. */
export interface Cursor {
  /** Of the map or list around it, or of the value that it is in. */
  readonly path: YamlPath;
  /** `key`: it is, or would be, the key of an entry; `value`: a value or an item of a list. */
  readonly at: 'key' | 'value';
  /** The word it stands in; offsets of its text, quotes included. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Keys of the map that are there already. */
  readonly siblings: readonly string[];
}

/** Stands where nothing is written yet, so that the parser has something to put there. */
const MARK = 'cs0here';

/** Null: a comment, or a text that is too long. */
export function cursorAt(text: string, offset: number): Cursor | null {
  if (text.length > MAX_POLICY_LENGTH) return null;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/^\s*#|\s#/.test(line)) return null;
  const [start, end] = wordAround(text, offset);
  const marked = `${text.slice(0, start)}${MARK}${text.slice(end)}`;
  const document = parseDocument(marked, { lineCounter: new LineCounter(), prettyErrors: false, strict: false });
  const found = find(document.contents, [], 0);
  if (found === null) return null;
  return { ...found, word: text.slice(start, end).replaceAll(/["']/g, ''), start, end };
}

/** Letters of words that rules are made of; a quoted text whole. */
function wordAround(text: string, offset: number): readonly [number, number] {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\w.:*!@/$"'-]/.test(character);
  let start = offset;
  while (start > 0 && isPart(text[start - 1])) start -= 1;
  // `kind:` is a key with its colon.
  let end = offset;
  while (isPart(text[end]) && !(text[end] === ':' && !isPart(text[end + 1]))) end += 1;
  return [start, end];
}

const MAX_DEPTH = 24;

type Found = Pick<Cursor, 'path' | 'at' | 'siblings'>;

function find(node: unknown, path: YamlPath, depth: number): Found | null {
  if (depth > MAX_DEPTH || !isNode(node)) return null;
  if (isMap(node)) {
    const keys = node.items.flatMap((pair) => (isPair(pair) && isScalar(pair.key) ? [String(pair.key.value)] : []));
    for (const pair of node.items) {
      if (isMarked(pair.key)) return { path, at: 'key', siblings: keys.filter((key) => !key.includes(MARK)) };
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (isMarked(pair.value)) return { path: [...path, key], at: 'value', siblings: [] };
      const inner = find(pair.value, [...path, key], depth + 1);
      if (inner !== null) return inner;
    }
    return null;
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      if (isMarked(item)) return { path: [...path, index], at: 'value', siblings: [] };
      const inner = find(item, [...path, index], depth + 1);
      if (inner !== null) return inner;
    }
    return null;
  }
  return isMarked(node) && depth === 0 ? { path, at: 'key', siblings: [] } : null;
}

function isMarked(node: unknown): node is Node {
  return isScalar(node) && typeof node.value === 'string' && node.value.includes(MARK);
}
