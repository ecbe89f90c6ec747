import type { Layer, Policy } from '../model/policy.ts';
import type { Loaded, Problem } from '../model/problem.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { sha256Hex } from '../text/hash.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { type PolicySource, type ReadLayer, readLayer } from './read-layer.ts';
import { locateValue, readYaml, toProblem } from './read-yaml.ts';

export interface PolicyInput {
  /** Shipped packs by the name rules files extend: `countersign:recommended`. */
  readonly packs: Readonly<Record<string, PolicySource>>;
  /** `.countersign/policy.yaml` at the base revision; null when there is none. */
  readonly repository: PolicySource | null;
  /** Ids a rule may name; empty: not checked. */
  readonly detectors: readonly string[];
}

export const RECOMMENDED = 'countersign:recommended';

/**
 * The layers of a policy, weakest first. Without a repository file, or with one that is no YAML at all, the recommended
 * pack alone.
 */
export function loadPolicy({ packs, repository, detectors }: PolicyInput): Loaded<Policy> {
  const own = repository === null ? null : readLayer(repository, 'repository', detectors);
  const names = own === null || own.yaml.data === null ? [RECOMMENDED] : own.extends;
  const built: ReadLayer[] = [];
  const problems: Problem[] = [...(own?.problems ?? [])];
  for (const [index, name] of names.entries()) {
    const pack = Object.hasOwn(packs, name) ? packs[name] : undefined;
    if (pack !== undefined) built.push(readLayer(pack, 'built-in', detectors));
    else problems.push(unknownPack(own, index, name, Object.keys(packs)));
  }
  problems.push(...built.flatMap((layer) => layer.problems));
  if (own !== null && asksNothing(own) && own.problems.length === 0) {
    problems.push(
      toProblem(own.yaml, 'CS1017', 'The policy has no rules and extends no pack.', locateValue(own.yaml, [])),
    );
  }
  return { value: toPolicy(own === null ? built : [...built, own]), problems };
}

function asksNothing(own: ReadLayer): boolean {
  return own.layer.rules.length === 0 && own.extends.length === 0;
}

/** Without a repository file the recommended pack itself is missing: an error too, for then everything would pass. */
function unknownPack(own: ReadLayer | null, index: number, name: string, known: readonly string[]): Problem {
  const { yaml } = own ?? { yaml: readYaml(name, '').yaml };
  const at = locateValue(yaml, ['extends', index]);
  return toProblem(yaml, 'CS1009', `The pack "${name}" cannot be loaded.`, at, didYouMean(nearest(name, known)));
}

/** Settings of a later layer replace those of an earlier one; roles and role orders add up. */
function toPolicy(read: readonly ReadLayer[]): Policy {
  const settings = read.map((layer) => layer.settings);
  const dataClasses = settings.flatMap((it) => it.dataClasses ?? []);
  const gate = settings.findLast((it) => it.gate !== undefined)?.gate;
  const policy = {
    mode: settings.findLast((it) => it.mode !== undefined)?.mode ?? 'enforce',
    layers: read.map(({ layer }) => layer),
    roles: Object.fromEntries(settings.flatMap((it) => Object.entries(it.roles ?? {}))),
    roleOrder: settings.flatMap((it) => it.roleOrder ?? []),
    privacy: settings.findLast((it) => it.privacy !== undefined)?.privacy ?? { recordPrompts: 'hash' as const },
    ignore: settings.flatMap((it) => it.ignore ?? []),
    ...(gate === undefined ? {} : { gate }),
    ...(dataClasses.length === 0 ? {} : { dataClasses }),
  };
  return { ...policy, digest: digestOf(policy) };
}

/** What the policy says, not the lines it stands in: a comment added above a rule makes no other policy. */
function digestOf(policy: Omit<Policy, 'digest'>): string {
  const plain = (layer: Layer): unknown => ({
    ...layer,
    rules: layer.rules.map(({ id, match, obligation }) => ({ id, match, obligation })),
  });
  return sha256Hex(canonicalJson({ ...policy, layers: policy.layers.map(plain) }));
}
