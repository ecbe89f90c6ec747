import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** A path of names as it is written: `req.body.cmd`, `c.Query()`, `event['body']` as `event.body`. */
export interface Dotted {
  readonly base: SyntaxNode;
  readonly text: string;
}

const MAX_SEGMENTS = 6;

/** Null where it does not begin with a name. */
export function dottedOf(unit: Unit, node: SyntaxNode): Dotted | null {
  const segments: string[] = [];
  let at: SyntaxNode | null = node;
  let suffix = '';
  while (at !== null && segments.length < MAX_SEGMENTS) {
    switch (at.kind) {
      case 'name':
      case 'self':
      case 'shorthand':
        segments.unshift(unit.textOf(at) + suffix);
        return { base: at, text: segments.join('.') };
      case 'await':
        at = at.children[at.children.length - 1] ?? null;
        break;
      case 'call':
        suffix = `()${suffix}`;
        at = childOf(at, 'call.callee');
        break;
      case 'member':
      case 'index': {
        const key = childOf(at, at.kind === 'member' ? 'member.property' : 'index.key');
        const object = childOf(at, `${at.kind}.object`);
        if (key === null || object === null || key.end - key.start > 60) return null;
        const name = key.kind === 'string' ? (unit.language.readString(unit.textOf(key)) ?? '*') : unit.textOf(key);
        segments.unshift((at.kind === 'index' && key.kind !== 'string' ? '*' : name) + suffix);
        suffix = '';
        at = object;
        break;
      }
      default:
        return null;
    }
  }
  return null;
}

/** What is read from a node further out, for showing: of `req.body` in `req.body.cmd` all of it. */
export function widest(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (let step = 0; step < MAX_SEGMENTS; step += 1) {
    const { parent } = at;
    if (parent === null || parent.end - parent.start > 60) break;
    const isRead = (parent.kind === 'member' || parent.kind === 'index') && at.role === `${parent.kind}.object`;
    if (!isRead && !(parent.kind === 'call' && at.role === 'call.callee')) break;
    at = parent;
  }
  return at;
}

/** On one line, cut where it is long. */
export function codeWords(unit: Unit, node: SyntaxNode): string {
  const text = unit.tree.text.slice(node.start, Math.min(node.end, node.start + 120)).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
