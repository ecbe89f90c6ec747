import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase } from '../../text/camel-case.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { pathOf, textOfValue, type CallValue, type ParameterValue } from '../value.ts';
import { cdkName, constructText } from './constructs.ts';
import { declarationsOf } from './declarations.ts';
import { pulumiText, usesPulumi } from './pulumi.ts';

/** A text of a configuration. What only a deployment knows stands in it as `${…}`: `${Bucket.Arn}/*`. */
export interface SymbolicText {
  readonly node: SyntaxNode;
  readonly text: string;
}

/** Locals that lead to locals, functions in functions. */
const MAX_DEPTH = 20;
/** Of one list: what is beyond is left out. */
export const MAX_TEXTS = 500;
/** Nodes that are looked at for one place. */
const MAX_STEPS = 5_000;
/** Characters of an expression that is kept as written. */
const MAX_RAW = 120;
const MAX_TEXT = 600;

interface Walk {
  readonly reading: FileReading;
  left: number;
}

/** One text; null for nothing, and for several. */
export function symbolicText(reading: FileReading, node: SyntaxNode | null): string | null {
  const found = symbolicTexts(reading, node);
  return found.length === 1 ? found[0]!.text : null;
}

/** What a place gives: one text, a list of them, or what either branch of a choice gives. */
export function symbolicTexts(reading: FileReading, node: SyntaxNode | null): readonly SymbolicText[] {
  if (node === null) return [];
  const found: SymbolicText[] = [];
  collect({ reading, left: MAX_STEPS }, node, 0, found);
  return found.map(({ node: at, text }) => ({ node: isInside(at, node) ? at : node, text: settled(text) }));
}

function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Partitions are one spelling, and nothing is longer than it can be compared. */
function settled(text: string): string {
  const plain = text.replace(/^arn:\$\{[^{}]{0,200}\}:/, 'arn:aws:');
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain;
}

function collect(walk: Walk, node: SyntaxNode, depth: number, found: SymbolicText[]): void {
  if (found.length >= MAX_TEXTS || node.kind === 'comment' || node.kind === 'null' || walk.left <= 0) return;
  walk.left -= 1;
  const { reading } = walk;
  const say = (text: string): void => void found.push({ node, text });
  if (depth > MAX_DEPTH) return say(raw(walk, node));
  const into = (inner: SyntaxNode): void => collect(walk, inner, depth + 1, found);
  switch (node.kind) {
    case 'array':
      return node.children.forEach(into);
    case 'if': {
      const branches = [childOf(node, 'if.then'), childOf(node, 'if.else')].filter((branch) => branch !== null);
      return branches.length === 2 ? branches.forEach(into) : say(raw(walk, node));
    }
    case 'template':
      return say(
        node.children
          .map((part) => (part.kind === 'template-text' ? literal(walk, part) : one(walk, part, depth)))
          .join(''),
      );
    case 'call': {
      const called = childOf(node, 'call.callee');
      const name = called === null ? '' : reading.unit.textOf(called).replace(/^!/, '');
      const args = childrenOf(node, 'call.argument');
      if (!reading.unit.language.isCode && apply(walk, node, name, args, depth, found)) return;
      const later = reading.unit.language.isCode ? laterText(walk, node, args, depth) : null;
      if (later !== null) return say(later);
      break;
    }
    case 'new':
      // `pulumi.StringArray{…}` of Go.
      if (reading.unit.language.returnsSeveral && usesPulumi(reading))
        return childrenOf(node, 'call.argument').forEach(into);
      break;
    case 'object': {
      const [entry, ...more] = node.children.filter((child) => child.kind === 'entry');
      const key = entry === undefined ? null : childOf(entry, 'entry.key');
      const value = entry === undefined ? null : childOf(entry, 'entry.value');
      if (key === null || value === null || more.length > 0) return;
      const name = /^(?:Fn::)?(\w+)$/.exec(literal(walk, key))?.[1];
      if (name !== undefined) apply(walk, node, name, [value], depth, found);
      return;
    }
    case 'name':
      if (!reading.unit.language.isCode) {
        const declared = declarationsOf(reading).get(reading.unit.textOf(node));
        return declared === undefined ? say(raw(walk, node)) : into(declared);
      }
      break;
    default:
  }
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'list') {
    if (value.node !== null && value.node !== node) return into(value.node);
    for (const item of value.items) say(textOfValue(item) ?? raw(walk, node));
    return;
  }
  if (value.kind === 'null') return;
  if (value.kind === 'text' || value.kind === 'number') return say(textOfValue(value)!);
  if (value.kind === 'boolean') return say(String(value.value));
  if (reading.unit.language.isCode) {
    const resource = value.kind === 'parameter' ? appliedText(walk, value, depth) : pulumiText(reading, value);
    if (resource !== null) return say(resource);
    const construct = constructText(walk.reading, value);
    if (construct !== null && cdkName(value.kind === 'call' ? value.of : pathOf(value)) !== null) {
      const objects = value.kind === 'call' ? objectsOf(walk, value, depth) : null;
      return say(objects ?? `\${${construct}}`);
    }
  }
  if (node.kind === 'binary') {
    const left = childOf(node, 'binary.left');
    const right = childOf(node, 'binary.right');
    if (left !== null && right !== null) return say(one(walk, left, depth) + one(walk, right, depth));
  }
  say(raw(walk, node));
}

/** `bucket.arnForObjects('in/*')` */
function objectsOf(walk: Walk, value: CallValue, depth: number): string | null {
  if (camelCase(value.of.slice(value.of.lastIndexOf('.') + 1)) !== 'arnForObjects' || value.receiver === null)
    return null;
  const of = value.receiver.kind === 'symbol' ? value.receiver.receiver : value.receiver;
  const bucket = of === null ? null : constructText(walk.reading, of);
  const keys = value.args[0]?.node ?? null;
  return bucket === null ? null : `\${${bucket}.bucketArn}/${keys === null ? '*' : one(walk, keys, depth)}`;
}

/**
 * Of Pulumi, what is put together once its parts are known: `pulumi.interpolate`…``, `pulumi.concat(a, b)`,
 * `bucket.arn.apply((arn) => …)`. Null: none of them.
 */
function laterText(walk: Walk, call: SyntaxNode, args: readonly SyntaxNode[], depth: number): string | null {
  const { reading } = walk;
  if (!usesPulumi(reading)) return null;
  const callee = childOf(call, 'call.callee');
  const path = callee === null ? null : pathOf(reading.resolver.valueOf(callee));
  if (/^(?:@pulumi\/pulumi|pulumi)\.(?:interpolate|concat|Output\.concat)$/.test(path ?? ''))
    return args.map((arg) => one(walk, arg, depth)).join('');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  const fn = args[0]?.kind === 'function' ? args[0] : null;
  if (property === null || fn === null || reading.unit.textOf(property) !== 'apply') return null;
  const body = childOf(fn, 'function.body');
  return body === null || body.kind === 'block' ? null : one(walk, body, depth);
}

/** What a function that is handed to `apply` gets: of `pulumi.all([a, b])` one of them. */
function appliedText(walk: Walk, value: ParameterValue, depth: number): string | null {
  const { reading } = walk;
  const call = value.function.role === 'call.argument' ? value.function.parent : null;
  const callee = call === null ? null : childOf(call, 'call.callee');
  const property = callee === null ? null : childOf(callee, 'member.property');
  const of = callee === null ? null : childOf(callee, 'member.object');
  if (property === null || of === null || reading.unit.textOf(property) !== 'apply' || !usesPulumi(reading))
    return null;
  if (value.keys.length === 0) return one(walk, of, depth);
  const all =
    of.kind === 'call' && /^(?:@pulumi\/pulumi\.all|pulumi\.Output\.all)$/.test(reading.resolver.calleeOf(of) ?? '');
  const given = all ? childrenOf(of, 'call.argument') : [];
  const items = given[0]?.kind === 'array' ? given[0].children : given;
  const item = items[Number(value.keys[0])];
  return item === undefined
    ? null
    : one(walk, item.kind === 'keyword' ? (childOf(item, 'keyword.value') ?? item) : item, depth);
}

/** A piece of a longer text. */
function one(walk: Walk, node: SyntaxNode, depth: number): string {
  const found: SymbolicText[] = [];
  collect(walk, node, depth + 1, found);
  return found.length === 1 ? found[0]!.text : raw(walk, node);
}

function literal({ reading }: Walk, node: SyntaxNode): string {
  const text = reading.unit.textOf(node);
  return node.kind === 'string' || node.kind === 'template-text'
    ? (reading.unit.language.readString(text) ?? text)
    : text;
}

function raw({ reading }: Walk, node: SyntaxNode): string {
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
  walk: Walk,
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
    for (const arg of given) collect(walk, arg, depth + 1, found);
    return true;
  }
  switch (name) {
    case 'Ref': {
      const of = one(walk, first, depth);
      return of === 'AWS::NoValue' || say(`\${${of}}`);
    }
    case 'GetAtt':
      return say(`\${${args.map((arg) => one(walk, arg, depth)).join('.')}}`);
    case 'Sub': {
      let text = one(walk, args[0]!, depth);
      for (const entry of args[1]?.kind === 'object' ? args[1].children : []) {
        const key = childOf(entry, 'entry.key');
        const value = childOf(entry, 'entry.value');
        if (key !== null && value !== null)
          text = text.replaceAll(`\${${literal(walk, key)}}`, () => one(walk, value, depth)).slice(0, 4 * MAX_TEXT);
      }
      return say(text);
    }
    case 'Join':
    case 'join': {
      if (args.length < 2) return false;
      const parts: SymbolicText[] = [];
      collect(walk, args[1]!, depth + 1, parts);
      return say(parts.map(({ text }) => text).join(one(walk, args[0]!, depth)));
    }
    case 'If':
      for (const arg of args.slice(1, 3)) collect(walk, arg, depth + 1, found);
      return true;
    case 'format': {
      let next = 0;
      return say(
        one(walk, args[0]!, depth).replace(/%[sdv]/g, (hole) => {
          next += 1;
          return args[next] === undefined ? hole : one(walk, args[next]!, depth);
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
      return say(raw(walk, node));
    default:
      return false;
  }
}
