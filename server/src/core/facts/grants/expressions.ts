import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { pathOf, textOfValue, type CallValue } from '../value.ts';
import { camelCase, cdkName, constructText } from './constructs.ts';
import { declarationsOf } from './declarations.ts';

/** A text of a configuration. What only a deployment knows stands in it as `${…}`: `${Bucket.Arn}/*`. */
export interface SymbolicText {
  readonly node: SyntaxNode;
  readonly text: string;
}

/** Locals that lead to locals, functions in functions. */
const MAX_DEPTH = 20;
const MAX_TEXTS = 500;
/** Characters of an expression that is kept as written. */
const MAX_RAW = 120;
const MAX_TEXT = 600;

/** One text; null for nothing, and for several. */
export function symbolicText(reading: FileReading, node: SyntaxNode | null): string | null {
  const found = symbolicTexts(reading, node);
  return found.length === 1 ? found[0]!.text : null;
}

/** What a place gives: one text, a list of them, or what either branch of a choice gives. */
export function symbolicTexts(reading: FileReading, node: SyntaxNode | null): readonly SymbolicText[] {
  if (node === null) return [];
  const found: SymbolicText[] = [];
  collect(reading, node, 0, found);
  return found.map(({ node: at, text }) => ({ node: isInside(at, node) ? at : node, text: settled(text) }));
}

function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Partitions are one spelling, and nothing is longer than it can be compared. */
function settled(text: string): string {
  const plain = text
    .replaceAll('${AWS::Partition}', 'aws')
    .replace(/\$\{data\.aws_partition\.\w+\.partition\}/g, 'aws');
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain;
}

function collect(reading: FileReading, node: SyntaxNode, depth: number, found: SymbolicText[]): void {
  if (found.length >= MAX_TEXTS || node.kind === 'comment' || node.kind === 'null') return;
  const say = (text: string): void => void found.push({ node, text });
  if (depth > MAX_DEPTH) return say(raw(reading, node));
  const into = (inner: SyntaxNode): void => collect(reading, inner, depth + 1, found);
  switch (node.kind) {
    case 'array':
      return node.children.forEach(into);
    case 'if': {
      const branches = [childOf(node, 'if.then'), childOf(node, 'if.else')].filter((branch) => branch !== null);
      return branches.length === 2 ? branches.forEach(into) : say(raw(reading, node));
    }
    case 'template':
      return say(
        node.children
          .map((part) => (part.kind === 'template-text' ? literal(reading, part) : one(reading, part, depth)))
          .join(''),
      );
    case 'call': {
      const called = childOf(node, 'call.callee');
      const name = called === null ? '' : reading.unit.textOf(called).replace(/^!/, '');
      const args = childrenOf(node, 'call.argument');
      if (!reading.unit.language.isCode && apply(reading, node, name, args, depth, found)) return;
      break;
    }
    case 'object': {
      const [entry, ...more] = node.children.filter((child) => child.kind === 'entry');
      const key = entry === undefined ? null : childOf(entry, 'entry.key');
      const value = entry === undefined ? null : childOf(entry, 'entry.value');
      if (key === null || value === null || more.length > 0) return;
      const name = /^(?:Fn::)?(\w+)$/.exec(literal(reading, key))?.[1];
      if (name !== undefined) apply(reading, node, name, [value], depth, found);
      return;
    }
    case 'name':
      if (!reading.unit.language.isCode) {
        const declared = declarationsOf(reading).get(reading.unit.textOf(node));
        return declared === undefined ? say(raw(reading, node)) : into(declared);
      }
      break;
    default:
  }
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'list') {
    if (value.node !== null && value.node !== node) return into(value.node);
    for (const item of value.items) say(textOfValue(item) ?? raw(reading, node));
    return;
  }
  if (value.kind === 'null') return;
  if (value.kind === 'text' || value.kind === 'number') return say(textOfValue(value)!);
  if (value.kind === 'boolean') return say(String(value.value));
  if (reading.unit.language.isCode) {
    const construct = constructText(reading, value);
    if (construct !== null && cdkName(value.kind === 'call' ? value.of : pathOf(value)) !== null) {
      const objects = value.kind === 'call' ? objectsOf(reading, value, depth) : null;
      return say(objects ?? `\${${construct}}`);
    }
  }
  if (node.kind === 'binary') {
    const left = childOf(node, 'binary.left');
    const right = childOf(node, 'binary.right');
    if (left !== null && right !== null) return say(one(reading, left, depth) + one(reading, right, depth));
  }
  say(raw(reading, node));
}

/** `bucket.arnForObjects('in/*')` */
function objectsOf(reading: FileReading, value: CallValue, depth: number): string | null {
  if (camelCase(value.of.slice(value.of.lastIndexOf('.') + 1)) !== 'arnForObjects' || value.receiver === null)
    return null;
  const of = value.receiver.kind === 'symbol' ? value.receiver.receiver : value.receiver;
  const bucket = of === null ? null : constructText(reading, of);
  const keys = value.args[0]?.node ?? null;
  return bucket === null ? null : `\${${bucket}.bucketArn}/${keys === null ? '*' : one(reading, keys, depth)}`;
}

/** A piece of a longer text. */
function one(reading: FileReading, node: SyntaxNode, depth: number): string {
  const found: SymbolicText[] = [];
  collect(reading, node, depth + 1, found);
  return found.length === 1 ? found[0]!.text : raw(reading, node);
}

function literal(reading: FileReading, node: SyntaxNode): string {
  const text = reading.unit.textOf(node);
  return node.kind === 'string' || node.kind === 'template-text'
    ? (reading.unit.language.readString(text) ?? text)
    : text;
}

function raw(reading: FileReading, node: SyntaxNode): string {
  const text = reading.unit.tree.text.slice(node.start, Math.min(node.end, node.start + 4 * MAX_RAW));
  return `\${${text.replace(/\s+/g, ' ').slice(0, MAX_RAW)}}`;
}

/** Functions that give a list of what they are given. */
const LISTS = new Set([
  'concat',
  'flatten',
  'compact',
  'distinct',
  'toset',
  'tolist',
  'setunion',
  'sort',
  'coalescelist',
]);

/** Functions of CloudFormation and Terraform that are known; false: it is none of them. */
function apply(
  reading: FileReading,
  node: SyntaxNode,
  name: string,
  given: readonly SyntaxNode[],
  depth: number,
  found: SymbolicText[],
): boolean {
  const say = (text: string): true => {
    found.push({ node, text });
    return true;
  };
  const [first] = given;
  if (first === undefined) return false;
  // CloudFormation hands a list over, Terraform arguments.
  const args =
    given.length === 1 && first.kind === 'array' ? first.children.filter(({ kind }) => kind !== 'comment') : given;
  if (LISTS.has(name)) {
    for (const arg of given) collect(reading, arg, depth + 1, found);
    return true;
  }
  switch (name) {
    case 'Ref': {
      const of = one(reading, first, depth);
      return of === 'AWS::NoValue' || say(`\${${of}}`);
    }
    case 'GetAtt':
      return say(`\${${args.map((arg) => one(reading, arg, depth)).join('.')}}`);
    case 'Sub': {
      let text = one(reading, args[0]!, depth);
      for (const entry of args[1]?.kind === 'object' ? args[1].children : []) {
        const key = childOf(entry, 'entry.key');
        const value = childOf(entry, 'entry.value');
        if (key !== null && value !== null)
          text = text
            .replaceAll(`\${${literal(reading, key)}}`, () => one(reading, value, depth))
            .slice(0, 4 * MAX_TEXT);
      }
      return say(text);
    }
    case 'Join':
    case 'join': {
      if (args.length < 2) return false;
      const parts: SymbolicText[] = [];
      collect(reading, args[1]!, depth + 1, parts);
      return say(parts.map(({ text }) => text).join(one(reading, args[0]!, depth)));
    }
    case 'If':
      for (const arg of args.slice(1, 3)) collect(reading, arg, depth + 1, found);
      return true;
    case 'format': {
      let next = 0;
      return say(
        one(reading, args[0]!, depth).replace(/%[sdv]/g, (hole) => {
          next += 1;
          return args[next] === undefined ? hole : one(reading, args[next]!, depth);
        }),
      );
    }
    case 'ImportValue':
    case 'Select':
    case 'Split':
    case 'FindInMap':
    case 'Base64':
    case 'Cidr':
    case 'GetAZs':
    case 'Transform':
      return say(raw(reading, node));
    default:
      return false;
  }
}
