import type { Obligation, RuleMatch } from '../model/policy.ts';
import { obligationRank, printObligation } from '../model/obligation.ts';
import type { Problem } from '../model/problem.ts';
import { byOrder } from './layers.ts';
import { fitsPattern, isGlob, type MatchField, matchFields } from './match.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateValue, toProblem } from './read-yaml.ts';

/** Rules and exceptions of later layers that ask for less than a floor about what may be the same changes. */
export function checkFloors(layers: readonly ReadLayer[]): readonly Problem[] {
  const floors = layers.flatMap((layer) =>
    layer.layer.rules.filter(({ floor }) => floor === true).map((rule) => ({ layer, rule })),
  );
  if (floors.length === 0) return [];
  return layers.flatMap((layer) => {
    const { rules, exceptions = [] } = layer.layer;
    const rows = [
      ...rules.map((rule, at) => ({ ...rule, path: ['rules', layer.rows.rules[at] ?? -1] })),
      ...exceptions.map((rule, at) => ({ ...rule, path: ['exceptions', layer.rows.exceptions[at] ?? -1] })),
    ];
    return rows.flatMap(({ id, match, obligation, path }) => {
      const floor = floors.find(
        (each) =>
          byOrder(each.layer.layer, layer.layer) < 0 &&
          asksLess(obligation, each.rule.obligation) &&
          mayOverlap(match, each.rule.match),
      );
      if (floor === undefined) return [];
      const { rule } = floor;
      const message = `"${id}" asks for ${printObligation(obligation)}, and the floor "${rule.id}" of the ${floor.layer.layer.name} for ${printObligation(rule.obligation)}.`;
      return [toProblem(layer.yaml, 'CS1022', message, locateValue(layer.yaml, [...path, 'obligation']))];
    });
  });
}

export function asksLess(obligation: Obligation, floor: Obligation): boolean {
  const isOther = obligation.kind === 'approve' && floor.kind === 'approve' && obligation.role !== floor.role;
  return isOther || obligationRank(obligation) < obligationRank(floor);
}

/** False only where a field of both names words, and no word of one is a word of the other. */
export function mayOverlap(one: RuleMatch, other: RuleMatch): boolean {
  return matchFields.every((field) => {
    const mine = wanted(one[field]);
    const theirs = wanted(other[field]);
    if (mine.length === 0 || theirs.length === 0)
      return !isExcluded(field, mine, other) && !isExcluded(field, theirs, one);
    return mine.some((pattern) => theirs.some((word) => mayBeSame(field, pattern, word)));
  });
}

function isExcluded(field: MatchField, words: readonly string[], by: RuleMatch): boolean {
  const excluded = (by[field] ?? []).filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const isOut = (word: string): boolean =>
    !isGlob(word) && excluded.some((pattern) => fitsPattern(field, pattern, word));
  return words.length > 0 && words.every(isOut);
}

/** Two globs may always be about one word; paths name folders in many ways. */
function mayBeSame(field: MatchField, one: string, other: string): boolean {
  if (isGlob(one) && isGlob(other)) return true;
  if (field === 'path')
    return isGlob(one) || isGlob(other) || one === other || one.endsWith('/') || other.endsWith('/');
  return isGlob(one) ? fitsPattern(field, one, other) : fitsPattern(field, other, one);
}

function wanted(patterns: readonly string[] | undefined): readonly string[] {
  return (patterns ?? []).filter((pattern) => !pattern.startsWith('!'));
}
