import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { unknown, type Argument } from '../value.ts';
import type { ResolverCore } from './core.ts';

/** Merges within merges, and keys of an object that has some: configuration has a tenth of that. */
const MAX_MERGES = 12;
const MAX_MERGED = 300;

/** What objects and calls are written with: entries and arguments, those of known objects that they spread included. */
export function createEntries({
  unit,
  valueOf,
}: Pick<ResolverCore, 'unit' | 'valueOf'>): Pick<ResolverCore, 'entriesOf' | 'argumentsOf'> {
  const entries = new Map<SyntaxNode, ReadonlyMap<string, SyntaxNode>>();
  let merging = 0;

  function entriesOf(object: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
    const known = entries.get(object);
    if (known !== undefined) return known;
    // Set first: an object that spreads itself ends here.
    entries.set(object, new Map());
    const read = readEntries(object);
    entries.set(object, read);
    return read;
  }

  function readEntries(object: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
    const found = new Map<string, SyntaxNode>();
    const merged: SyntaxNode[] = [];
    for (const child of object.children) {
      if (child.kind === 'entry') {
        const key = childOf(child, 'entry.key');
        const value = childOf(child, 'entry.value');
        if (key === null || value === null) continue;
        const text = key.kind === 'string' ? unit.language.readString(unit.textOf(key)) : unit.textOf(key);
        if (text === '<<' && !unit.language.isCode) merged.push(...objectsOf(value));
        if (text !== null) found.set(text, value);
      } else if (child.kind === 'keyword') {
        const name = childOf(child, 'keyword.name');
        const value = childOf(child, 'keyword.value');
        if (name !== null && value !== null) found.set(unit.textOf(name), value);
      } else if (child.kind === 'shorthand') found.set(unit.textOf(child), child);
      else if (child.kind === 'function') {
        const name = childOf(child, 'function.name');
        if (name !== null) found.set(unit.textOf(name), child);
      } else if (child.kind === 'spread') {
        const inner = valueOf(child);
        if (inner.kind === 'object' && inner.node !== object)
          for (const [key, value] of entriesOf(inner.node)) found.set(key, value);
      }
    }
    // Of YAML: what stands in the object itself wins, then what is merged first.
    if (merged.length > 0 && merging < MAX_MERGES) {
      merging += 1;
      try {
        for (const each of merged) mergeInto(found, each === object ? new Map() : entriesOf(each));
      } finally {
        merging -= 1;
      }
    }
    return found;
  }

  function mergeInto(found: Map<string, SyntaxNode>, more: ReadonlyMap<string, SyntaxNode>): void {
    for (const [key, value] of more) {
      if (found.size >= MAX_MERGED) return;
      if (!found.has(key)) found.set(key, value);
    }
  }

  /** `<<: *base` or `<<: [*base, *more]`. */
  function objectsOf(node: SyntaxNode): readonly SyntaxNode[] {
    const value = valueOf(node);
    const values = value.kind === 'list' ? value.items : [value];
    return values.flatMap((each) => (each.kind === 'object' ? [each.node] : []));
  }

  function argumentsOf(call: SyntaxNode): readonly Argument[] {
    const args: Argument[] = [];
    const given = childrenOf(call, 'call.argument');
    for (const [index, node] of given.entries()) {
      // The tokens of a macro: of `user.email` the last one is what is given.
      const next = given[index + 1];
      if (next !== undefined && unit.tree.text.slice(node.end, next.start) === '.') continue;
      if (node.kind === 'keyword') {
        const name = childOf(node, 'keyword.name');
        const value = childOf(node, 'keyword.value');
        if (name !== null && value !== null)
          args.push({ name: unit.textOf(name), node: value, value: () => valueOf(value) });
      } else if (node.kind === 'spread') {
        const inner = valueOf(node);
        if (inner.kind === 'object' && unit.language.spreadsKeywords) {
          for (const [name, value] of entriesOf(inner.node))
            args.push({ name, node: value, value: () => valueOf(value) });
        } else args.push({ name: null, node, value: () => unknown });
      } else if (node.kind !== 'comment') args.push({ name: null, node, value: () => valueOf(node) });
    }
    return args;
  }

  return { entriesOf, argumentsOf };
}
