import { describe, expect, test } from 'vitest';
import { guardOrder } from '../../../server/src/core/facts/orders/guards.ts';
import { builtInRoleOrder } from '../../../server/src/core/facts/orders/role-order.ts';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import { actionOf, printRequirement, requirementOf, resourceOf } from '../../../server/src/core/model/requirement.ts';

const guard = (requirement: string, qualifiers: Record<string, string> = {}): Fact =>
  ({
    key: `${requirement} ${JSON.stringify(qualifiers)}`,
    kind: 'identity.guard',
    action: actionOf(requirement),
    subject: { type: 'route', symbol: 'GET /' },
    resource: { ...resourceOf(requirement), dynamic: false },
    qualifiers,
    confidence: { tier: 'resolved', why: [] },
  }) as unknown as Fact;

const context = { roleOrder: [...builtInRoleOrder, ['agent', 'team-lead', 'director']] };
const compare = (before: Fact, after: Fact): string | null =>
  guardOrder.compare(before, after, context)?.change ?? null;

describe('a change of what is asked', () => {
  test.each([
    ['role:admin', 'auth:authenticated', 'weakened'],
    ['role:admin', 'role:member', 'weakened'],
    ['role:admin', 'role:admin|role:support', 'weakened'],
    ['role:director', 'role:agent', 'weakened'],
    ['role:level-5', 'role:level-3', 'weakened'],
    ['scope:posts:write', 'scope:posts:read', 'weakened'],
    ['scope:a+b', 'scope:a', 'weakened'],
    ['owner:owner', 'owner:owner|role:admin', 'weakened'],
    ['owner:owner', 'owner:tenant', 'weakened'],
    ['auth:authenticated', 'role:admin', 'strengthened'],
    ['role:admin|role:support', 'role:admin', 'strengthened'],
    ['role:admin', 'owner:owner', 'redirected'],
    ['role:auditor', 'role:florist', 'redirected'],
    ['check:access', 'check:rights', 'redirected'],
  ])('%s -> %s is %s', (before, after, change) => {
    expect(compare(guard(before), guard(after))).toBe(change);
  });

  test('is none between a question of who and a protection of another kind', () => {
    expect(compare(guard('csrf:csrf'), guard('auth:authenticated'))).toBeNull();
    expect(compare(guard('rate-limit:rate-limit'), guard('csrf:csrf'))).toBeNull();
  });
});

describe('a change of when it is asked', () => {
  const admin = (condition?: string): Fact => guard('role:admin', condition === undefined ? {} : { condition });
  test.each([
    [undefined, 'environment', 'weakened'],
    [undefined, 'data:is-draft', 'weakened'],
    ['data:is-draft', 'data:is-draft+is-public', 'weakened'],
    ['data:is-draft', 'environment', 'weakened'],
    ['flag', undefined, 'strengthened'],
    ['data:is-draft', 'data:is-hidden', 'unchanged'],
  ])('%s -> %s is %s', (before, after, change) => {
    expect(compare(admin(before), admin(after))).toBe(change);
  });

  test('is weakened behind the effect', () => {
    expect(compare(admin(), guard('role:admin', { order: 'after-effect' }))).toBe('weakened');
  });

  test('and of what, the other way, has no order', () => {
    expect(compare(guard('auth:authenticated'), guard('role:admin', { condition: 'environment' }))).toBe('redirected');
  });
});

test('what is asked elsewhere on the route covers what is gone', () => {
  const covers = (gone: string, kept: string): boolean => guardOrder.covers!(guard(gone), guard(kept), context);
  expect(covers('auth:authenticated', 'role:admin')).toBe(true);
  expect(covers('role:admin', 'auth:authenticated')).toBe(false);
  expect(covers('csrf:csrf', 'role:admin')).toBe(false);
});

test('requirements are printed for people and read back from facts', () => {
  const requirement = 'owner:owner|role:admin|role:support';
  const resource = resourceOf(requirement);
  expect(resource).toEqual({ kind: 'any-of', norm: requirement });
  expect(requirementOf(resource)).toBe(requirement);
  expect(printRequirement(resource)).toBe('the owner, admin or support');
  expect(requirementOf(resourceOf('scope:invoices:write'))).toBe('scope:invoices:write');
});
