import type { ReadTree } from '../model/language.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';

/** UTF-16 units: a file that is larger was generated. */
const MAX_LENGTH = 1_000_000;
/** `name = value`, `name: value`, `export NAME=value`; of daemons `Name value`. */
const ASSIGNMENT = /^(\s*(?:export\s+|set\s+)?)([\w.@$/[\]-]+)(\s*[=:]\s*|[^\S\n]+)(.*?)\s*;?$/;
const DOTTED = /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*){1,12}$/;
const SECTION = /^\s*\[([^\]]*)\]\s*$/;
const COMMENT = /^\s*(?:[#;!]|\/\/)/;

/** Entries of a text that has one a line; a section is an entry that holds those below it. */
export function readAssignments(text: string): ReadTree {
  const { open, close, leaf, nodes } = createTreeBuilder(text.length);
  let start = 0;
  let isInSection = false;
  for (const line of text.length > MAX_LENGTH ? [] : text.split('\n')) {
    const section = SECTION.exec(line);
    if (section !== null) {
      if (isInSection) closeSection(start);
      const at = start + line.indexOf('[') + 1;
      open('entry', null, at - 1);
      leaf('string', 'entry.key', at, at + section[1]!.length);
      open('object', 'entry.value', at + section[1]!.length + 1);
      isInSection = true;
    } else if (!COMMENT.test(line)) addLine(line, start);
    start += line.length + 1;
  }
  if (isInSection) closeSection(text.length);
  return { kind: 'tree', nodes, errors: [] };

  function closeSection(end: number): void {
    close(end);
    close(end);
  }

  function addLine(line: string, from: number): void {
    const found = ASSIGNMENT.exec(line);
    if (found === null) return;
    const [, before = '', name = '', between = '', value = ''] = found;
    const at = from + before.length;
    const valueAt = at + name.length + between.length;
    const end = valueAt + value.length;
    // `server.ssl.enabled` is what YAML writes one below the other.
    const parts = DOTTED.test(name) ? name.split('.') : [name];
    let partAt = at;
    for (const [index, part] of parts.entries()) {
      open('entry', null, partAt);
      leaf('string', 'entry.key', partAt, partAt + part.length);
      partAt += part.length + 1;
      if (index < parts.length - 1) open('object', 'entry.value', partAt);
    }
    leaf(kindOf(value), 'entry.value', valueAt, end);
    for (let left = 2 * parts.length - 1; left > 0; left -= 1) close(end);
  }
}

function kindOf(value: string): 'string' | 'boolean' | 'number' {
  if (value === 'true' || value === 'false') return 'boolean';
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? 'number' : 'string';
}
