import type { Subject, Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { PUBLIC } from './statement.ts';

interface RoleGrant {
  readonly role: string;
  readonly principal: string;
  /** The place the role holds in: `project shop`, a subscription. */
  readonly scope: string;
  readonly condition?: string | null;
  readonly accessLevel: string;
  readonly subject: Subject;
  readonly node: SyntaxNode;
  readonly evidence?: SyntaxNode;
  readonly tier?: Tier;
}

/** A role of Google Cloud or Azure that somebody holds somewhere. */
export function roleSite({
  role,
  principal,
  scope,
  condition,
  accessLevel,
  subject,
  node,
  evidence,
  tier,
}: RoleGrant): Site {
  const isPublic = /^all(?:Authenticated)?Users$/.test(principal);
  return {
    kind: 'permission.grant',
    action: role,
    resource: { kind: 'role-scope', value: known(scope) },
    node,
    evidence: [
      { node, role: 'declaration' },
      ...(evidence === undefined ? [] : [{ node: evidence, role: 'literal' as const }]),
    ],
    tier: tier ?? 'proven',
    why: [`\`${principal}\` holds \`${role}\` on ${scope}.`],
    qualifiers: { effect: 'Allow', principal, ...(condition === null || condition === undefined ? {} : { condition }) },
    subject,
    detail: { accessLevel, ...(isPublic ? { risk: [PUBLIC] } : {}) },
  };
}

/** A list of who may read or write that is open to everyone: `public-read` of a bucket. */
export function publicListSite(level: string, of: string, subject: Subject, node: SyntaxNode): Site {
  return {
    kind: 'permission.grant',
    action: level,
    resource: { kind: 'acl', value: known(of) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${level}\` opens ${of} to people of other accounts.`],
    qualifiers: { effect: 'Allow', principal: '*' },
    subject,
    detail: { accessLevel: level.includes('write') ? 'Write' : 'all', risk: [PUBLIC] },
  };
}

/** A switch that keeps a store from becoming public whatever its policies say. Losing it is a grant. */
export function publicAccessBlockSite(flag: string, of: string, subject: Subject, node: SyntaxNode): Site {
  return {
    kind: 'permission.grant',
    action: flag,
    resource: { kind: 'public-access', value: known(of) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [`\`${flag}\` keeps ${of} from becoming public.`],
    qualifiers: { effect: 'Deny' },
    subject,
    detail: { accessLevel: 'Permissions management' },
  };
}
