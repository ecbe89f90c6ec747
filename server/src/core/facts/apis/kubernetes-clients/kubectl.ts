import { known } from '../../to-fact.ts';
import { UNKNOWN, type KubernetesUse, type Namespace } from '../../kubernetes/need.ts';
import type { Value } from '../../value.ts';
import { pluralOf, resourceNamed } from '../kubernetes.ts';

/** A word of a command; null: known only at run time. */
export type Word = string | null;

/** Options whose next word belongs to them. */
const VALUED =
  /^(?:-[nflocpLsT]|--(?:namespace|filename|kustomize|selector|output|container|patch|patch-file|type|field-selector|context|kubeconfig|cluster|user|server|token|as|as-group|replicas|for|timeout|image|from|port|target-port|name|to-revision|revision|tail|since|since-time|grace-period|subresource|overrides|restart|labels|env|sort-by|template|min|max|cpu-percent|pod-running-timeout|schedule|class|rule|role|clusterrole|serviceaccount|group|resource|verb|resource-name|duration|audience|chunk-size|request-timeout|certificate-authority|client-key|client-certificate|username|password|docker-server|docker-username|docker-password|docker-email|from-file|from-literal|from-env-file|limits|requests|hard|cert|key|field-manager|cascade|address|profile|target|copy-to))$/;

interface Command {
  readonly words: readonly Word[];
  readonly options: ReadonlyMap<string, Word>;
}

/** `-n shop`, `-nshop`, `--namespace=shop`; what stands behind `--` is somebody else's. */
export function readOptions(given: readonly Word[], isValued: (option: string) => boolean): Command {
  const words: Word[] = [];
  const options = new Map<string, Word>();
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at]!;
    if (word === '--') break;
    if (word === null || !word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    if (equals !== -1) options.set(word.slice(0, equals), word.slice(equals + 1));
    else if (/^-[nf][^-]/.test(word)) options.set(word.slice(0, 2), word.slice(2));
    else if (isValued(word)) {
      options.set(word, given[at + 1] ?? null);
      at += 1;
    } else options.set(word, '');
  }
  return { words, options };
}

/** Commands that act on objects which are named: verbs on the object, and what else they ask for. */
const ON_OBJECTS: Readonly<Record<string, readonly [verbs: string, ...more: string[]]>> = {
  get: ['get'],
  describe: ['get', 'list core/events'],
  edit: ['get patch'],
  label: ['get patch'],
  annotate: ['get patch'],
  patch: ['get patch'],
  taint: ['get patch'],
  delete: ['delete'],
  expose: ['get', 'create core/services'],
  autoscale: ['get', 'create autoscaling/horizontalpodautoscalers'],
  wait: ['get list watch'],
  'rollout restart': ['get patch'],
  'rollout pause': ['get patch'],
  'rollout resume': ['get patch'],
  'rollout undo': ['get patch', 'list apps/replicasets'],
  'rollout status': ['get list watch'],
  'rollout history': ['get', 'list apps/replicasets'],
  'set image': ['get patch'],
  'set env': ['get patch'],
  'set resources': ['get patch'],
  'set selector': ['get patch'],
  'set serviceaccount': ['get patch'],
  'set subject': ['get patch'],
};
/** Commands that act on one pod, by its name or by what runs it. */
const ON_PODS: Readonly<Record<string, readonly [verbs: string, part: string]>> = {
  exec: ['create', 'exec'],
  cp: ['create', 'exec'],
  attach: ['create', 'attach'],
  logs: ['get', 'log'],
  'port-forward': ['create', 'portforward'],
  debug: ['patch', 'ephemeralcontainers'],
};
/** Commands whose objects stand in files. */
const ON_FILES: Readonly<Record<string, string>> = {
  apply: 'get create patch',
  create: 'create',
  replace: 'get update',
  delete: 'delete',
  get: 'get',
  describe: 'get',
  patch: 'get patch',
  scale: 'get patch',
  label: 'get patch',
  annotate: 'get patch',
  wait: 'get list watch',
  diff: 'get patch',
};
const NODES: Readonly<Record<string, readonly string[]>> = {
  cordon: ['get patch core/nodes'],
  uncordon: ['get patch core/nodes'],
  drain: ['get patch core/nodes', 'list core/pods', 'create core/pods/eviction', 'get apps/daemonsets'],
};

/** What `kubectl` asks of the API; `words` without the program. */
export function kubectlUses(words: readonly Word[]): readonly KubernetesUse[] {
  const { words: given, options } = readOptions(words, (option) => VALUED.test(option));
  const [command, ...rest] = given;
  if (command === undefined || command === null || options.has('--help') || options.has('-h')) return [];
  // What is only printed changes nothing and asks nobody.
  if (/^(?:client|true|)$/.test(options.get('--dry-run') ?? '-')) return [];
  const uses = [...usesOf(command, rest, options)];
  const who = options.get('--as');
  const as = options.has('--as') ? [{ ...plain('impersonate', 'core/users', null), name: literalOf(who) }] : [];
  const what = `\`kubectl ${command}\``;
  return [...uses, ...as].map((use): KubernetesUse => ({ ...use, what, via: 'cli' }));
}

type Options = ReadonlyMap<string, Word>;

export function namespaceOf(options: Options): Namespace {
  if (options.has('-A') || options.has('--all-namespaces')) return 'every';
  return literalOf(options.get('-n') ?? options.get('--namespace'));
}

/** A word without unknown parts. */
function literalOf(word: Word | undefined): Value | null {
  return word === undefined || word === null || word.includes('*') ? null : known(word);
}

function* usesOf(command: string, rest: readonly Word[], options: Options): Generator<KubernetesUse> {
  const namespace = namespaceOf(options);
  const file = ['-f', '--filename', '-k', '--kustomize'].find((option) => options.has(option));
  const fileVerbs = Object.hasOwn(ON_FILES, command) ? ON_FILES[command]! : undefined;
  if (file !== undefined && fileVerbs !== undefined) {
    const on = options.get(file);
    yield { ...plain(fileVerbs, `objects of ${objectsOf(on ?? null)}`, namespace) };
    return;
  }
  if (command === 'run') yield plain('create', 'core/pods', namespace);
  if (command === 'create') yield* created(rest, options, namespace);
  if (command === 'scale') yield* scaled(rest, namespace);
  if (command === 'top')
    yield plain('list', `metrics.k8s.io/${(rest[0] ?? '').startsWith('no') ? 'nodes' : 'pods'}`, namespace);
  if (command === 'certificate')
    yield plain('get update', 'certificates.k8s.io/certificatesigningrequests/approval', null);
  for (const line of Object.hasOwn(NODES, command) ? NODES[command]! : []) yield* ofLine(line, null);
  if (Object.hasOwn(ON_PODS, command)) yield* onPod(command, rest, namespace);
  const [sub = null, ...others] = rest;
  const two = `${command} ${sub ?? ''}`;
  if (Object.hasOwn(ON_OBJECTS, two)) yield* onObjects(ON_OBJECTS[two]!, others, namespace, options, true);
  else if (Object.hasOwn(ON_OBJECTS, command))
    yield* onObjects(ON_OBJECTS[command]!, rest, namespace, options, command !== 'wait');
}

function objectsOf(file: Word): string {
  return file === null ? 'a file' : file === '-' ? 'standard input' : file;
}

function plain(verbs: string, resource: string, namespace: Namespace): KubernetesUse {
  return { verbs: verbs.split(' '), resource, namespace, what: '' };
}

function* ofLine(line: string, namespace: Namespace): Generator<KubernetesUse> {
  const words = line.split(' ');
  yield plain(words.slice(0, -1).join(' '), words.at(-1)!, namespace);
}

/** Objects as people name them: `pods`, `deploy/api`, `pod,svc`, `pod x y`, `widgets.example.com`. */
interface Named {
  readonly resource: string;
  readonly name: Word | undefined;
}

function objectsNamed(words: readonly Word[]): readonly Named[] {
  const [first, second, ...others] = words;
  if (first === undefined) return [];
  // Several names; behind one of them `key=value` and `key-` are no names.
  const name = others.some((word) => word === null || !/=|-$/.test(word)) ? null : second;
  if (first === null) return [{ resource: UNKNOWN, name }];
  if (first.includes('/'))
    return words.flatMap((word) => {
      const slash = word?.indexOf('/') ?? -1;
      const name = word?.slice(slash + 1);
      return word === null || slash === -1 ? [] : [{ resource: resourceOfWord(word.slice(0, slash)), name }];
    });
  return first.split(',').flatMap((word) => {
    const many = word.toLowerCase() === 'all' ? ALL : [resourceOfWord(word)];
    return many.map((resource) => ({ resource, name }));
  });
}

/** What `kubectl get all` shows. */
const ALL = [
  'core/pods',
  'core/services',
  'core/replicationcontrollers',
  'apps/deployments',
  'apps/replicasets',
  'apps/statefulsets',
  'apps/daemonsets',
  'batch/jobs',
  'batch/cronjobs',
  'autoscaling/horizontalpodautoscalers',
];

function resourceOfWord(word: string): string {
  if (!/^[\w.-]+$/.test(word)) return UNKNOWN;
  const resource = resourceNamed(word);
  if (resource !== null) return `${resource.group}/${resource.plural}`;
  const [plain = '', ...rest] = word.split('.');
  const group = rest.filter((part, index) => index > 0 || !/^v\d/.test(part)).join('.');
  const known = resourceNamed(plain);
  if (known !== null && (group === '' || group === known.group)) return `${known.group}/${known.plural}`;
  const plural = plain.endsWith('s') ? plain.toLowerCase() : pluralOf(plain);
  return `${group === '' ? '*' : group}/${plural}`;
}

function* onObjects(
  [verbs, ...more]: readonly [verbs: string, ...more: string[]],
  words: readonly Word[],
  namespace: Namespace,
  options: Options,
  isListed: boolean,
): Generator<KubernetesUse> {
  for (const { resource, name } of objectsNamed(words)) {
    // `kubectl get pods` lists; so does whatever takes those that a label selects.
    const isMany = isListed && name === undefined && verbs.split(' ').some((verb) => /^(?:get|delete)$/.test(verb));
    const own = !isMany
      ? verbs
      : verbs === 'get'
        ? 'list'
        : verbs.replace('get', 'list').replace('delete', 'list delete');
    const watch = options.has('-w') || options.has('--watch') ? ' watch' : '';
    yield { ...plain(`${own}${watch}`, resource, namespace), name: literalOf(name) };
  }
  if (words.length > 0) for (const line of more) yield* ofLine(line, namespace);
}

function* created(words: readonly Word[], options: Options, namespace: Namespace): Generator<KubernetesUse> {
  const [kind = null] = words;
  if (kind === null) return;
  if (kind === 'token') {
    yield { ...plain('create', 'core/serviceaccounts/token', namespace) };
    return;
  }
  yield plain('create', resourceOfWord(kind), namespace);
  const from = options.get('--from');
  if (from !== undefined && from !== null)
    for (const each of objectsNamed([from])) yield plain('get', each.resource, namespace);
  // Who gives a role away needs to hold it, or to be allowed to bind it.
  if (/^(?:cluster)?rolebindings?$/.test(kind)) {
    for (const [option, of] of [
      ['--clusterrole', 'clusterroles'],
      ['--role', 'roles'],
    ] as const) {
      const role = options.get(option);
      if (role !== undefined)
        yield { ...plain('bind', `rbac.authorization.k8s.io/${of}`, namespace), name: literalOf(role) };
    }
  }
}

function* scaled(words: readonly Word[], namespace: Namespace): Generator<KubernetesUse> {
  for (const { resource, name } of objectsNamed(words)) {
    yield { ...plain('get', resource, namespace), name: literalOf(name) };
    if (resource !== UNKNOWN) yield { ...plain('patch', `${resource}/scale`, namespace), name: literalOf(name) };
  }
}

function* onPod(command: string, words: readonly Word[], given: Namespace): Generator<KubernetesUse> {
  let namespace = given;
  const [verbs, part] = ON_PODS[command]!;
  const first = words[0];
  // `kubectl cp pod:/path here`
  const word = command === 'cp' ? (words.find((each) => each === null || each.includes(':')) ?? first) : first;
  const copied = command === 'cp' && typeof word === 'string' ? word.split(':')[0]!.split('/') : null;
  const name = copied === null ? word : copied.at(-1);
  if (copied?.length === 2) namespace = literalOf(copied[0]);
  const isOther = typeof name === 'string' && /^[\w.]+\/\w/.test(name) && command !== 'cp';
  const [owner] = isOther ? objectsNamed([name]) : [];
  const pod = owner === undefined ? literalOf(name) : owner.resource === 'core/pods' ? literalOf(owner.name) : null;
  if (owner !== undefined && owner.resource !== 'core/pods') {
    yield { ...plain('get', owner.resource, namespace), name: literalOf(owner.name) };
    yield plain('list', 'core/pods', namespace);
  }
  yield { ...plain('get', 'core/pods', namespace), name: pod };
  yield { ...plain(verbs, `core/pods/${part}`, namespace), name: pod };
}
