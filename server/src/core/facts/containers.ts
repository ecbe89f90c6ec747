import type { FactDetail, Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import { known } from './to-fact.ts';

/**
 * What a container may do beyond its own files and processes, whoever starts it: Kubernetes, Compose or a Dockerfile. The
 * setting is one of a chain in `orders/container-grants.ts`, or `yes` where there is nothing between.
 */
export type ContainerGrant =
  | 'privileged'
  | 'privilege-escalation'
  | 'run-as'
  | 'capability'
  | 'kept-capabilities'
  | 'host-namespace'
  | 'host-path'
  | 'host-device'
  | 'service-account-token'
  | 'unconfined'
  | 'reached-by';

export interface ContainerSetting {
  readonly grant: ContainerGrant;
  /** The container's name, a path or a capability: what the grant is about. */
  readonly of: string;
  readonly setting: string;
  readonly node: SyntaxNode;
  readonly subject: Subject;
  readonly why: string;
  readonly detail?: Pick<FactDetail, 'namespace' | 'serviceAccount'>;
}

export function containerSite({ grant, of, setting, node, subject, why, detail }: ContainerSetting): Site {
  return {
    kind: 'permission.grant',
    action: grant,
    resource: { kind: 'container', value: known(of) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    qualifiers: { setting },
    subject,
    detail: { accessLevel: 'Permissions management', ...detail },
  };
}

/** Paths of the host through which a container is the host: its sockets, devices, credentials, and all of it. */
const HOST_PATHS =
  /^(?:\/|\/(?:var\/)?run(?:\/.*)?|\/var|\/var\/lib(?:\/(?:docker|kubelet|containerd)(?:\/.*)?)?|\/(?:etc|proc|sys|dev|root|boot|home|usr|bin|sbin|lib)(?:\/.*)?|.*\/(?:docker|containerd|podman|crio)\.sock|(?:~|\$HOME|\$\{HOME\})(?:\/\.(?:ssh|aws|kube|docker|config)(?:\/.*)?)?)$/;
/** Read by many a container to have the host's time and name. */
const HARMLESS =
  /^\/etc\/(?:localtime|timezone|hostname|ssl(?:\/.*)?|ca-certificates(?:\/.*)?|pki(?:\/.*)?)$|^\/usr\/share\/.*$/;

export function isHostPath(path: string): boolean {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return HOST_PATHS.test(plain) && !HARMLESS.test(plain);
}
