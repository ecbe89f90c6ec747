import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { KubernetesUse, Namespace } from '../../kubernetes/need.ts';
import { concatenate } from '../../resolve/text.ts';
import { known } from '../../to-fact.ts';
import { unknown, type Argument, type Value } from '../../value.ts';
import { groupNamed, resourceIn } from '../kubernetes.ts';

/** A method of a client that is generated from the API's description, in any language's spelling. */
interface Method {
  /** `list`, `read`, `create`, `connect_get`. */
  readonly verb: string;
  /** What it is about in one spelling, `_` between words: `pod_log`. */
  readonly noun: string;
  readonly isNamespaced: boolean;
  readonly isEverywhere: boolean;
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  read: ['get'],
  get: ['get'],
  create: ['create'],
  replace: ['update'],
  patch: ['patch'],
  delete: ['delete'],
  delete_collection: ['deletecollection'],
  connect_get: ['get'],
  connect_post: ['create'],
  connect_put: ['update'],
  connect_patch: ['patch'],
  connect_delete: ['delete'],
  connect_head: ['get'],
  connect_options: ['get'],
};

/** What hangs on a kind and has rules of its own. */
const SUBRESOURCES =
  /^(\w+)_(status|scale|log|exec|attach|portforward|eviction|token|finalize|approval|proxy|resize|ephemeralcontainers)(?:_with_path)?$/;
/** Opened over a web socket: asked for as a read, and as a change since version 1.35. */
const SOCKETS = /\/(?:exec|attach|portforward)$/;

function readMethod(name: string): Method | null {
  const plain = name
    .replace(/_with_http_info$|_without_preload_content$|(?:With(?:Http)?Info|Async|Call|ValidateBeforeCall)$/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  const found =
    /^(list|read|get|create|replace|patch|delete_collection|delete|connect_(?:get|post|put|patch|delete|head|options))_(cluster_(?=custom_object)|namespaced_)?(\w+?)(_for_all_namespaces)?$/.exec(
      plain,
    );
  if (found === null) return null;
  return {
    verb: found[1]!,
    noun: found[3]!,
    isNamespaced: found[2] === 'namespaced_',
    isEverywhere: found[4] !== undefined,
  };
}

/** `CoreV1Api`, `list_namespaced_pod` and what it is given. Null: the method asks the API for nothing. */
export function generatedUse(api: string, method: string, args: Arguments): KubernetesUse | null {
  const read = readMethod(method);
  if (read === null) return null;
  if (/^CustomObjectsApi$/i.test(api)) return customUse(read, method, args);
  const group = /^(\w+?)(?:V\d\w*)Api$/.exec(api)?.[1];
  // `get_api_resources` asks what there is, which everybody may.
  if (group === undefined || read.verb === 'get') return null;
  const of = groupNamed(group);
  const [noun, part] = split(read.noun);
  const { plural } = resourceIn(of, noun.replaceAll('_', ''));
  const resource = `${of}/${plural}${part === null ? '' : `/${part}`}`;
  const isOfOne = !/^(?:list|delete_collection)$/.test(read.verb) && (read.verb !== 'create' || part !== null);
  const verbs = verbsOf(read, resource, args);
  const namespace: Namespace = read.isEverywhere
    ? 'every'
    : read.isNamespaced
      ? args.of('namespace', isOfOne ? 1 : 0)
      : null;
  return { verbs, resource, namespace, name: isOfOne ? args.of('name', 0) : null, what: `\`${method}\`` };
}

function split(noun: string): readonly [noun: string, part: string | null] {
  if (noun === 'component_status') return [noun, null];
  const found = noun === 'pod_binding' ? [noun, 'pod', 'binding'] : SUBRESOURCES.exec(noun);
  return found === null ? [noun, null] : [found[1]!, found[2]!];
}

function verbsOf({ verb }: Method, resource: string, args: Arguments): readonly string[] {
  const isWatch = verb === 'list' && isTrue(args.of('watch', -1));
  if (isWatch) return ['watch'];
  if (verb === 'connect_get' && SOCKETS.test(resource)) return ['get', 'create'];
  return VERBS[verb] ?? [];
}

function isTrue(value: Value | null): boolean {
  return value?.kind === 'boolean' && value.value;
}

/** `list_namespaced_custom_object(group, version, namespace, plural)`: what it is about are arguments. */
function customUse(read: Method, method: string, args: Arguments): KubernetesUse | null {
  const noun = /^custom_object(?:_(status|scale))?$/.exec(read.noun);
  if (noun === null) return null;
  const shift = read.isNamespaced ? 1 : 0;
  const group = args.of('group', 0) ?? unknown;
  const plural = args.of('plural', 2 + shift) ?? args.of('resource_plural', 2 + shift) ?? unknown;
  const isOfOne = !/^(?:list|create|delete_collection)$/.test(read.verb);
  return {
    verbs: verbsOf(read, '', args),
    resource: customResource(group, plural, noun[1] ?? null),
    namespace: read.isNamespaced ? args.of('namespace', 2) : isOfOne ? 'none' : 'every',
    name: isOfOne ? args.of('name', 3 + shift) : null,
    what: `\`${method}\``,
  };
}

/** `example.com/widgets`, as far as the parts are known. */
export function customResource(group: Value, plural: Value, part: string | null): Value {
  const own = group.kind === 'text' && group.text === '' ? known('core') : group;
  return concatenate([own, known('/'), plural, ...(part === null ? [] : [known(`/${part}`)])]);
}

/** What a method is given: by keyword, by a key of the one object that clients of JavaScript take, or by its place. */
export interface Arguments {
  readonly of: (name: string, index: number) => Value | null;
}

export function argumentsGiven(reading: Reading, args: readonly Argument[], at: SyntaxNode): Arguments {
  const positional = args.filter(({ name }) => name === null);
  const first = positional[0]?.value();
  const object = first?.kind === 'object' && positional.length <= 2 ? first : null;
  return {
    of(name, index) {
      const named = args.find((arg) => arg.name === name)?.value();
      if (named !== undefined) return named;
      if (object !== null) {
        const key = name === 'resource_plural' ? 'plural' : name;
        return reading.resolver.entriesOf(object.node).has(key) ? reading.resolver.memberOf(object, key, at) : null;
      }
      return index < 0 ? null : (positional[index]?.value() ?? null);
    },
  };
}
