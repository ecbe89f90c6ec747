import type { SyntaxNode } from '../../model/syntax.ts';
import { snakeCase } from '../../text/camel-case.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { keyText } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/** What `local.x` and `var.x` of a Terraform file are, as far as the file says: a variable is its default. */
export const declarationsOf = oncePerUnit((reading): ReadonlyMap<string, SyntaxNode> => {
  const found = new Map<string, SyntaxNode>();
  if (!isTerraform(reading)) return found;
  for (const [type, body] of topBlocks(reading)) {
    for (const [name, value] of body.kind === 'object' ? entriesIn(reading, body) : []) {
      if (type === 'locals') found.set(`local.${name}`, value);
      else if (type === 'variable') {
        const given =
          value.kind === 'object' ? entriesIn(reading, value).find(([key]) => key === 'default') : undefined;
        if (given !== undefined && isSaying(given[1])) found.set(`var.${name}`, given[1]);
      }
    }
  }
  return found;
});

/** An empty default says nothing of what is given. */
function isSaying(node: SyntaxNode): boolean {
  return node.kind !== 'null' && !(node.kind === 'array' && node.children.length === 0) && node.end - node.start > 2;
}

export function isTerraform({ unit }: FileReading): boolean {
  return unit.language.id === 'terraform' || unit.path.endsWith('.tf.json') || unit.path.endsWith('.tofu.json');
}

/** The blocks of a file: their type, and what stands in them. */
export function topBlocks(reading: FileReading): readonly (readonly [type: string, body: SyntaxNode])[] {
  return reading.unit.tree.root.children.flatMap((document) =>
    document.kind === 'object'
      ? entriesIn(reading, document).flatMap(([key, value]) =>
          bodies(reading, value).map((body) => [key, body] as const),
        )
      : [],
  );
}

/** Entries in the order they stand there, each of several that have one key. */
export function entriesIn(
  reading: FileReading,
  object: SyntaxNode,
): readonly (readonly [key: string, value: SyntaxNode])[] {
  return object.children.flatMap((entry) => {
    const name = entry.kind === 'keyword' ? childOf(entry, 'keyword.name') : null;
    const key = name !== null ? reading.unit.textOf(name) : entry.kind === 'entry' ? keyText(reading, entry) : null;
    const value = key === null ? null : (childOf(entry, 'entry.value') ?? childOf(entry, 'keyword.value'));
    return key === null || value === null ? [] : [[key, value] as const];
  });
}

/** Blocks of one type inside a block: each, those that `dynamic` makes, and the objects of a list, which may have a plural. */
export function blocksIn(reading: FileReading, object: SyntaxNode, type: string): readonly SyntaxNode[] {
  return entriesIn(reading, object).flatMap(([key, value]) => {
    if (isNamed(key, type)) return bodies(reading, value);
    if (key !== 'dynamic') return [];
    return bodies(reading, value)
      .flatMap((body) => blocksIn(reading, body, type))
      .flatMap((body) => blocksIn(reading, body, 'content'));
  });
}

/** `security_rule`, `security_rules`, `securityRules`. */
function isNamed(key: string, type: string): boolean {
  return key === type || snakeCase(key) === `${type.replace(/y$/, 'ie')}s` || snakeCase(key) === type;
}

/** In code a list or an object may be a name, and in Python an object a call: `SecurityGroupIngressArgs(…)`. */
function bodies(reading: FileReading, value: SyntaxNode): readonly SyntaxNode[] {
  if (value.kind === 'object') return [value];
  if (!reading.unit.language.isCode)
    return value.kind === 'array' ? value.children.filter(({ kind }) => kind === 'object') : [];
  const found = reading.resolver.valueOf(value);
  const items = found.kind === 'list' ? found.items : [found];
  // `ec2.SecurityGroupIngressArray{…}` of Go.
  const each = items.flatMap((item) =>
    item.kind === 'call' && item.of.endsWith('Array') ? item.args.map(({ value: given }) => given()) : [item],
  );
  return each.flatMap((item) =>
    (item.kind === 'object' || item.kind === 'call') && item.node !== null ? [item.node] : [],
  );
}
