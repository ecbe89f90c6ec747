import type { Alternative } from '../../model/requirement.ts';
import type { FileReading, Route } from '../define.ts';
import { itemsAt, type Manifest, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asTexts, entryOf, keyText, valueOfKey } from '../objects.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';
import { middlewareClauses } from './proxy-middleware.ts';
import { addresses, isAnywhere } from './server-addresses.ts';

/** Annotations by their last part, whatever controller reads them. */
const ANNOTATIONS: Readonly<Record<string, Alternative>> = {
  'auth-url': { kind: 'auth', value: 'authenticated' },
  'auth-type': { kind: 'auth', value: 'authenticated' },
  'auth-tls-verify-client': { kind: 'check', value: 'client-certificate' },
  'limit-rps': { kind: 'rate-limit', value: 'rate-limit' },
  'limit-rpm': { kind: 'rate-limit', value: 'rate-limit' },
  'limit-connections': { kind: 'rate-limit', value: 'rate-limit' },
  'enable-modsecurity': { kind: 'check', value: 'firewall' },
};
const IS_OFF = /^(?:off|false|none|optional|optional_no_ca|)$/i;

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (2026-11) */
export function* ingress(reading: FileReading, manifest: Manifest): Generator<Route> {
  const annotations = objectAt(reading, manifest.node, 'metadata', 'annotations');
  const { symbol } = manifest.subject;
  for (const entry of annotations?.children ?? []) {
    const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
    if (key === null) continue;
    const value = asTexts(reading, valueOfKey(reading, annotations!, key))[0]?.text ?? '';
    const clauses = askedBy(reading, key.slice(key.lastIndexOf('/') + 1), value.trim());
    const guards = guardsOf(reading, entry, clauses, `${symbol} asks for it.`);
    if (guards.length > 0) yield declared({ symbol, node: entry, group: manifest.kind, guards, as: 'rule' });
  }
}

function askedBy(reading: FileReading, name: string, value: string): Clauses {
  if (name === 'router.middlewares') return middlewareClauses(reading, value.split(','));
  if (IS_OFF.test(value)) return [];
  if (/^(?:white|allow)list-source-range$/.test(name)) {
    const listed = value.split(',').map((each) => each.trim());
    return listed.some(isAnywhere) ? [] : [addresses(listed)];
  }
  return Object.hasOwn(ANNOTATIONS, name) ? [[ANNOTATIONS[name]!]] : [];
}

/** Routers of Traefik, each with the middleware in front of it. */
export function* ingressRoute(reading: FileReading, manifest: Manifest): Generator<Route> {
  const spec = objectAt(reading, manifest.node, 'spec');
  for (const each of spec === null ? [] : itemsAt(reading, spec, 'routes')) {
    const names = itemsAt(reading, each, 'middlewares').flatMap((item) => textAt(reading, item, 'name') ?? []);
    const symbol = `${manifest.subject.symbol} ${textAt(reading, each, 'match') ?? ''}`.trim();
    const at = entryOf(reading, each, 'middlewares') ?? each;
    const guards = guardsOf(reading, at, middlewareClauses(reading, names), `${manifest.subject.symbol} asks for it.`);
    yield declared({ symbol, node: each, group: manifest.kind, guards, as: 'part' });
  }
}
