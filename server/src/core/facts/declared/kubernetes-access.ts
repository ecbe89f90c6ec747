import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { either, negate } from '../guards/formula.ts';
import { itemsAt, manifestsOf, objectAt, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { entryOf } from '../objects.ts';
import { type Clauses, declared, guardsOf, MAX_DECLARED } from './declare.ts';
import { ingress, ingressRoute } from './ingress-access.ts';
import { rulesCondition, tokensTaken } from './mesh-policies.ts';
import { clausesOf, type Condition } from './rule-conditions.ts';

/**
 * What stands in front of workloads: policies of a mesh, and what the ingress asks. What they are for is there without them.
 * @see https://istio.io/latest/docs/reference/config/security/ and https://kubernetes.github.io/ingress-nginx/ (2026-11)
 */
export const kubernetesAccess = defineRouteFinder({
  id: 'kubernetes-access',
  languages: ['yaml', 'json'],
  *find(reading) {
    const manifests = manifestsOf(reading).slice(0, MAX_DECLARED);
    yield* allowances(reading, manifests);
    for (const manifest of manifests) {
      const read = READERS.get(manifest.kind);
      if (read !== undefined) yield* read(reading, manifest);
    }
  },
});

type Read = (reading: FileReading, manifest: Manifest) => Iterable<Route>;

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['AuthorizationPolicy', denials],
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
  const texts = [...reading.resolver.entriesOf(labels).values()].map((value) => unquoted(reading, value));
  return `Traffic to ${texts.toSorted().join(', ') || name}`;
}

function unquoted({ unit }: FileReading, value: SyntaxNode): string {
  const text = unit.textOf(value);
  return value.kind === 'string' ? (unit.language.readString(text) ?? text) : text;
}

function kindAt(reading: FileReading, { node }: Manifest): SyntaxNode {
  return entryOf(reading, node, 'kind') ?? node;
}

function actionOf(reading: FileReading, { node }: Manifest): string {
  return textAt(reading, objectAt(reading, node, 'spec'), 'action') ?? 'ALLOW';
}

/** What one policy lets through, and what another does for the same pods, are alternatives. */
function* allowances(reading: FileReading, manifests: readonly Manifest[]): Generator<Route> {
  const found = new Map<string, { readonly manifest: Manifest; readonly ways: Condition[] }>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'AuthorizationPolicy' || actionOf(reading, manifest) !== 'ALLOW') continue;
    const of = selected(reading, manifest);
    const way = rulesCondition(reading, objectAt(reading, manifest.node, 'spec'));
    const known = found.get(of);
    if (known === undefined) found.set(of, { manifest, ways: [way] });
    else known.ways.push(way);
  }
  for (const [of, { manifest, ways }] of found)
    yield route(reading, manifest, kindAt(reading, manifest), of, clausesOf(either(...ways)));
}

function* denials(reading: FileReading, manifest: Manifest): Generator<Route> {
  const of = selected(reading, manifest);
  const action = actionOf(reading, manifest);
  if (action === 'CUSTOM')
    yield route(reading, manifest, kindAt(reading, manifest), of, [[{ kind: 'check', value: 'authorizer' }]]);
  if (action !== 'DENY') return;
  const spec = objectAt(reading, manifest.node, 'spec');
  const [first] = spec === null ? [] : itemsAt(reading, spec, 'rules');
  const clauses = clausesOf(negate(rulesCondition(reading, spec)));
  yield route(reading, manifest, first ?? kindAt(reading, manifest), of, clauses);
}

function* requestAuthentication(reading: FileReading, manifest: Manifest): Generator<Route> {
  const spec = objectAt(reading, manifest.node, 'spec');
  const [first] = spec === null ? [] : itemsAt(reading, spec, 'jwtRules');
  if (first === undefined) return;
  yield route(reading, manifest, first, selected(reading, manifest), [tokensTaken(reading, spec)]);
}

function* peerAuthentication(reading: FileReading, manifest: Manifest): Generator<Route> {
  const mtls = objectAt(reading, manifest.node, 'spec', 'mtls');
  if (textAt(reading, mtls, 'mode') !== 'STRICT') return;
  const node = entryOf(reading, mtls!, 'mode') ?? manifest.node;
  yield route(reading, manifest, node, selected(reading, manifest), [[{ kind: 'check', value: 'client-certificate' }]]);
}
