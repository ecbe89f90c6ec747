import type { EvidenceRole } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { Reading, Site } from './define.ts';
import { isSelf } from './scopes.ts';

interface Step {
  readonly node: SyntaxNode;
  readonly role: EvidenceRole;
}

/** Names on the way from a call to what it is. */
const MAX_STEPS = 12;
/** Objects in objects of an argument. */
const MAX_DEPTH = 3;
/** Values that are looked at for one literal. */
const MAX_VISITS = 300;

/**
 * What led to a call, as far as names of this file lead: the import, where the client was made, the call, and the literal that
 * says what it is done to. In this order; what stands on one line only once.
 */
export function trailOf(reading: Reading, { evidence, resource }: Site): Site['evidence'] {
  const found: Step[] = [];
  for (const { node, role } of evidence) {
    if (role !== 'call' || (node.kind !== 'call' && node.kind !== 'new')) continue;
    const text = resource.value.kind === 'text' ? resource.value.text : null;
    found.push(...originOf(reading, node), ...originOf(reading, senderOf(node)));
    const literal = text === null ? null : literalIn(reading, node, text);
    if (literal !== null && (literal.start < node.start || literal.end > node.end))
      found.push({ node: literal, role: 'literal' });
  }
  const lines = new Set(evidence.map((step) => lineOf(reading, step)));
  const added = found.filter((step) => !lines.has(lineOf(reading, step)) && lines.add(lineOf(reading, step)));
  return [...added, ...evidence];
}

function lineOf({ unit }: Reading, { node, role }: Step): string {
  return `${role} ${unit.rangeOf(node).start.line}`;
}

/** What a request is handed to: `client.send(new PutObjectCommand(…))`. */
function senderOf(node: SyntaxNode): SyntaxNode | null {
  return node.kind === 'new' && node.role === 'call.argument' ? node.parent : null;
}

/** Import first. */
function originOf({ unit, scopes }: Reading, call: SyntaxNode | null): readonly Step[] {
  const steps: Step[] = [];
  const memberAt = (name: string, node: SyntaxNode): SyntaxNode | null => {
    const owner = enclosing(node, 'class');
    return owner === null ? null : (scopes.membersOf(owner).get(name) ?? null);
  };
  let at = call === null ? null : childOf(call, 'call.callee');
  for (let step = 0; at !== null && step < MAX_STEPS; step += 1) {
    if (isType(at)) {
      // Of `Map<string, S3>` the outer one: what it holds is not looked for.
      const name = /[A-Za-z_]\w*/.exec(unit.textOf(at))?.[0] ?? '';
      const binding = scopes.lookUp(name, at);
      return binding?.how === 'import' ? [{ node: binding.node, role: 'import' }, ...steps] : steps;
    }
    switch (at.kind) {
      case 'call':
      case 'new':
        if (!isIn(at, steps)) steps.unshift({ node: at, role: 'client' });
        at = childOf(at, 'call.callee');
        break;
      case 'member': {
        const object: SyntaxNode | null = childOf(at, 'member.object');
        const property = childOf(at, 'member.property');
        if (object === null || property === null) return steps;
        at = isSelf(unit, object) ? fieldOf(memberAt(unit.textOf(property), at), steps) : object;
        break;
      }
      case 'index':
        at = childOf(at, 'index.object');
        break;
      case 'await':
      case 'other':
        at = at.children.at(-1) ?? null;
        break;
      case 'name': {
        const binding = scopes.lookUp(unit.textOf(at), at);
        if (binding === null || binding.how === 'field') {
          at = fieldOf(memberAt(unit.textOf(at), at), steps);
          break;
        }
        if (binding.how === 'import') return [{ node: binding.node, role: 'import' }, ...steps];
        at = binding.how === 'assign' || binding.how === 'parameter' ? fieldOf(binding.node, steps) : null;
        break;
      }
      default:
        return steps;
    }
  }
  return steps;
}

/** What a name, a field or a parameter is given, or else its type; where that makes a client, or says that it is one, is noted. */
function fieldOf(node: SyntaxNode | null, steps: Step[]): SyntaxNode | null {
  if (node === null) return null;
  const declared = [node.kind, 'assign'].map((kind) => childOf(node, `${kind}.value`) ?? childOf(node, `${kind}.type`));
  const value = declared.find((each) => each !== null) ?? (isMade(node) ? node : null);
  if (value === null) return null;
  if (isType(value) || isMade(value)) steps.unshift({ node, role: 'client' });
  return value;
}

function isType({ role }: SyntaxNode): boolean {
  return role?.endsWith('.type') === true;
}

function isMade({ kind }: SyntaxNode): boolean {
  return kind === 'call' || kind === 'new' || kind === 'await';
}

/** It stands inside of what was noted. */
function isIn(node: SyntaxNode, steps: readonly Step[]): boolean {
  return steps.some((step) => step.node.start <= node.start && node.end <= step.node.end);
}

/** The text itself, through names and objects: `{ Bucket: BUCKET }` with `const BUCKET = 'reports'`. */
function literalIn(reading: Reading, call: SyntaxNode, text: string): SyntaxNode | null {
  let left = MAX_VISITS;
  const visit = (node: SyntaxNode, depth: number): SyntaxNode | null => {
    if ((left -= 1) < 0) return null;
    const value = reading.resolver.valueOf(node);
    if (value.kind === 'object' && depth < MAX_DEPTH) {
      for (const entry of reading.resolver.entriesOf(value.node).values()) {
        const found = visit(entry, depth + 1);
        if (found !== null) return found;
      }
      return null;
    }
    if ((node.kind === 'new' || node.kind === 'call') && depth < MAX_DEPTH) return inArguments(node, depth + 1);
    return value.kind === 'text' && value.text === text ? writtenAt(reading, node) : null;
  };
  const inArguments = (at: SyntaxNode, depth: number): SyntaxNode | null => {
    for (const { node } of reading.resolver.argumentsOf(at)) {
      const found = node === null ? null : visit(node, depth);
      if (found !== null) return found;
    }
    return null;
  };
  return inArguments(call, 0);
}

/** The string that a name stands for. */
function writtenAt({ unit, scopes }: Reading, node: SyntaxNode): SyntaxNode | null {
  let at: SyntaxNode | null = node;
  for (let step = 0; at !== null && step < MAX_STEPS; step += 1) {
    if (at.kind === 'string' || at.kind === 'template') return at;
    if (at.kind !== 'name' && at.kind !== 'shorthand') return null;
    const binding = scopes.lookUp(unit.textOf(at), at);
    at = binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
  }
  return null;
}
