import type { EvidenceRole, Tier } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { isIdentityScope, POWERFUL, scopeName, type ScopeProvider } from './apis/scope-providers.ts';
import type { Site } from './define.ts';
import { known } from './to-fact.ts';

/** As people call them. */
const TITLES: Readonly<Record<ScopeProvider, string>> = {
  'microsoft-graph': 'Microsoft Graph',
  google: 'Google',
  github: 'GitHub',
  slack: 'Slack',
  oauth: 'OAuth',
};

interface ScopeUse {
  readonly scope: string;
  readonly provider: ScopeProvider;
  readonly node: SyntaxNode;
  /** `call`: it needs the scope; `declaration`: it asks for it. */
  readonly role: Extract<EvidenceRole, 'call' | 'declaration'>;
  readonly tier: Tier;
  readonly why: string;
}

/** A scope that code needs or asks for; null for those that only say who somebody is. */
export function scopeSite({ scope, provider, node, role, tier, why }: ScopeUse): Site | null {
  const name = scopeName(scope);
  if (isIdentityScope(name)) return null;
  return {
    kind: 'permission.scope',
    action: name,
    resource: { kind: 'api', value: known(TITLES[provider]) },
    node,
    evidence: [{ node, role }],
    tier,
    why: [why],
    qualifiers: { provider },
    ...(POWERFUL.test(name) ? { detail: { accessLevel: 'Permissions management' } } : {}),
  };
}
