import type { Rule, RuleMatch } from '../model/policy.ts';
import { obligationRank } from '../model/obligation.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { includes, positive } from './includes.ts';
import { orderOfLayer } from './layers.ts';
import { lintHolders, type HasKey } from './lint-roles.ts';
import { lintSettings } from './lint-settings.ts';
import { fitsPattern, isGlob, type MatchField } from './match.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateValue, toProblem } from './read-yaml.ts';

/** Words that findings have, for fields that are not closed. */
export interface KnownWords {
  readonly sinks: readonly string[];
  readonly dataClasses: readonly string[];
  readonly tags: readonly string[];
  readonly agents: readonly string[];
  /** Detector ids with the facet of what they find. */
  readonly facets: ReadonlyMap<string, string>;
  /** Paths of the workspace, when they are known. */
  readonly paths?: readonly string[];
  /** When the list of signers is known. */
  readonly hasKey?: HasKey;
}

/** What well-formed rules of a team's own files do not do as they read. `layers` are in order. */
export function lintLayers(layers: readonly ReadLayer[], known: KnownWords): readonly Problem[] {
  const words: KnownWords = {
    ...known,
    dataClasses: [
      ...known.dataClasses,
      ...layers.flatMap(({ settings }) => (settings.dataClasses ?? []).map(({ id }) => id)),
    ],
    sinks: [...known.sinks, ...layers.flatMap(({ settings }) => (settings.sinks ?? []).map(({ sink }) => sink))],
  };
  return layers
    .filter(isOwn)
    .flatMap((layer) => [
      ...lintRules(layer, layers, words),
      ...lintHolders(layer, words.hasKey),
      ...lintSettings(layer),
    ]);
}

/** Shipped packs are tested by us, and packages by who wrote them. */
function isOwn({ layer, yaml }: ReadLayer): boolean {
  return layer.name !== 'built-in' && !/^(?:@[^/]+\/)?[^./][^/]*\/policy\.yaml$/.test(yaml.file);
}

interface Placed {
  readonly rule: Rule;
  readonly index: number;
  readonly layer: ReadLayer;
}

function placed(layer: ReadLayer): readonly Placed[] {
  return layer.rows.rules.map((index, at) => ({ rule: layer.layer.rules[at]!, index, layer }));
}

function lintRules(own: ReadLayer, layers: readonly ReadLayer[], words: KnownWords): readonly Problem[] {
  const all = layers.flatMap(placed);
  return placed(own).flatMap((one) => [
    ...shadowed(one, all),
    ...tooBroad(one),
    ...misspelt(one, words),
    ...impossible(one, words),
  ]);
}

/** Within a layer the strongest decides, among equals the first, unless it asks another role; a later layer's rule replaces an earlier one's. */
function shadowed(one: Placed, all: readonly Placed[]): readonly Problem[] {
  const { rule, index, layer } = one;
  const at = locateValue(layer.yaml, ['rules', index]);
  const order = orderOfLayer(layer.layer);
  const rank = obligationRank(rule.obligation);
  for (const other of all) {
    if (other === one || !includes(scoped(other), scoped(one))) continue;
    const otherOrder = orderOfLayer(other.layer.layer);
    const otherRank = obligationRank(other.rule.obligation);
    const isFirst = other.layer === layer && other.index < index && !asksOther(rule, other.rule);
    if (otherOrder === order && (otherRank > rank || (otherRank === rank && isFirst)))
      return [
        toProblem(
          layer.yaml,
          'CS1041',
          `"${rule.id}" never decides: "${other.rule.id}" is about the same and asks for as much.`,
          at,
        ),
      ];
    if (otherOrder > order && rule.floor !== true)
      return [
        toProblem(
          layer.yaml,
          'CS1042',
          `"${rule.id}" never decides: "${other.rule.id}" of the ${other.layer.layer.name} replaces it.`,
          at,
        ),
      ];
  }
  return [];
}

/** Another role: both are asked. */
function asksOther({ obligation: one }: Rule, { obligation: other }: Rule): boolean {
  return one.kind === 'approve' && other.kind === 'approve' && one.role !== other.role;
}

/** A rule of a folder is about its paths. */
function scoped({ rule, layer }: Placed): RuleMatch {
  const { folder } = layer.layer;
  return folder === undefined || folder === '' || rule.match.path !== undefined
    ? rule.match
    : { ...rule.match, path: [`${folder}/**`] };
}

/** Fields that say what kind of change is meant. */
const NARROWING: readonly MatchField[] = ['kind', 'facet', 'detector', 'action', 'chain', 'tag', 'dataClass', 'sink', 'path', 'subject', 'qualifier', 'resource', 'accessLevel']; // prettier-ignore

function tooBroad({ rule, index, layer }: Placed): readonly Problem[] {
  const { obligation, match } = rule;
  if (match.pattern !== undefined || layer.layer.folder !== undefined) return [];
  const isEvery = (words: readonly string[]): boolean =>
    words.length > 0 && words.every((word) => /^\*+(?:\/\*+)?$/.test(word));
  const narrowed = NARROWING.some((field) => match[field] !== undefined && !isEvery(match[field]));
  if (narrowed) return [];
  const isTests =
    obligation.kind === 'none' &&
    match.context !== undefined &&
    !match.context.some((it) => it === 'any' || it === 'shipped' || it === '*');
  if (isTests || (obligation.kind !== 'none' && obligation.kind !== 'block')) return [];
  const what = obligation.kind === 'none' ? 'lets everything through' : 'blocks everything';
  return [
    toProblem(
      layer.yaml,
      'CS1043',
      `"${rule.id}" ${what} that it matches, whatever kind it is.`,
      locateValue(layer.yaml, ['rules', index, 'match']),
    ),
  ];
}

function misspelt({ rule, index, layer }: Placed, words: KnownWords): readonly Problem[] {
  const lists: readonly (readonly [MatchField, string, readonly string[]])[] = [
    ['sink', 'sink', words.sinks],
    ['dataClass', 'class of data', words.dataClasses],
    ['tag', 'tag', words.tags],
    ['agent', 'agent', words.agents],
  ];
  const unknown = lists.flatMap(([field, noun, known]) =>
    (rule.match[field] ?? []).flatMap((pattern, at) => {
      const word = pattern.replace(/^!/, '');
      if (known.length === 0 || known.some((each) => fitsPattern(field, word, each))) return [];
      const fix = isGlob(word) ? undefined : didYouMean(nearest(word, known));
      const place = locateValue(layer.yaml, ['rules', index, 'match', field, at]);
      return [toProblem(layer.yaml, 'CS1044', `No finding has the ${noun} "${word}".`, place, fix)];
    }),
  );
  return [...unknown, ...pathless({ rule, index, layer }, words.paths)];
}

function pathless({ rule, index, layer }: Placed, paths: readonly string[] | undefined): readonly Problem[] {
  if (paths === undefined) return [];
  return (rule.match.path ?? []).flatMap((pattern, at) =>
    pattern.startsWith('!') || paths.some((path) => fitsPattern('path', pattern, path))
      ? []
      : [
          toProblem(
            layer.yaml,
            'CS1048',
            `No file here is matched by "${pattern}".`,
            locateValue(layer.yaml, ['rules', index, 'match', 'path', at]),
          ),
        ],
  );
}

/** A detector finds facts of its facet: with a kind of another one the rule is about nothing. */
function impossible({ rule, index, layer }: Placed, { facets }: KnownWords): readonly Problem[] {
  const { kind = [], facet = [], detector = [], pattern } = rule.match;
  if (pattern !== undefined) return [];
  const fromKinds = new Set(
    positive(kind).map((word) => (word.includes('.') ? word.slice(0, word.indexOf('.')) : '*')),
  );
  const fromDetectors = new Set(positive(detector).map((word) => facets.get(word) ?? '*'));
  const fromFacets = new Set(positive(facet).map((word) => (isGlob(word) ? '*' : word)));
  const sets = [fromKinds, fromDetectors, fromFacets].filter(
    (set) => set.size > 0 && ![...set].some((word) => isGlob(word)),
  );
  const [first, ...others] = sets;
  if (first === undefined || others.length === 0) return [];
  if ([...first].some((word) => others.every((set) => set.has(word)))) return [];
  const place = locateValue(layer.yaml, ['rules', index, 'match']);
  return [
    toProblem(layer.yaml, 'CS1045', `"${rule.id}" names kinds and detectors that have nothing in common.`, place),
  ];
}
