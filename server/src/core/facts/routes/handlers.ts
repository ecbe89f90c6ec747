import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import type { FoundGuard } from '../guards/define.ts';
import { guardReading } from '../guards/reader.ts';

/** A handler as it is registered, with the guards that wrap it. */
export interface Registered {
  /** Null: it stands in another file, or is not known. */
  readonly handler: SyntaxNode | null;
  readonly guards: readonly GuardUse[];
}

/** Arguments of a registration: everything before the last stands in front of it. */
export function readRegistered(
  reading: FileReading,
  args: readonly SyntaxNode[],
  from: GuardUse['from'] = 'route',
): Registered {
  const flat = args.flatMap((arg) =>
    arg.kind === 'array' ? arg.children.filter((child) => child.kind !== 'comment') : [arg],
  );
  const last = flat[flat.length - 1];
  if (last === undefined) return { handler: null, guards: [] };
  const inFront = flat.slice(0, -1).flatMap((arg) => guardsIn(reading, arg, from));
  const { handler, guards } = unwrapHandler(reading, last, from);
  return { handler, guards: [...inFront, ...guards] };
}

export function guardsIn(reading: FileReading, node: SyntaxNode, from: GuardUse['from']): readonly GuardUse[] {
  return guardReading(reading)
    .guardsAt(node)
    .map((guard) => toUse(guard, from));
}

export function toUse(guard: FoundGuard, from: GuardUse['from']): GuardUse {
  return { ...guard, from };
}

/** `requireAdmin(async (req, res) => …)`, `asyncHandler(controller.remove)`: the function inside, and what wraps it. */
export function unwrapHandler(
  reading: FileReading,
  node: SyntaxNode,
  from: GuardUse['from'] = 'route',
  depth = 0,
): Registered {
  if (node.kind === 'function') return { handler: node, guards: [] };
  if ((node.kind === 'call' || node.kind === 'new') && depth < 4) {
    const callee = childOf(node, 'call.callee');
    const args = childrenOf(node, 'call.argument').filter((arg) =>
      ['function', 'name', 'member', 'call', 'class'].includes(arg.kind),
    );
    const inner = args.findLast((arg) => arg.kind === 'function') ?? args[args.length - 1];
    const own = callee === null ? [] : wrappers(reading, node, args).map((guard) => toUse(guard, from));
    if (inner === undefined) return { handler: null, guards: own };
    const registered = unwrapHandler(reading, inner, from, depth + 1);
    return { handler: registered.handler, guards: [...own, ...registered.guards] };
  }
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'function') return { handler: value.node, guards: [] };
  if (node.kind === 'name') {
    // `const remove = requireAdmin(async (req, res) => …)`
    const binding = reading.scopes.lookUp(reading.unit.textOf(node), node);
    const assigned = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
    if (assigned !== null && assigned.kind === 'call' && depth < 4)
      return unwrapHandler(reading, assigned, from, depth + 1);
  }
  return { handler: null, guards: [] };
}

/** The guards a wrapping call adds, without those of the functions it is given. */
function wrappers(reading: FileReading, call: SyntaxNode, inside: readonly SyntaxNode[]): readonly FoundGuard[] {
  return guardReading(reading)
    .guardsAt(call)
    .filter(
      (guard) =>
        !inside.some((arg) => arg.start <= guard.node.start && guard.node.end <= arg.end && arg !== guard.node),
    );
}

/** `/a` and `b` -> `/a/b`; no slash twice, none at the end. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts
    .join('/')
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '');
  return joined.startsWith('/') || joined.startsWith('*') ? joined : `/${joined}`;
}

/** A check lifted for one route removes what it inherits of the kind; the lifting itself stays, to be seen. */
export function withExemptions(guards: readonly GuardUse[]): readonly GuardUse[] {
  const lifted = guards.filter((guard) => guard.condition === 'exempt');
  if (lifted.length === 0) return guards;
  return guards.filter(
    (guard) =>
      guard.condition === 'exempt' ||
      guard.from === 'route' ||
      !lifted.some((each) => each.norm === guard.norm || each.norm === 'auth:authenticated'),
  );
}
