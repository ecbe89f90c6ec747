import type { NodeKind } from '../model/syntax.ts';
import { append, draft, type DraftNode } from './draft.ts';

/**
 * Moves each leading node into its next sibling that is none (comments move along), which then starts where the first of
 * them does. One that has no next sibling stays where it is: half-written code.
 */
export function moveLeading(leading: ReadonlySet<DraftNode>): void {
  const parents = new Set<DraftNode>();
  for (const node of leading) if (node.parent !== null) parents.add(node.parent);
  for (const parent of parents) {
    const kept: DraftNode[] = [];
    let waiting: DraftNode[] = [];
    for (const child of parent.children) {
      if (leading.has(child) || (waiting.length > 0 && child.kind === 'comment')) {
        waiting.push(child);
        continue;
      }
      const first = waiting[0];
      if (first !== undefined) {
        for (const node of waiting) node.parent = child;
        child.children = [...waiting, ...child.children];
        child.start = first.start;
        waiting = [];
      }
      kept.push(child);
    }
    parent.children = [...kept, ...waiting];
  }
}

/**
 * Gives a written-out entry the shape that JSON would have: its children without a role become the value (`fold` is
 * `object`, or `array` for an array that holds one object), and `a.b = 1` becomes `a = { b = 1 }`.
 */
export function foldEntry(entry: DraftNode, fold: NodeKind): void {
  const keys = entry.children.filter((child) => child.role === 'entry.key');
  let value = entry.children.find((child) => child.role === 'entry.value') ?? null;
  const rest = entry.children.filter((child) => child !== value && !keys.includes(child));
  if (value === null) {
    const start = rest[0]?.start ?? entry.end;
    value = draft('object', 'entry.value', start, entry.end);
    for (const child of rest) append(value, child);
    if (fold === 'array') {
      const list = draft('array', 'entry.value', start, entry.end);
      value.role = null;
      append(list, value);
      value = list;
    }
    rest.length = 0;
  }
  for (const key of keys.slice(1).reverse()) {
    const inner = draft('entry', null, key.start, entry.end);
    append(inner, key);
    append(inner, value);
    value = draft('object', 'entry.value', key.start, entry.end);
    append(value, inner);
  }
  entry.children = [];
  for (const child of [...keys.slice(0, 1), value, ...rest]) append(entry, child);
}

/** Puts a node's `member.object` and `member.property`, and the comments between them, into a `member` in the given role. */
export function gatherMember(node: DraftNode, role: string): void {
  const first = node.children.findIndex((child) => child.role === 'member.object');
  const last = node.children.findIndex((child) => child.role === 'member.property');
  if (first === -1 || last < first) return;
  const member = draft('member', role, node.children[first]!.start, node.children[last]!.end);
  for (const child of node.children.slice(first, last + 1)) append(member, child);
  member.parent = node;
  node.children.splice(first, last - first + 1, member);
}

/** Copies of what the names share: so many names are no declaration a person wrote. */
const MAX_REPEATED = 100;
/** Nodes that the copies of one declaration may have together. */
const MAX_COPIED = 5_000;

/** Puts a node with several children in the given role in its place once for each of them, with copies of the others. */
export function repeatForEach(node: DraftNode, role: string): void {
  const { parent } = node;
  const named = node.children.filter((child) => child.role === role);
  if (parent === null || named.length < 2 || named.length > MAX_REPEATED) return;
  const shared = node.children.filter((child) => child.role !== role);
  if (hasMoreNodesThan(shared, MAX_COPIED / named.length)) return;
  const copies = named.slice(1).map((name) => {
    const copy = draft(node.kind, node.role, name.start, node.end);
    for (const child of [name, ...shared.map(copyOf)]) append(copy, child);
    return copy;
  });
  node.children = node.children.filter((child) => !named.slice(1).includes(child));
  for (const copy of copies) copy.parent = parent;
  parent.children.splice(parent.children.indexOf(node) + 1, 0, ...copies);
}

function hasMoreNodesThan(nodes: readonly DraftNode[], limit: number): boolean {
  const stack = [...nodes];
  let count = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    count += 1;
    if (count > limit) return true;
    stack.push(...node.children.slice(0, limit + 1));
  }
  return false;
}

function copyOf(node: DraftNode): DraftNode {
  const copy = draft(node.kind, node.role, node.start, node.end);
  const stack = [{ from: node, to: copy }];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const child of at.from.children) {
      const next = draft(child.kind, child.role, child.start, child.end);
      append(at.to, next);
      stack.push({ from: child, to: next });
    }
  }
  return copy;
}
