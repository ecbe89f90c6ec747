import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { classGuards } from '../guards/class-guards.ts';
import { constantsAt } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { toRequirement } from '../../model/requirement.ts';
import { guardsIn } from './handlers.ts';
import { usedAsGuard } from './said-guard.ts';
import { baseName, classAttribute, pythonDecorators } from './python-decorators.ts';

/** A guard of a class-based view, and the attribute that gave it: a route may replace that. */
export interface ClassViewGuard {
  readonly guard: GuardUse;
  readonly resourceOf: string;
}

/** Mixins, permission classes, decorators, `test_func`, `get_permissions`: what all methods of a view stand behind. */
export function classViewGuards(
  reading: FileReading,
  owner: SyntaxNode,
  chain: readonly SyntaxNode[],
): readonly ClassViewGuard[] {
  const found: ClassViewGuard[] = [];
  const add = (resourceOf: string, guards: readonly GuardUse[]): void =>
    void found.push(...guards.map((guard) => ({ guard, resourceOf })));

  for (const each of chain) {
    for (const base of childrenOf(each, 'class.base')) add('base', ofBase(reading, owner, chain, base));
    for (const { node } of pythonDecorators(reading, each)) add('decorator', guardsIn(reading, node, 'class'));
    add('test_func', ofMembers(reading, each));
  }
  for (const name of ['permission_classes', 'throttle_classes']) {
    const value = attribute(reading, chain, name);
    if (value !== null)
      add(name, name === 'permission_classes' ? permissionsIn(reading, value) : guardsIn(reading, value, 'class'));
  }
  const authentication = attribute(reading, chain, 'authentication_classes');
  if (authentication?.kind === 'array' && authentication.children.length === 0)
    add('authentication_classes', [lifted(reading, authentication)]);
  const required =
    attribute(reading, chain, 'permission_required') ?? attribute(reading, chain, 'any_permission_required');
  if (required !== null && !found.some(({ guard }) => guard.node === required || guard.norm.startsWith('scope:')))
    add('permission_required', ofAttribute(reading, required));
  const dynamic = reading.scopes.membersOf(owner).get('get_permissions');
  if (dynamic?.kind === 'function') add('permission_classes', ofGetPermissions(reading, dynamic));
  return found;
}

/** What is listed as a permission is one, whatever it is called. */
function permissionsIn(reading: FileReading, list: SyntaxNode): readonly GuardUse[] {
  if (list.kind !== 'array') return guardsIn(reading, list, 'class');
  return list.children.flatMap((item) => {
    const known = guardsIn(reading, item, 'class');
    const isNamed = item.kind === 'name' || item.kind === 'member';
    return known.length > 0 || !isNamed ? known : usedAsGuard(reading, item, /Permissions?$/, 'class');
  });
}

function attribute(reading: FileReading, chain: readonly SyntaxNode[], name: string): SyntaxNode | null {
  for (const each of chain) {
    const value = classAttribute(reading, each, name);
    if (value !== null) return value;
  }
  return null;
}

/** `permission_required = 'publish'` of a project's own mixin. */
function ofAttribute(reading: FileReading, value: SyntaxNode): readonly GuardUse[] {
  const texts = constantsAt(reading, value);
  if (texts === null || texts.length === 0 || texts.includes('')) return [];
  const { unit } = reading;
  const norm = toRequirement([{ kind: 'scope', value: [...texts].sort().join('+').toLowerCase() }]);
  return [
    {
      action: 'require-scope',
      norm,
      name: unit.textOf(value),
      evidence: { path: unit.path, range: unit.rangeOf(value), role: 'guard' },
      node: value,
      from: 'class',
      tier: 'pattern',
      why: '`permission_required` names it.',
    },
  ];
}

/** `PermissionRequiredMixin` asks for what `permission_required` names; `UserPassesTestMixin` for its `test_func`. */
function ofBase(
  reading: FileReading,
  owner: SyntaxNode,
  chain: readonly SyntaxNode[],
  base: SyntaxNode,
): readonly GuardUse[] {
  const value = reading.resolver.valueOf(base);
  if (value.kind === 'class' && chain.includes(value.node)) return [];
  const name = baseName(reading, base);
  const isPlain = /View(?:Set)?$|^object$|^ModelAdmin$/.test(name) && !/Required|Protected|Authenticated/.test(name);
  if (isPlain && !(value.kind === 'symbol' && value.exported?.kind === 'class')) return [];
  const elsewhere = value.kind === 'symbol' && value.exported?.kind === 'class' ? (value.exported.guards ?? []) : [];
  // What a class sets itself replaces what its base sets.
  const isReplaced = attribute(reading, chain, 'permission_classes') !== null;
  const guards = [
    ...(isPlain ? [] : guardsIn(reading, base, 'class')),
    ...(isReplaced ? [] : elsewhere).map((guard): GuardUse => ({
      ...guard,
      node: base,
      from: 'class',
      tier: 'resolved',
      why: 'Its base class, in another file, asks for it.',
    })),
  ];
  const needed = /Permissions?Required|PermissionMixin/.test(name)
    ? attribute(reading, chain, 'permission_required')
    : null;
  const texts = needed === null ? null : reading.resolver.valueOf(needed);
  const permission =
    texts?.kind === 'text'
      ? texts.text
      : texts?.kind === 'list'
        ? texts.items
            .flatMap((item) => (item.kind === 'text' ? [item.text] : []))
            .sort()
            .join('+')
        : null;
  if (permission === null || permission === '') return guards;
  return guards.map((guard) => ({
    ...guard,
    action: 'require-scope',
    norm: toRequirement([{ kind: 'scope', value: permission.toLowerCase() }]),
    node: owner === null ? base : guard.node,
  }));
}

function ofMembers(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  const checks = guardReading(reading);
  for (const name of [
    'test_func',
    'dispatch',
    'has_permission',
    'check_permissions',
    'initial',
    'setup',
    'get_queryset_permission',
  ]) {
    const member = reading.scopes.membersOf(owner).get(name);
    if (member?.kind !== 'function') continue;
    if (name !== 'test_func' && name !== 'has_permission') {
      guards.push(...checks.checksIn(member).checks.map((guard): GuardUse => ({ ...guard, from: 'class' })));
      continue;
    }
    const asked = classGuards(checks, owner) ?? [];
    guards.push(
      ...asked
        .filter((guard) => guard.name.endsWith(name))
        .map((guard): GuardUse => ({
          ...guard,
          node: member,
          from: 'class',
          tier: 'resolved',
          why: `\`${name}\` answers for every method.`,
        })),
    );
  }
  return guards;
}

/** Lists of permission classes that a method chooses from. */
function ofGetPermissions(reading: FileReading, method: SyntaxNode): readonly GuardUse[] {
  const guards: GuardUse[] = [];
  for (const node of descendants(method)) {
    if (node.kind !== 'array' && !(node.kind === 'call' && node.parent?.kind === 'array')) continue;
    const isChosen = enclosing(node, 'if', 'function')?.kind === 'if';
    // Of several lists one that lets everybody pass lifts nothing of the others.
    const listed = guardsIn(reading, node, 'class').filter(({ condition }) => !isChosen || condition !== 'exempt');
    guards.push(
      ...listed.map((guard) =>
        isChosen && guard.condition === undefined ? { ...guard, condition: 'request' } : guard,
      ),
    );
  }
  return guards.filter(
    (guard, index) => guards.findIndex((other) => other.norm === guard.norm && other.node === guard.node) === index,
  );
}

function lifted(reading: FileReading, node: SyntaxNode): GuardUse {
  return {
    action: 'require-auth',
    norm: 'auth:authenticated',
    name: 'authentication_classes = []',
    evidence: { path: reading.unit.path, range: reading.unit.rangeOf(node), role: 'guard' },
    node,
    from: 'route',
    tier: 'resolved',
    why: 'Without authentication classes nobody is known.',
    condition: 'exempt',
  };
}
