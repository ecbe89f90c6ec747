import { below, type Leaf } from './document.ts';
import type { Setting } from './setting.ts';

/** Options of `docker run` by which what runs in a container gets at the machine around it. @see https://docs.docker.com/reference/cli/docker/container/run/ (2026-11) */
const OPENING =
  /^--(?:privileged(?:=true)?|(?:network|net|pid|ipc|uts|userns|cgroupns)[= ]host|cap-add[= ].+|device[= ].+|security-opt[= ](?:\S*unconfined|\S*disable|no-new-privileges[:=]false))$/;
/** Options that stand in two items: `--network`, `host`. */
const APART = /^(?:--(?:network|net|pid|ipc|uts|userns|cgroupns|cap-add|device|security-opt|volume|mount)|-v)$/;
/** Places of the host that hold its root, its sockets, or credentials of whoever works there. */
const HELD =
  /^(?:\/|~|\$\{localEnv:(?:HOME|USERPROFILE)\}(?:\$\{localEnv:USERPROFILE\})?|\/home(?:\/\w+)?|\/root|\/Users(?:\/\w+)?|\/(?:etc|proc|sys|dev|boot|var|var\/run|run)(?:\/.*)?|.*\/(?:docker|podman|containerd)\.sock|.*\/\.(?:ssh|aws|azure|kube|gnupg|docker|config(?:\/(?:gcloud|gh))?|netrc|npmrc|git-credentials|claude|codex)(?:\/.*)?)$/;

/** What a development container gets of the machine it runs on. @see https://containers.dev/implementors/json_reference/ (2026-11) */
export function* containerIn(path: string, leaves: readonly Leaf[]): Generator<Setting> {
  if (!/(?:^|\/)\.?devcontainer(?:\/[^/]+)?(?:\/devcontainer)?\.json$/.test(path)) return;
  for (const leaf of leaves) {
    const [key = ''] = leaf.keys;
    if (key === 'privileged' && leaf.value === 'true') yield opening('all rights on it', leaf);
    if (key === 'capAdd' && leaf.value !== '[]') yield opening(`the capability ${leaf.value}`, leaf);
    if (key === 'securityOpt' && /unconfined|disable|:false|=false/.test(leaf.value)) yield opening(leaf.value, leaf);
    if (key === 'workspaceMount') yield* mounted(leaf.value, leaf);
  }
  yield* mountsIn(below(leaves, ['mounts']));
  yield* optionsIn(below(leaves, ['runArgs']));
}

function* mountsIn(leaves: readonly Leaf[]): Generator<Setting> {
  for (const leaf of leaves)
    if (leaf.keys.length === 1) yield* mounted(leaf.value, leaf);
    else if (/^(?:source|src)$/.test(leaf.keys[1] ?? '')) yield* place(leaf.value, leaf);
}

function* optionsIn(leaves: readonly Leaf[]): Generator<Setting> {
  for (const [at, leaf] of leaves.entries()) {
    const words = APART.test(leaf.value) ? `${leaf.value} ${leaves[at + 1]?.value ?? ''}` : leaf.value;
    if (OPENING.test(words)) yield opening(words.replace(/^--privileged.*/, 'all rights on it'), leaf);
    const volume = /^(?:-v|--volume|--mount)[= ]?(.+)$/.exec(words)?.[1];
    if (volume !== undefined) yield* mounted(volume, leaf);
  }
}

/** `source=/a,target=/b,type=bind`, or `/a:/b`. */
function* mounted(value: string, leaf: Leaf): Generator<Setting> {
  const source =
    /(?:^|,)(?:source|src)=([^,]+)/.exec(value)?.[1] ?? /^([^:,=]+(?:\$\{[^}]*\})?[^:,=]*):\//.exec(value)?.[1];
  const named = source ?? /^(\$\{localEnv:\w+\}[^:,]*):/.exec(value)?.[1];
  if (named !== undefined) yield* place(named, leaf);
}

function* place(source: string, leaf: Leaf): Generator<Setting> {
  const plain = source.length > 1 ? source.replace(/\/$/, '') : source;
  if (HELD.test(plain)) yield opening(`its files at ${plain}`, leaf);
}

function opening(slot: string, leaf: Leaf): Setting {
  return {
    kind: 'agent.autonomy',
    action: 'open-container',
    slot,
    value: 'open',
    reach: 'wide',
    node: leaf.node,
    covers: [leaf],
    why: 'What runs in the container reaches the machine around it by this.',
  };
}
