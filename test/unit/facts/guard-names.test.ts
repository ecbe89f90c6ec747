import { describe, expect, test } from 'vitest';
import { exemptionInName, requirementInName, type Position } from '../../../server/src/core/facts/guards/names.ts';
import { toRequirement } from '../../../server/src/core/model/requirement.ts';

function asked(name: string, position: Position, texts: readonly string[] | null = null): string | null {
  const found = requirementInName(name, texts, position);
  return found === null ? null : toRequirement(found);
}

describe('in front of a handler', () => {
  test.each([
    ['requireAuth', 'auth:authenticated'],
    ['ensureAuthenticated', 'auth:authenticated'],
    ['isAuthenticated', 'auth:authenticated'],
    ['login_required', 'auth:authenticated'],
    ['jwt_required', 'auth:authenticated'],
    ['JwtAuthGuard', 'auth:authenticated'],
    ['authenticateToken', 'auth:authenticated'],
    ['get_current_active_user', 'auth:authenticated'],
    ['protect', 'auth:authenticated'],
    ['requireAdmin', 'role:admin'],
    ['admin_required', 'role:admin'],
    ['adminOnly', 'role:admin'],
    ['IsAdminUser', 'role:admin'],
    ['get_current_active_superuser', 'role:superuser'],
    ['requireOwnerOrAdmin', 'owner:owner|role:admin'],
    ['checkOwnership', 'owner:owner'],
    ['RolesGuard', 'role:dynamic'],
    ['csrfProtection', 'csrf:csrf'],
    ['csrf_protect', 'csrf:csrf'],
    ['loginLimiter', 'rate-limit:rate-limit'],
    ['verifyWebhookSignature', 'signature:signature'],
    ['requireMfa', 'mfa:mfa'],
    ['checkAccess', 'check:access'],
  ])('%s', (name, requirement) => {
    expect(asked(name, 'middleware')).toBe(requirement);
  });

  test('takes roles and permissions from the arguments', () => {
    expect(asked('requireRole', 'middleware', ['ADMIN', 'Role.Support'])).toBe('role:admin|role:support');
    expect(asked('permission_required', 'middleware', ['shop.delete_order'])).toBe('scope:shop.delete_order');
    expect(asked('requireAnyPermission', 'middleware', ['a:read', 'a:write'])).toBe('scope:a:read|scope:a:write');
    expect(asked('requireScopes', 'middleware', ['b', 'a'])).toBe('scope:a+b');
  });
});

test.each([
  'validate',
  'validateBody',
  'asyncHandler',
  'guardAgainstNull',
  'authorName',
  'upload',
  'requireFields',
  'errorHandler',
  'optionalAuth',
  'getCsrfToken',
  'checkEmailExists',
  'useSession',
  'cacheControl',
  'tokenize',
  'userProfile',
  'ownerName',
  'adminEmail',
  'express.json',
])('%s is no guard', (name) => {
  expect(asked(name, 'middleware')).toBeNull();
});

test.each([
  'sequelizeAuthenticate',
  'validateUser',
  'ensureUser',
  'verifyEmail',
  'checkFile',
  'isAdmin',
  'getSession',
  'allowOverflow',
])('a call of %s asks for nothing', (name) => {
  expect(asked(name, 'call')).toBeNull();
});

test.each([
  ['csrf_exempt', 'csrf'],
  ['AllowAny', 'auth'],
  ['Public', 'auth'],
  ['SkipThrottle', 'rate-limit'],
])('%s lifts a guard', (name, kind) => {
  expect(exemptionInName(name)?.kind).toBe(kind);
  expect(asked(name, 'middleware')).toBeNull();
});
