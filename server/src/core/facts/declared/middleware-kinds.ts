import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { composeServices } from '../compose.ts';
import type { FileReading } from '../define.ts';
import { manifestsOf, objectAt } from '../kubernetes/manifest.ts';
import { asObject, asTexts, documentObjects, keyText, valueOfKey } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { tableAt } from '../toml-tables.ts';
import { addresses, isAnywhere } from './server-addresses.ts';

/** What one middleware of a file is. */
interface MiddlewareKind {
  /** `basicauth`, in lower case: labels and files write it differently. */
  readonly kind: string;
  /** Of a chain its parts, of a list of addresses these. */
  readonly given: readonly string[];
}

/** Kinds of Traefik's middleware that keep somebody out. */
const KINDS: Readonly<Record<string, Alternative>> = {
  basicauth: { kind: 'auth', value: 'authenticated' },
  digestauth: { kind: 'auth', value: 'authenticated' },
  forwardauth: { kind: 'auth', value: 'authenticated' },
  ratelimit: { kind: 'rate-limit', value: 'rate-limit' },
};
const LISTS = /^ip(?:allow|white)list$/;

/** Null: nothing is known of the kind. */
export function askedByKind({ kind, given }: MiddlewareKind): readonly Alternative[] | null {
  if (LISTS.test(kind)) return given.some(isAnywhere) ? [] : addresses(given);
  if (kind === 'plugin') return null;
  return Object.hasOwn(KINDS, kind) ? [KINDS[kind]!] : [];
}

/** Middleware that a file itself says what it is, by name. */
export const middlewareKinds = oncePerUnit((reading): ReadonlyMap<string, readonly MiddlewareKind[]> => {
  const found = new Map<string, MiddlewareKind[]>();
  const put = (name: string, kind: string, given: readonly string[]): void => {
    const list = found.get(name) ?? [];
    if (list.length === 0) found.set(name, list);
    if (list.length < MAX_KINDS) list.push({ kind: kind.toLowerCase(), given });
  };
  for (const document of documentObjects(reading)) {
    const all = tableAt(reading, document, 'http', 'middlewares');
    for (const [name, node] of entriesOf(reading, all)) readKinds(reading, name, asObject(reading, node), put);
  }
  for (const { kind, name, node } of manifestsOf(reading))
    if (kind === 'Middleware') readKinds(reading, name, objectAt(reading, node, 'spec'), put);
  for (const [key, value] of traefikLabels(reading)) {
    const [, name, kind, field] = /^traefik\.http\.middlewares\.([\w-]+)\.(\w+)(?:\.(\w+))?/.exec(key) ?? [];
    const isList = /^(?:sourcerange|middlewares)$/i.test(field ?? '');
    if (name !== undefined) put(name, kind!, isList ? value.split(',').map((each) => each.trim()) : []);
  }
  return found;
});

/** Labels of one middleware. */
const MAX_KINDS = 20;

function readKinds(
  reading: FileReading,
  name: string,
  object: SyntaxNode | null,
  put: (name: string, kind: string, given: readonly string[]) => void,
): void {
  for (const [kind, node] of entriesOf(reading, object)) {
    const body = asObject(reading, node);
    const list =
      body === null ? null : valueOfKey(reading, body, kind.toLowerCase() === 'chain' ? 'middlewares' : 'sourceRange');
    const named = list === null ? [] : namesIn(reading, list);
    put(name, kind, named);
  }
}

/** Texts, and names of objects: `- name: login` of a chain in a cluster. */
function namesIn(reading: FileReading, list: SyntaxNode): readonly string[] {
  const texts = asTexts(reading, list).map(({ text }) => text);
  if (texts.length > 0) return texts;
  return list.children.flatMap((item) => {
    const object = asObject(reading, item);
    return object === null ? [] : asTexts(reading, valueOfKey(reading, object, 'name')).map(({ text }) => text);
  });
}

function* entriesOf(reading: FileReading, object: SyntaxNode | null): Generator<readonly [string, SyntaxNode]> {
  if (object !== null) yield* reading.resolver.entriesOf(object);
}

/** Labels of the services of a Compose file, written as a list or as a map. */
export function* traefikLabels(
  reading: FileReading,
): Generator<readonly [key: string, value: string, node: SyntaxNode]> {
  for (const { object } of composeServices(reading)) {
    const labels = valueOfKey(reading, object, 'labels');
    const map = asObject(reading, labels);
    if (map === null)
      for (const { node, text } of asTexts(reading, labels)) {
        const equals = text.indexOf('=');
        if (equals > 0) yield [text.slice(0, equals), text.slice(equals + 1), node];
      }
    else
      for (const entry of map.children) {
        const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
        const [value] = key === null ? [] : asTexts(reading, valueOfKey(reading, map, key));
        if (key !== null && value !== undefined) yield [key, value.text, entry];
      }
  }
}
