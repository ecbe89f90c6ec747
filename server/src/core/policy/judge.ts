import type { Detected } from '../model/finding.ts';
import {
  type Judged,
  type Layer,
  type LayerName,
  type Obligation,
  OWNER_ROLE,
  type Policy,
  type RuleSource,
} from '../model/policy.ts';
import { isAnswerable, noObligation, obligationRank, printObligation, toApproval } from '../model/obligation.ts';
import { claimedOrigins } from './claimed-origins.ts';
import { type Matchable, matchesPath, matchesRule, type Surroundings } from './match.ts';
import { orderOfLayer } from './layers.ts';

/** A rule or an exception that is about the finding. */
interface Matched {
  readonly id: string;
  readonly obligation: Obligation;
  readonly isFloor: boolean;
  readonly isException: boolean;
  readonly presence: boolean;
  readonly source: RuleSource;
  readonly layer: LayerName;
  readonly order: number;
  /** Which of the policy's files it stands in. */
  readonly file: number;
}

/**
 * What the policy makes of a detected change. Among matching rules the latest layer's win, within a layer the strongest,
 * among equals that of the file that extends the other, and in one file the one written first; the roles that equals ask are asked
 * too. An exception lowers that, a floor of an earlier layer raises it again. What asks for nothing is not held. A touch of the key that any of the layer's rules demands, or a floor, is demanded.
 */
export function judge(policy: Policy, detected: Detected, about: Surroundings = {}): Judged {
  return weigh(policy, detected, about).judged;
}

export interface Weighed {
  readonly judged: Judged;
  /** Rules by which a touch of the key is demanded. None: it is not. */
  readonly touchRules: readonly RuleName[];
  /** Whose the edit was taken to be, of those whose it may be. */
  readonly about: Surroundings;
}

type RuleName = Judged['rule'];

/** `judge`, with what tells people why. */
export function weigh(policy: Policy, detected: Detected, about: Surroundings = {}): Weighed {
  const weighed = claimedOrigins(policy, about).map((each) => weighAs(policy, detected, each));
  return weighed.reduce((best, each) => (strengthOf(each) > strengthOf(best) ? each : best));
}

/** What is asked first, then a touch of the key, then that the agent waits. */
function strengthOf({ judged: { obligation, presence, hold } }: Weighed): number {
  return obligationRank(obligation) * 4 + (presence === true ? 2 : 0) + (hold ? 1 : 0);
}

function weighAs(policy: Policy, detected: Detected, about: Surroundings): Weighed {
  const one: Matchable = { ...detected, ...about };
  const layers = policy.layers.filter(({ folder }) => folder === undefined || isBelow(folder, one.path));
  const rules = layers.flatMap((layer) => rulesFor(layer, one, policy.layers.indexOf(layer)));
  const ranked = rules.toSorted((a, b) => b.order - a.order || rankOf(b) - rankOf(a) || b.file - a.file);
  const floors = rules.filter(({ isFloor }) => isFloor).toSorted((a, b) => rankOf(b) - rankOf(a) || a.order - b.order);
  const chosen = lowered(ranked[0], layers, one, floors);
  const decided = underFloors(chosen, floors);
  const deciding = decided === undefined ? [] : [decided, ...alongsideOf(decided, ranked)];
  const { obligation, alongside } = joinRoles(policy, deciding, one.path);
  const holds = layers.some((layer) => layer.hold.some((match) => matchesRule(match, one)));
  const touchRules = isAnswerable(obligation) ? demandingTouch(chosen, rules).map(nameOf) : [];
  const judged: Judged = {
    obligation,
    ...(touchRules.length > 0 ? { presence: true } : {}),
    hold: holds && obligation.kind !== 'none',
    ...(floors.some(({ layer }) => layer === 'organisation') ? { underFloor: true } : {}),
    rule: decided === undefined ? { id: UNMATCHED, layer: 'built-in', source: '' } : nameOf(decided),
    ...(alongside.length === 0 ? {} : { alongside: alongside.map(nameOf) }),
    outranked: ranked
      .filter((rule) => rule !== decided && !alongside.includes(rule))
      .toSorted((a, b) => rankOf(b) - rankOf(a))
      .map(({ id, layer, obligation: asked }) => ({ id, layer, obligation: printObligation(asked) })),
  };
  return { judged, touchRules, about };
}

function nameOf({ id, layer, source }: Matched): RuleName {
  return { id, layer, source: `${source.file}:${source.line}` };
}

/** Which obligation is the stronger says nothing of the touch: of the rules that decide together it is enough that one wants it. */
function demandingTouch(chosen: Matched | undefined, rules: readonly Matched[]): readonly Matched[] {
  if (chosen === undefined) return [];
  return rules.filter(
    ({ presence, isFloor, order }) =>
      presence && (order === chosen.order ? !chosen.isException : isFloor && order < chosen.order),
  );
}

/** The rule id of findings that no rule of any layer asks about. */
export const UNMATCHED = 'unmatched';

function rulesFor(layer: Layer, one: Matchable, at: number): readonly Matched[] {
  const order = orderOfLayer(layer);
  return layer.rules
    .filter(({ match }) => matchesRule(match, one))
    .map(({ id, obligation, floor, presence, source }) => ({
      id,
      obligation,
      isFloor: floor === true,
      isException: false,
      presence: presence === true,
      source,
      layer: layer.name,
      order,
      file: at,
    }));
}

/** The weakest exception of the winner's own or a later layer that no floor of an earlier layer forbids. */
function lowered(
  winner: Matched | undefined,
  layers: readonly Layer[],
  one: Matchable,
  floors: readonly Matched[],
): Matched | undefined {
  if (winner === undefined) return undefined;
  const usable = layers.flatMap((layer): readonly Matched[] => {
    const order = orderOfLayer(layer);
    if (order < winner.order) return [];
    return (layer.exceptions ?? [])
      .filter(({ match }) => matchesRule(match, one))
      .map(({ id, obligation, source }) => ({
        id,
        obligation,
        isFloor: false,
        isException: true,
        presence: false,
        source,
        layer: layer.name,
        order,
        file: 0,
      }))
      .filter((each) => !floors.some((floor) => floor.order < each.order && rankOf(floor) > rankOf(each)));
  });
  const weakest = usable.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  return weakest === undefined || rankOf(weakest) >= rankOf(winner) ? winner : weakest;
}

/** An approval by another role than the floor names is no more than the floor asks. */
function underFloors(decided: Matched | undefined, floors: readonly Matched[]): Matched | undefined {
  if (decided === undefined) return undefined;
  const floor = floors.find(({ order }) => order < decided.order);
  if (floor === undefined) return decided;
  const isOther =
    floor.obligation.kind === 'approve' &&
    decided.obligation.kind === 'approve' &&
    floor.obligation.role !== decided.obligation.role;
  return rankOf(floor) > rankOf(decided) || isOther ? floor : decided;
}

/** Rules that ask as much as the one that decides, in its layer. What lowers or raises it decides alone. */
function alongsideOf(decided: Matched, ranked: readonly Matched[]): readonly Matched[] {
  const { obligation, order, isException } = decided;
  if (isException || obligation.kind !== 'approve') return [];
  return ranked.filter((rule) => rule !== decided && rule.order === order && rule.obligation.kind === 'approve');
}

/** What is asked in the end, and which rules ask a role besides that of the first. */
function joinRoles(
  policy: Policy,
  [first, ...others]: readonly Matched[],
  path: string,
): { readonly obligation: Obligation; readonly alongside: readonly Matched[] } {
  const obligation = withOwner(policy, first?.obligation ?? noObligation, path);
  if (obligation.kind !== 'approve') return { obligation, alongside: [] };
  const roles = new Map<string, Matched>();
  for (const rule of others) {
    const asked = withOwner(policy, rule.obligation, path);
    if (asked.kind === 'approve' && asked.role !== obligation.role && !roles.has(asked.role))
      roles.set(asked.role, rule);
  }
  return { obligation: toApproval([obligation.role, ...roles.keys()]), alongside: [...roles.values()] };
}

/** A path that nobody owns keeps the placeholder, which nobody holds: nobody can approve it. */
function withOwner({ owners = [] }: Policy, obligation: Obligation, path: string): Obligation {
  if (obligation.kind !== 'approve' || obligation.role !== OWNER_ROLE) return obligation;
  const row = owners.findLast((owner) => owner.path.some((pattern) => matchesPath(pattern, path)));
  return row === undefined ? obligation : { kind: 'approve', role: row.role };
}

/** The empty folder is everywhere. */
function isBelow(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function rankOf({ obligation }: { readonly obligation: Obligation }): number {
  return obligationRank(obligation);
}
