import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { pathOf, unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { ENVIRONMENT_CALLS, ENVIRONMENT_OBJECTS } from './environment.ts';
import type { Imports } from './imports.ts';
import { fromSummary, symbol } from './summaries.ts';

/** What a key of a value is. */
export function createMembers(
  core: Omit<ResolverCore, 'memberOf'>,
  imports: Imports,
): { readonly memberOf: ResolverCore['memberOf'] } {
  const { scopes, workspace, valueOf, entriesOf, typedValue } = core;
  const { namespacePaths } = imports;

  function memberOf(base: Value, key: string, at: SyntaxNode): Value {
    switch (base.kind) {
      case 'symbol': {
        if (ENVIRONMENT_OBJECTS.has(base.name) && !ENVIRONMENT_CALLS.has(`${base.name}.${key}`)) {
          return { kind: 'environment', name: key, fallback: null };
        }
        if (base.exported?.kind === 'class') {
          const member = base.exported.members[key];
          if (member !== undefined) return fromSummary(member, `${base.name}.${key}`, at);
        }
        const paths = base.receiver === null && base.origin !== null ? namespacePaths(base.origin) : null;
        const found = paths === null ? null : workspace.find(paths, key);
        if (found !== null) return fromSummary(found, `${base.name}.${key}`, base.origin);
        return symbol(`${base.name}.${key}`, base.origin, null, base);
      }
      case 'call':
        return symbol(`${base.of}().${key}`, null, null, base);
      case 'object': {
        const entry = entriesOf(base.node).get(key);
        return entry === undefined ? unknown : valueOf(entry);
      }
      case 'list':
        return base.items[Number(key)] ?? unknown;
      case 'instance':
      case 'class':
        return memberOfClass(base.node, key, base);
      case 'parameter':
        return { ...base, keys: [...base.keys, key] };
      default:
        return unknown;
    }
  }

  function memberOfClass(owner: SyntaxNode, key: string, receiver: Value, seen: readonly SyntaxNode[] = []): Value {
    const member = scopes.membersOf(owner).get(key);
    if (member !== undefined) {
      if (member.kind === 'function') return { kind: 'function', node: member, receiver };
      if (member.kind === 'field') {
        const value = childOf(member, 'field.value');
        return value === null ? (typedValue(childOf(member, 'field.type')) ?? unknown) : valueOf(value);
      }
      if (member.kind === 'parameter') return typedValue(childOf(member, 'parameter.type')) ?? unknown;
      return valueOf(member);
    }
    for (const base of childrenOf(owner, 'class.base')) {
      const value = valueOf(base);
      if (value.kind === 'class') {
        // Classes that inherit from each other in a circle end here.
        if (value.node === owner || seen.includes(value.node)) continue;
        return memberOfClass(value.node, key, receiver, [...seen, owner]);
      }
      const path = pathOf(value);
      if (path !== null) return symbol(`${path}().${key}`, null, null, receiver);
    }
    return unknown;
  }

  return { memberOf };
}
