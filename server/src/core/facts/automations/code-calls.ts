import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { textOfValue, type Argument } from '../value.ts';
import type { FoundIdentity } from './define.ts';
import { onceByName } from './hosts.ts';
import { isSecretName } from './secrets.ts';

export interface CodeCall {
  readonly path: string;
  readonly call: SyntaxNode;
  readonly args: readonly Argument[];
  /** The function or class that it decorates. */
  readonly decorated: SyntaxNode | null;
}

/** Calls whose canonical path the pattern knows, and decorators without parentheses. */
export function callsIn({ unit, resolver }: FileReading, pattern: RegExp): readonly CodeCall[] {
  const found: CodeCall[] = [];
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const path = resolver.calleeOf(call);
      if (path === null || !pattern.test(path)) continue;
      found.push({
        path,
        call,
        args: resolver.argumentsOf(call),
        decorated: call.parent?.kind === 'decorator' ? ownerOf(call.parent) : null,
      });
    }
  for (const decorator of unit.ofKind('decorator')) {
    const [inner] = decorator.children;
    if (inner === undefined || inner.kind === 'call') continue;
    const value = resolver.valueOf(inner);
    if (value.kind === 'symbol' && pattern.test(value.name))
      found.push({ path: value.name, call: decorator, args: [], decorated: ownerOf(decorator) });
  }
  return found.toSorted((a, b) => a.call.start - b.call.start);
}

function ownerOf(decorator: SyntaxNode): SyntaxNode | null {
  const { parent } = decorator;
  return parent?.kind === 'function' || parent?.kind === 'class' ? parent : null;
}

/** What a declaration is called. */
export function declaredName({ unit }: FileReading, node: SyntaxNode | null): string | null {
  const name = node === null ? null : (childOf(node, 'function.name') ?? childOf(node, 'class.name'));
  return name === null ? null : unit.textOf(name);
}

/** The values of a call's named arguments, and of the keys of an object it is given. */
export function optionsOf(
  { resolver }: FileReading,
  { args }: Pick<CodeCall, 'args'>,
): ReadonlyMap<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  for (const { name, node, value } of args) {
    if (node === null) continue;
    if (name !== null) {
      found.set(name, node);
      continue;
    }
    const given = value();
    if (given.kind === 'object')
      for (const [key, each] of resolver.entriesOf(given.node)) if (!found.has(key)) found.set(key, each);
  }
  return found;
}

export function textOfOption(
  { resolver }: FileReading,
  options: ReadonlyMap<string, SyntaxNode>,
  ...keys: readonly string[]
): string | null {
  for (const key of keys) {
    const node = options.get(key);
    const text = node === undefined ? null : textOfValue(resolver.valueOf(node));
    if (text !== null) return text;
  }
  return null;
}

/** Variables that hold a credential, by their names, wherever the file reads them. */
export function environmentSecrets({ unit, resolver }: FileReading): readonly FoundIdentity[] {
  const found: FoundIdentity[] = [];
  for (const kind of ['call', 'member', 'index'] as const)
    for (const node of unit.ofKind(kind)) {
      const text = unit.textOf(node);
      if (text.length > 120 || !/env/i.test(text)) continue;
      const value = resolver.valueOf(node);
      if (value.kind === 'environment' && isSecretName(value.name))
        found.push({ type: 'credential', name: `$${value.name}`, lifetime: 'static', grants: [], node });
    }
  return onceByName(found);
}
