import type { SyntaxNode } from '../../model/syntax.ts';
import type { Subject } from '../../model/fact.ts';
import { isClusterWide, levelOfRule, risksOfRule } from '../apis/kubernetes.ts';
import type { Site } from '../define.ts';
import { normalise } from '../normalise.ts';
import { known } from '../to-fact.ts';
import { textOfValue, unknown, type Value } from '../value.ts';

/** What one call, command or declaration needs of the API of a cluster. */
export interface KubernetesUse {
  readonly verbs: readonly string[];
  /** `core/pods`, `apps/deployments/scale`, `*` for a group that stands elsewhere; a value where it is put together. */
  readonly resource: string | Value;
  readonly namespace: Namespace;
  /** The one object that is meant, where the call says so. */
  readonly name?: Value | null;
  /** The call as people read it. */
  readonly what: string;
  /** That it is a client of Kubernetes is known by how it is called. */
  readonly isByName?: boolean;
  readonly via?: 'direct' | 'cli';
  /** Where it is told, if not at the call. */
  readonly node?: SyntaxNode;
}

/** A resource that is known only when it runs. */
export const UNKNOWN = 'dynamic';
const RESOURCE = 'kubernetes-resource';

/** `every`: of all namespaces; `none`: outside of them. Null: nothing is said, so that what it runs in decides. */
export type Namespace = Value | 'every' | 'none' | null;

export function* kubernetesSites(call: SyntaxNode, use: KubernetesUse, subject?: Subject): Generator<Site> {
  const node = use.node ?? call;
  const given = use.resource === UNKNOWN ? unknown : use.resource;
  const value = typeof given === 'string' ? known(given) : given;
  const on = normalise(RESOURCE, textOfValue(value) ?? 'dynamic');
  const namespace = use.namespace === 'none' || isClusterWide(on) ? null : namespaceText(use.namespace);
  const name = use.name === undefined || use.name === null ? null : literal(use.name);
  for (const verb of use.verbs) {
    const risk = risksOfRule(verb, on);
    yield {
      kind: 'permission.cloud',
      action: verb,
      resource: { kind: RESOURCE, value },
      node,
      evidence: [{ node, role: 'call' }],
      tier: use.isByName === true ? 'pattern' : 'resolved',
      why: [`${use.what} needs \`${verb}\` on \`${on}\`.`],
      qualifiers: {
        provider: 'kubernetes',
        ...(namespace === null ? {} : { namespace }),
        ...(name !== null && isNamed(verb, on) ? { name } : {}),
      },
      detail: { accessLevel: levelOfRule(verb, on), via: use.via ?? 'direct', ...(risk.length > 0 ? { risk } : {}) },
      ...(subject === undefined ? {} : { subject }),
    };
  }
}

/** A list, and what does not exist yet, cannot be narrowed by name. */
function isNamed(verb: string, on: string): boolean {
  return NAMED.has(verb) || (verb === 'create' && on.split('/').length > 2);
}

const NAMED = new Set(['get', 'update', 'patch', 'delete', 'bind', 'impersonate']);

/** Of the packages of Go. */
const CONSTANTS: Readonly<Record<string, string>> = {
  NamespaceAll: '',
  NamespaceDefault: 'default',
  NamespaceSystem: 'kube-system',
};

function namespaceText(namespace: Exclude<Namespace, 'none'>): string {
  if (namespace === 'every') return '*';
  if (namespace === null) return 'dynamic';
  if (namespace.kind === 'environment') return `env:${namespace.name}`;
  const constant =
    namespace.kind === 'symbol' ? /\/v1\.(Namespace(?:All|Default|System))$/.exec(namespace.name)?.[1] : undefined;
  const text = constant === undefined ? literal(namespace) : CONSTANTS[constant]!;
  // An empty one stands for all of them.
  return text === '' ? '*' : (text ?? 'dynamic');
}

function literal(value: Value): string | null {
  return value.kind === 'text' && value.text.length < 200 ? value.text : null;
}
