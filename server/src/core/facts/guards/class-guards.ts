import type { ExportSummary, GuardSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf } from '../../text/tree.ts';
import type { GuardReading } from './define.ts';
import { summariesOf } from './summaries.ts';

/** Methods by which a class stands in front of a handler and stops it. */
const STOPS: ReadonlySet<string> = new Set<string>([
  'canActivate',
  'use',
  'intercept',
  '__call__',
  'handle',
  'resolve',
  'dispatch',
  'handleRequest',
  'check',
  'before',
  'process_request',
  'authenticate',
]);
/** Methods whose answer says whether a request goes on. */
const ANSWERS: ReadonlySet<string> = new Set<string>([
  'canActivate',
  'has_permission',
  'has_object_permission',
  'test_func',
  'is_accessible',
  'hasPermission',
  'canAccess',
  'validate',
  'allow',
  'check',
]);
const MAX_BASES = 4;

/** What a class asks for that is used as a guard: a NestJS guard, a DRF permission, a mixin, a callable. Null: it is none. */
export function classGuards(reading: GuardReading, owner: SyntaxNode, depth = 0): readonly GuardSummary[] | null {
  const members = reading.scopes.membersOf(owner);
  const guards: GuardSummary[] = [];
  for (const [name, member] of members) {
    if (member.kind !== 'function') continue;
    if (STOPS.has(name)) guards.push(...(reading.guardsOf(member) ?? []));
    if (ANSWERS.has(name)) {
      const predicate = reading.predicateOf(member);
      if (predicate !== null) guards.push(...summariesOf(reading, predicate, member));
    }
  }
  for (const base of childrenOf(owner, 'class.base')) {
    if (depth >= MAX_BASES) break;
    const value = reading.resolver.valueOf(base);
    const inherited =
      value.kind === 'class' && value.node !== owner ? classGuards(reading, value.node, depth + 1) : null;
    guards.push(...(inherited ?? reading.guardsAt(base)));
  }
  return guards.length === 0 ? null : distinct(guards);
}

export function exportedClassGuards(
  exported: Extract<ExportSummary, { kind: 'class' }>,
): readonly GuardSummary[] | null {
  const guards: GuardSummary[] = [];
  for (const [name, member] of Object.entries(exported.members)) {
    if (member.kind !== 'function') continue;
    if (STOPS.has(name)) guards.push(...(member.guards ?? []));
    if (ANSWERS.has(name)) guards.push(...(member.holds ?? []));
  }
  return guards.length === 0 ? null : distinct(guards);
}

function distinct(guards: readonly GuardSummary[]): readonly GuardSummary[] {
  return guards.filter(
    (guard, index) =>
      guards.findIndex((other) => other.norm === guard.norm && other.condition === guard.condition) === index,
  );
}
