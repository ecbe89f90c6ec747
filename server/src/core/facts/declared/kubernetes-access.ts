import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { itemsAt, manifestsOf, objectAt, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { asTexts, entryOf, keyText, valueOfKey } from '../objects.ts';
import { type Clauses, declared, guardsOf, NOBODY } from './declare.ts';
import { middlewareClauses } from './proxy-middleware.ts';

/**
 * What stands in front of workloads: policies of a mesh, and what the ingress asks. What they are for is there without them.
 * @see https://istio.io/latest/docs/reference/config/security/ and https://kubernetes.github.io/ingress-nginx/ (2026-11)
 */
export const kubernetesAccess = defineRouteFinder({
  id: 'kubernetes-access',
  languages: ['yaml', 'json'],
  *find(reading) {
    for (const manifest of manifestsOf(reading)) {
      const read = READERS.get(manifest.kind);
      if (read !== undefined) yield* read(reading, manifest);
    }
  },
});

type Read = (reading: FileReading, manifest: Manifest) => Iterable<Route>;

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['AuthorizationPolicy', authorizationPolicy],
  ['RequestAuthentication', requestAuthentication],
  ['PeerAuthentication', peerAuthentication],
  ['Ingress', ingress],
  ['IngressRoute', ingressRoute],
]);

function route(reading: FileReading, manifest: Manifest, node: SyntaxNode, of: string, clauses: Clauses): Route {
  return declared({
    symbol: of,
    node,
    group: manifest.kind,
    guards: guardsOf(reading, node, clauses, `${manifest.subject.symbol} asks for it.`),
    as: 'rule',
  });
}

/** `app: api` of a selector; everything in the namespace without one. */
function selected(reading: FileReading, { node, namespace, name }: Manifest): string {
  const labels =
    objectAt(reading, node, 'spec', 'selector', 'matchLabels') ?? objectAt(reading, node, 'spec', 'targetRef');
  if (labels === null) return `Traffic to every pod of ${namespace ?? 'the namespace'}`;
  const texts = [...reading.resolver.entriesOf(labels).values()].map((value) => reading.unit.textOf(value));
  return `Traffic to ${texts.join(', ') || name}`;
}

function* authorizationPolicy(reading: FileReading, manifest: Manifest): Generator<Route> {
  const spec = objectAt(reading, manifest.node, 'spec');
  const of = selected(reading, manifest);
  const spot = entryOf(reading, manifest.node, 'kind') ?? manifest.node;
  const action = textAt(reading, spec, 'action') ?? 'ALLOW';
  const rules = spec === null ? [] : itemsAt(reading, spec, 'rules');
  if (action === 'CUSTOM') yield route(reading, manifest, spot, of, [[{ kind: 'check', value: 'authorizer' }]]);
  if (action === 'DENY')
    for (const rule of rules)
      yield route(reading, manifest, rule, of, [[{ kind: 'check', value: `!${writtenOf(reading, rule)}` }]]);
  if (action !== 'ALLOW') return;
  // Nothing that it lists is let through: a policy without rules refuses everything.
  if (rules.length === 0) {
    const isOpen = spec !== null && /^\s*-\s*\{\s*\}\s*$/m.test(reading.unit.textOf(spec));
    yield route(reading, manifest, spot, of, isOpen ? [] : [[NOBODY]]);
    return;
  }
  const ways = rules.map((rule) => askedByRule(reading, rule));
  yield route(reading, manifest, spot, of, ways.some((way) => way.length === 0) ? [] : [ways.flat()]);
}

/** What one rule of several lets pass; nothing is asked when it names neither a source nor a condition. */
function askedByRule(reading: FileReading, rule: SyntaxNode): readonly Alternative[] {
  const sources = itemsAt(reading, rule, 'from').flatMap((from) => {
    const source = objectAt(reading, from, 'source');
    return source === null ? [] : [source];
  });
  const conditions = itemsAt(reading, rule, 'when');
  const asked = [...sources, ...conditions].map((each) => writtenOf(reading, each));
  if (asked.length > 0) return [{ kind: 'scope', value: asked.sort().join(' and ') }];
  const operations = itemsAt(reading, rule, 'to');
  return operations.length === 0
    ? []
    : [{ kind: 'check', value: operations.map((each) => writtenOf(reading, each)).join(' or ') }];
}

const MAX_WRITTEN = 120;

function writtenOf({ unit }: FileReading, node: SyntaxNode): string {
  const text = unit.textOf(node).replace(/#[^\n]*/g, '');
  return text
    .replace(/[\s"'{}[\]-]+/g, ' ')
    .trim()
    .slice(0, MAX_WRITTEN);
}

function* requestAuthentication(reading: FileReading, manifest: Manifest): Generator<Route> {
  const spec = objectAt(reading, manifest.node, 'spec');
  for (const rule of spec === null ? [] : itemsAt(reading, spec, 'jwtRules')) {
    const issuer = textAt(reading, rule, 'issuer') ?? 'jwt';
    const clauses: Clauses = [[{ kind: 'signature', value: `token of ${issuer}` }]];
    yield route(reading, manifest, rule, selected(reading, manifest), clauses);
  }
}

function* peerAuthentication(reading: FileReading, manifest: Manifest): Generator<Route> {
  const mtls = objectAt(reading, manifest.node, 'spec', 'mtls');
  if (textAt(reading, mtls, 'mode') !== 'STRICT') return;
  const node = entryOf(reading, mtls!, 'mode') ?? manifest.node;
  yield route(reading, manifest, node, selected(reading, manifest), [[{ kind: 'check', value: 'client-certificate' }]]);
}

/** Annotations by their last part, whatever controller reads them. */
const ANNOTATIONS: Readonly<Record<string, Alternative>> = {
  'auth-url': { kind: 'auth', value: 'authenticated' },
  'auth-type': { kind: 'auth', value: 'authenticated' },
  'auth-tls-verify-client': { kind: 'check', value: 'client-certificate' },
  'whitelist-source-range': { kind: 'check', value: 'address' },
  'allowlist-source-range': { kind: 'check', value: 'address' },
  'limit-rps': { kind: 'rate-limit', value: 'rate-limit' },
  'limit-rpm': { kind: 'rate-limit', value: 'rate-limit' },
  'limit-connections': { kind: 'rate-limit', value: 'rate-limit' },
  'enable-modsecurity': { kind: 'check', value: 'firewall' },
};

function* ingress(reading: FileReading, manifest: Manifest): Generator<Route> {
  const annotations = objectAt(reading, manifest.node, 'metadata', 'annotations');
  for (const entry of annotations?.children ?? []) {
    const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
    if (key === null) continue;
    const name = key.slice(key.lastIndexOf('/') + 1);
    const value = asTexts(reading, valueOfKey(reading, annotations!, key))[0]?.text ?? '';
    const asked = Object.hasOwn(ANNOTATIONS, name) ? ANNOTATIONS[name]! : null;
    const isOff = /^(?:off|false|optional_no_ca|)$/.test(value) || /^(?:0\.0\.0\.0|::)\/0$/.test(value);
    const clauses =
      asked !== null && !isOff
        ? [[asked]]
        : name === 'router.middlewares'
          ? middlewareClauses(reading, value.split(','))
          : [];
    if (clauses.length > 0) yield route(reading, manifest, entry, manifest.subject.symbol, clauses);
  }
}

/** Routers of Traefik, each with the middleware in front of it. */
function* ingressRoute(reading: FileReading, manifest: Manifest): Generator<Route> {
  const spec = objectAt(reading, manifest.node, 'spec');
  for (const each of spec === null ? [] : itemsAt(reading, spec, 'routes')) {
    const names = itemsAt(reading, each, 'middlewares').flatMap((item) => textAt(reading, item, 'name') ?? []);
    const clauses = middlewareClauses(reading, names);
    const of = `${manifest.subject.symbol} ${textAt(reading, each, 'match') ?? ''}`.trim();
    const node = entryOf(reading, each, 'middlewares') ?? each;
    if (clauses.length > 0) yield route(reading, manifest, node, of, clauses);
  }
}
