import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Site } from '../define.ts';
import { PUBLIC } from '../grants/statement.ts';
import { known } from '../to-fact.ts';

/**
 * What a manifest gives: a permission of the platform; a host whose pages an extension reads and changes; a component that
 * other programs reach; a setting that takes a wall away.
 */
export type AppGrantKind = 'app-permission' | 'app-host' | 'app-component' | 'app-setting';

/** What rules ask about: `None` is not told, `Read` is acknowledged. */
export type AppAccess = 'None' | 'Read' | 'Write' | 'Permissions management';

export interface AppGrant {
  readonly kind: AppGrantKind;
  /** `use`, `script`, `export`, or the setting's name. */
  readonly action: string;
  /** The permission, the pattern of hosts, the component, or whose setting it is. */
  readonly of: string;
  /** One of a chain in `orders/app-grants.ts`. */
  readonly setting?: string;
  /** What narrows it: a permission that callers need, the last version it holds for. */
  readonly condition?: string;
  readonly access: AppAccess;
  readonly isForEverybody?: boolean;
  readonly node: SyntaxNode;
  readonly subject: Subject;
  /** A sentence, and the only thing that people read of it. */
  readonly why: string;
}

export function appSite(grant: AppGrant): Site {
  const { kind, action, of, setting, condition, access, isForEverybody = false, node, subject, why } = grant;
  return {
    kind: 'permission.grant',
    action,
    resource: { kind, value: known(of), norm: of },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    qualifiers: {
      effect: 'Allow',
      ...(setting === undefined ? {} : { setting }),
      ...(condition === undefined ? {} : { condition }),
    },
    subject,
    detail: { accessLevel: access, ...(isForEverybody ? { risk: [PUBLIC] } : {}) },
  };
}
