import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { usesPulumi } from './pulumi.ts';

interface Draft extends SyntaxNode {
  end: number;
  readonly children: Draft[];
}

/** Characters of one text; policies are smaller, and IAM takes none that is longer. */
const MAX_LENGTH = 100_000;
const MAX_DEPTH = 30;

/**
 * Objects of policies that stand as JSON in a text of a Terraform file or a Pulumi program. Nodes are at the places where the file has
 * them, so that findings are; what is no JSON has none.
 */
export const embeddedPolicies = oncePerUnit((reading): readonly SyntaxNode[] => {
  const { unit } = reading;
  if (usesPulumi(reading)) return inPrograms(reading);
  if (unit.language.id !== 'terraform') return [];
  return unit.ofKind('template').flatMap((template) => {
    if (!unit.tree.text.startsWith('<<', template.start) || template.end - template.start > MAX_LENGTH) return [];
    const start = unit.tree.text.indexOf('\n', template.start) + 1;
    const value = start === 0 ? null : readJson(unit.tree.text, start, template);
    return value === null ? [] : [...descendants(value)].filter(({ kind }) => kind === 'object');
  });
});

/** The same in the texts of a Pulumi program that go over several lines. */
function inPrograms({ unit }: FileReading): readonly SyntaxNode[] {
  return [...unit.ofKind('string'), ...unit.ofKind('template')].flatMap((node) => {
    const text = unit.tree.text.slice(node.start, Math.min(node.end, node.start + MAX_LENGTH));
    const start = /^(?:[a-zA-Z]?"{3}|[a-zA-Z]?'{3}|`)\s*(?=\{)/.exec(text)?.[0].length;
    const isPolicy = start !== undefined && text.length < MAX_LENGTH && text.includes('"Effect"');
    const value = isPolicy ? readJson(unit.tree.text, node.start + start, node) : null;
    return value === null ? [] : [...descendants(value)].filter(({ kind }) => kind === 'object');
  });
}

/** The JSON value that begins at an offset, as nodes below `parent`; null when it is none. What follows it is not looked at. */
export function readJson(text: string, start: number, parent: SyntaxNode): SyntaxNode | null {
  let at = start;
  const limit = parent.end;

  const node = (kind: NodeKind, role: string | null, above: SyntaxNode): Draft => {
    return { kind, role, start: at, end: at, parent: above, children: [], index: parent.index };
  };
  const skip = (): void => {
    while (at < limit && /\s/.test(text[at]!)) at += 1;
  };
  const string = (role: string | null, above: SyntaxNode): Draft | null => {
    const made = node('string', role, above);
    if (text[at] !== '"') return null;
    for (at += 1; at < limit; at += 1) {
      if (text[at] === '\\') at += 1;
      else if (text.startsWith('${', at)) at = text.indexOf('}', at) === -1 ? limit : text.indexOf('}', at);
      else if (text[at] === '"') {
        at += 1;
        made.end = at;
        return made;
      }
    }
    return null;
  };
  const value = (role: string | null, above: SyntaxNode, depth: number): Draft | null => {
    skip();
    if (at >= limit || depth > MAX_DEPTH) return null;
    if (text[at] === '"') return string(role, above);
    if (text[at] === '{' || text[at] === '[')
      return container(text[at] === '{' ? 'object' : 'array', role, above, depth);
    const word = /^(?:true|false|null|-?\d[\d.eE+-]{0,30}|\$\{[^{}\n]{1,300}\})/.exec(text.slice(at, at + 310))?.[0];
    if (word === undefined) return null;
    const kind = word === 'null' ? 'null' : /^[tf]/.test(word) ? 'boolean' : word.startsWith('$') ? 'other' : 'number';
    const made = node(kind, role, above);
    at += word.length;
    made.end = at;
    return made;
  };
  const container = (kind: 'object' | 'array', role: string | null, above: SyntaxNode, depth: number): Draft | null => {
    const made = node(kind, role, above);
    const close = kind === 'object' ? '}' : ']';
    at += 1;
    for (;;) {
      skip();
      if (text[at] === close) {
        at += 1;
        made.end = at;
        return made;
      }
      if (text[at] === ',') {
        at += 1;
        continue;
      }
      const child = kind === 'object' ? entry(made, depth) : value(null, made, depth + 1);
      if (child === null) return null;
      made.children.push(child);
    }
  };
  const entry = (above: SyntaxNode, depth: number): Draft | null => {
    const made = node('entry', null, above);
    const key = string('entry.key', made);
    skip();
    if (key === null || text[at] !== ':') return null;
    at += 1;
    const given = value('entry.value', made, depth + 1);
    if (given === null) return null;
    made.children.push(key, given);
    made.end = given.end;
    return made;
  };
  return value(null, parent, 0);
}
