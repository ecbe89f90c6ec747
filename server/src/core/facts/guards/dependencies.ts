import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { toRequirement } from '../../model/requirement.ts';
import { constantsAt, lastName } from './paths.ts';
import { guardReading } from './reader.ts';

const MAX_DEPTH = 4;

/**
 * Guards among FastAPI's dependencies: `Depends(get_current_user)`, `Security(user, scopes=['items'])`, in a list, a default
 * or an annotation, `CurrentUser = Annotated[…]` looked through. What a dependency depends on is asked for too.
 */
export function dependencyGuards(
  reading: FileReading,
  node: SyntaxNode,
  from: GuardUse['from'],
  depth = 0,
): readonly GuardUse[] {
  if (depth > MAX_DEPTH) return [];
  const found: GuardUse[] = [];
  for (const at of descendants(node, (each) => each.kind !== 'function' || each === node)) {
    if (at.kind === 'call') found.push(...ofCall(reading, at, from, depth));
    else if (
      at.kind === 'name' &&
      (at.parent?.kind === 'type' || at.parent?.kind === 'array' || at === node) &&
      at.role !== 'parameter.name'
    ) {
      // An alias of an annotated type or of a dependency.
      const binding = reading.scopes.lookUp(reading.unit.textOf(at), at);
      const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
      if (value !== null && value.start !== node.start)
        found.push(...dependencyGuards(reading, value, from, depth + 1).map((guard) => ({ ...guard, node: at })));
    }
  }
  return found;
}

function ofCall(reading: FileReading, call: SyntaxNode, from: GuardUse['from'], depth: number): readonly GuardUse[] {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (name !== 'Depends' && name !== 'Security') return [];
  const args = reading.resolver.argumentsOf(call);
  const target = (args.find((arg) => arg.name === 'dependency') ?? args.find((arg) => arg.name === null))?.node ?? null;
  const scopes = args.find((arg) => arg.name === 'scopes')?.node ?? null;
  const found: GuardUse[] = [];
  if (target !== null)
    found.push(
      ...guardReading(reading)
        .guardsAt(target)
        .map((guard): GuardUse => ({ ...guard, node: call, from })),
    );
  const value = target === null ? null : reading.resolver.valueOf(target);
  const fn = value?.kind === 'function' ? value.node : null;
  if (fn !== null) {
    for (const parameter of fn.children.filter((child) => child.kind === 'parameter')) {
      found.push(...dependencyGuards(reading, parameter, from, depth + 1).map((guard) => ({ ...guard, node: call })));
    }
  }
  const texts = scopes === null ? null : constantsAt(reading, scopes);
  if (texts !== null && texts.length > 0) {
    found.push({
      action: 'require-scope',
      norm: toRequirement([{ kind: 'scope', value: [...texts].sort().join('+').toLowerCase() }]),
      name: reading.unit.textOf(call).replace(/\s+/g, ' ').slice(0, 60),
      evidence: { path: reading.unit.path, range: reading.unit.rangeOf(call), role: 'guard' },
      node: call,
      from,
      tier: 'resolved',
      why: 'The scopes of `Security`.',
    });
  }
  return found.filter(
    (guard, index) =>
      found.findIndex((other) => other.norm === guard.norm && other.condition === guard.condition) === index,
  );
}
