import type { Layer, Policy } from '../model/policy.ts';
import type { Loaded } from '../model/problem.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { sha256Hex } from '../text/hash.ts';
import { checkFloors } from './check-floors.ts';
import { checkOwners, checkRoles } from './check-roles.ts';
import { type Gathered, type SuppliedSource, gather } from './gather.ts';
import { byOrder } from './layers.ts';
import { mergeSettings } from './merge-settings.ts';
import type { PolicySource, ReadLayer, Vocabulary } from './read-layer.ts';
import { locateValue, readYaml, toProblem } from './read-yaml.ts';
import type { WantedSource } from './references.ts';

export interface PolicyInput {
  /** Shipped packs by the name rules files extend: `countersign:recommended`. */
  readonly packs: Readonly<Record<string, PolicySource>>;
  /** `.countersign/policy.yaml` at the base revision; null when there is none. */
  readonly repository: PolicySource | null;
  readonly organisation?: PolicySource | null;
  /** `.countersign/policy.yaml` of folders below the root: `services/pay`. The empty folder is everywhere. */
  readonly folders?: readonly FolderSource[];
  /** What `extends` names, by the key of what was wanted. */
  readonly sources?: ReadonlyMap<string, SuppliedSource>;
  /** `YYYY-MM-DD`, UTC: what has an end is over after it. Null: nothing ends. */
  readonly today?: string | null;
  /** Ids a rule may name; empty: not checked. */
  readonly detectors: readonly string[];
  /** Languages a rule may name; empty: not checked. */
  readonly languages?: readonly string[];
}

export interface FolderSource {
  readonly folder: string;
  readonly source: PolicySource;
}

export interface LoadedPolicy extends Loaded<Policy> {
  /** What `extends` names and was not supplied: the shell reads it and asks again. */
  readonly wants: readonly WantedSource[];
}

export const RECOMMENDED = 'countersign:recommended';

/**
 * The layers of a policy, weakest first. Without a repository file, or with one that is no YAML at all, the recommended
 * pack is its rules.
 */
export function loadPolicy(input: PolicyInput): LoadedPolicy {
  const { read, problems, wants } = readLayers(input);
  const merged = mergeSettings(read, input.today ?? null);
  problems.push(
    ...merged.problems,
    ...checkRoles(read, merged.settings.roles),
    ...checkOwners(read, merged.settings.owners ?? []),
    ...checkFloors(read),
  );
  return { value: toPolicy(read, merged.settings), problems, wants: [...wants.values()] };
}

/** Every file of the policy, weakest layer first. */
export function readLayers(input: PolicyInput): {
  readonly read: readonly ReadLayer[];
  readonly problems: Gathered['problems'];
  readonly wants: Gathered['wants'];
} {
  const first = gatherAll(input, []);
  // Rules of one file may be about what rules of another look for.
  const ids = first.layers.flatMap(({ settings }) => (settings.patterns ?? []).map(({ id }) => id));
  const { layers, problems, wants } = ids.length === 0 ? first : gatherAll(input, ids);
  return { read: layers.toSorted((one, other) => byOrder(one.layer, other.layer)), problems, wants };
}

function gatherAll(
  { packs, repository, organisation = null, folders = [], sources = new Map(), detectors, languages = [] }: PolicyInput,
  teamDetectors: readonly string[],
): Gathered {
  const vocabulary: Vocabulary = { detectors, languages, teamDetectors };
  const context = { packs, sources, vocabulary };
  const into: Gathered = { layers: [], problems: [], wants: new Map() };
  if (organisation !== null)
    gather({ source: organisation, name: 'organisation', root: 'organisation', path: 'policy.yaml' }, context, into);
  const own =
    repository === null
      ? null
      : gather({ source: repository, name: 'repository', root: 'repository', path: repository.file }, context, into);
  if (own === null || own.yaml.data === null) addRecommended(context, into);
  else if (
    own.layer.rules.length === 0 &&
    own.extends.length === 0 &&
    organisation === null &&
    own.problems.length === 0
  )
    into.problems.push(
      toProblem(own.yaml, 'CS1017', 'The policy has no rules and extends no pack.', locateValue(own.yaml, [])),
    );
  for (const { folder, source } of folders)
    gather({ source, name: 'folder', root: 'repository', path: source.file, folder }, context, into);
  return into;
}

/** Without it everything would pass: its absence is an error too. */
function addRecommended(context: Parameters<typeof gather>[1], into: Gathered): void {
  const { packs } = context;
  const source = Object.hasOwn(packs, RECOMMENDED) ? packs[RECOMMENDED] : undefined;
  if (source === undefined) {
    const { yaml } = readYaml(RECOMMENDED, '');
    into.problems.push(toProblem(yaml, 'CS1009', `The pack "${RECOMMENDED}" cannot be loaded.`, [0, 0]));
  } else if (!into.layers.some(({ yaml }) => yaml.file === RECOMMENDED))
    gather({ source, name: 'built-in', root: 'package', path: RECOMMENDED }, context, into);
}

function toPolicy(read: readonly ReadLayer[], settings: ReturnType<typeof mergeSettings>['settings']): Policy {
  const { mode, written, ended, ...rest } = settings;
  const layers = read.map(({ layer }) => layer);
  const policy = { ...rest, layers };
  return {
    ...policy,
    mode,
    layers: layers.map((layer) => withoutEnded(layer, ended)),
    digest: digestOf({ ...policy, mode: written }),
  };
}

function withoutEnded(layer: Layer, ended: ReadonlySet<string>): Layer {
  if (layer.exceptions === undefined) return layer;
  return { ...layer, exceptions: layer.exceptions.filter(({ until }) => !ended.has(until)) };
}

/** What the policy says, not the lines it stands in, nor the day: a comment added above a rule makes no other policy. */
function digestOf(policy: Omit<Policy, 'digest'>): string {
  const plain = (layer: Layer): unknown => ({
    ...layer,
    rules: layer.rules.map(withoutPlace),
    ...(layer.exceptions === undefined ? {} : { exceptions: layer.exceptions.map(withoutPlace) }),
  });
  return sha256Hex(canonicalJson({ ...policy, layers: policy.layers.map(plain) }));
}

function withoutPlace(rule: object): unknown {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'source'));
}
