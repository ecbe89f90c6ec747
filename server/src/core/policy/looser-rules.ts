import type { Policy, PolicyException, Rule, RuleMatch } from '../model/policy.ts';
import { obligationRank, printAsked, printObligation } from '../model/obligation.ts';
import { asksLess, mayOverlap } from './check-floors.ts';
import { includes } from './includes.ts';
import { orderOfLayer } from './layers.ts';
import { comparePrinted, type LayerSides, type Loosened } from './loosened.ts';
import { matchFields } from './match.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateValue } from './read-yaml.ts';

/** Rules, exceptions and holds that ask for less, or for the same about fewer changes. */
export function looserRules(sides: LayerSides): readonly Loosened[] {
  return [...lostRules(sides), ...newRules(sides), ...newExceptions(sides), ...lostHolds(sides)];
}

function lostRules({ before, after }: LayerSides): readonly Loosened[] {
  if (before === null) return [];
  return written(before).flatMap(({ rule, index }): readonly Loosened[] => {
    const then = (what: string): readonly Loosened[] => [
      {
        side: 'before',
        at: locateValue(before.yaml, ['rules', index]),
        yaml: before.yaml,
        key: `rule ${rule.id}`,
        what,
      },
    ];
    const next = partnerOf(rule, before, after);
    if (next === null) {
      if (rule.obligation.kind === 'none') return [];
      const isCovered = written(after).some(
        (other) => !demandsLess(other.rule, rule) && includes(other.rule.match, rule.match),
      );
      return isCovered ? [] : then(`The rule "${rule.id}" is gone; it asked for ${printAsked(rule)}.`);
    }
    const now = (what: string): readonly Loosened[] => [
      {
        side: 'after',
        at: locateValue(after.yaml, ['rules', next.index]),
        yaml: after.yaml,
        key: `rule ${rule.id}`,
        what,
      },
    ];
    if (demandsLess(next.rule, rule))
      return now(`The rule "${rule.id}" asks for ${printAsked(next.rule)} instead of ${printAsked(rule)}.`);
    if (rule.floor === true && next.rule.floor !== true) return now(`The rule "${rule.id}" is no floor any more.`);
    const isMore = rule.obligation.kind !== 'none' && !includes(next.rule.match, rule.match);
    const isLess = rule.obligation.kind === 'none' && !includes(rule.match, next.rule.match);
    return isMore || isLess ? now(`The rule "${rule.id}" is about other changes than before.`) : [];
  });
}

/** A rule that asks for less than what earlier layers ask about the same changes. */
function newRules({ before, after, base }: LayerSides): readonly Loosened[] {
  const order = orderOfLayer(after.layer);
  return written(after).flatMap(({ rule, index }): readonly Loosened[] => {
    if (before !== null && partnerOf(rule, after, before) !== null) return [];
    const outranked = strongestBelow(rule, base, order);
    if (outranked === null) return [];
    const { id, isFloor } = outranked;
    const what = isFloor
      ? `The rule "${rule.id}" asks for ${printAsked(rule)}; the floor "${id}" stays at ${printAsked(outranked)}.`
      : `The rule "${rule.id}" asks for ${printAsked(rule)} where "${id}" asks for ${printAsked(outranked)}.`;
    return [
      { side: 'after', at: locateValue(after.yaml, ['rules', index]), yaml: after.yaml, key: `rule ${rule.id}`, what },
    ];
  });
}

/** As `asksLess`, or any key does where one had to be touched. */
function demandsLess(rule: Asking, other: Asking): boolean {
  const isTouched = other.presence !== true || rule.presence === true || rule.obligation.kind === 'block';
  return !isTouched || asksLess(rule.obligation, other.obligation);
}

type Asking = Pick<Rule, 'obligation' | 'presence'>;

interface Outranked extends Asking {
  readonly id: string;
  readonly isFloor: boolean;
}

/** What earlier layers ask more about, that the rule may match too. */
function strongestBelow(rule: Rule, { layers }: Policy, order: number): Outranked | null {
  const matched = layers.flatMap((layer) =>
    layer.rules.flatMap((other): readonly (Outranked & { readonly closeness: number })[] => {
      const isFloor = other.floor === true;
      const isBelow = orderOfLayer(layer) < order || (isFloor && orderOfLayer(layer) <= order);
      const isLess = isBelow && other.id !== rule.id && demandsLess(rule, other);
      if (!isLess || !mayOverlap(rule.match, other.match)) return [];
      const closeness = matchFields.filter(
        (field) => rule.match[field] !== undefined && other.match[field] !== undefined,
      );
      const { id, obligation, presence } = other;
      return [{ id, obligation, ...(presence && { presence }), isFloor, closeness: closeness.length }];
    }),
  );
  // The one that people would think of: about the same fields.
  const sorted = matched.toSorted(
    (one, other) =>
      Number(other.isFloor) - Number(one.isFloor) ||
      other.closeness - one.closeness ||
      obligationRank(other.obligation) - obligationRank(one.obligation),
  );
  return sorted[0] ?? null;
}

function newExceptions({ before, after }: LayerSides): readonly Loosened[] {
  const known = before?.layer.exceptions ?? [];
  return (after.layer.exceptions ?? []).flatMap((one, at): readonly Loosened[] => {
    const old = known.find(({ match }) => comparePrinted(match) === comparePrinted(one.match));
    if (old !== undefined && old.until >= one.until && !asksLess(one.obligation, old.obligation)) return [];
    const place = locateValue(after.yaml, ['exceptions', after.rows.exceptions[at] ?? -1]);
    return [{ side: 'after', at: place, yaml: after.yaml, key: `exception ${one.id}`, what: exceptionWords(one, old) }];
  });
}

function exceptionWords({ id, until, obligation }: PolicyException, old: PolicyException | undefined): string {
  const asks = obligation.kind === 'none' ? 'asks for nothing' : `asks for ${printObligation(obligation)} only`;
  return old === undefined
    ? `The exception "${id}" ${asks} until ${until}.`
    : `The exception "${id}" ${asks} until ${until} instead of ${old.until}.`;
}

function lostHolds({ before, after }: LayerSides): readonly Loosened[] {
  if (before === null) return [];
  return before.layer.hold.flatMap((match, index): readonly Loosened[] =>
    after.layer.hold.some((other) => includes(other, match))
      ? []
      : [
          {
            side: 'before',
            at: locateValue(before.yaml, ['hold', index]),
            yaml: before.yaml,
            key: `hold ${comparePrinted(match)}`,
            what: `What waits before it is written is less: ${matchWords(match)} no longer does.`,
          },
        ],
  );
}

function matchWords(match: RuleMatch): string {
  const words = Object.entries(match).map(
    ([field, patterns]) => `${field} ${(patterns as readonly string[]).join(', ')}`,
  );
  return words.length === 0 ? 'everything' : words.join(' with ');
}

/** Rules of the file, without those that stand for a setting. */
interface Written {
  readonly rule: Rule;
  readonly index: number;
}

function written({ layer, rows }: ReadLayer): readonly Written[] {
  return rows.rules.map((index, at) => ({ rule: layer.rules[at]!, index }));
}

/** The same rule on the other side: by the id it was given, else by what it is about. */
function partnerOf(rule: Rule, own: ReadLayer, other: ReadLayer): Written | null {
  const isGiven = !rule.id.startsWith(`${own.yaml.file}#`);
  const { byId, byMatch } = rulesOf(other);
  return (isGiven ? byId.get(rule.id) : undefined) ?? byMatch.get(comparePrinted(rule.match)) ?? null;
}

interface RuleIndex {
  readonly byId: ReadonlyMap<string, Written>;
  readonly byMatch: ReadonlyMap<string, Written>;
}

const indexes = new WeakMap<ReadLayer, RuleIndex>();

function rulesOf(layer: ReadLayer): RuleIndex {
  const known = indexes.get(layer);
  if (known !== undefined) return known;
  // Backwards: of several the first stays.
  const all = written(layer).toReversed();
  const index = {
    byId: new Map(all.map((each) => [each.rule.id, each])),
    byMatch: new Map(all.map((each) => [comparePrinted(each.rule.match), each])),
  };
  indexes.set(layer, index);
  return index;
}
