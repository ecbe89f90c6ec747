import type { Detected } from '../model/finding.ts';
import type { Judged, LayerName, Policy, Rule } from '../model/policy.ts';
import { noObligation, obligationRank, printObligation } from '../model/obligation.ts';
import { matchesRule } from './match.ts';

interface Matched {
  readonly rule: Rule;
  readonly layer: LayerName;
  /** Index of the layer; a later one goes before an earlier one. */
  readonly order: number;
}

/**
 * What the policy makes of a detected change. Among matching rules the latest layer's win, within a layer the strongest,
 * among equals the one written first. What asks for nothing is not held.
 */
export function judge(policy: Policy, detected: Detected): Judged {
  const matched = policy.layers.flatMap((layer, order): readonly Matched[] =>
    layer.rules.filter((rule) => matchesRule(rule.match, detected)).map((rule) => ({ rule, layer: layer.name, order })),
  );
  // Stable: equal rank keeps the written order.
  const ranked = matched.toSorted((one, other) => other.order - one.order || rankOf(other) - rankOf(one));
  const [winner, ...outranked] = ranked;
  const obligation = winner?.rule.obligation ?? noObligation;
  const holds = policy.layers.some((layer) => layer.hold.some((match) => matchesRule(match, detected)));
  return {
    obligation,
    hold: holds && obligation.kind !== 'none',
    rule:
      winner === undefined
        ? { id: UNMATCHED, layer: 'built-in', source: '' }
        : { id: winner.rule.id, layer: winner.layer, source: printSource(winner.rule) },
    outranked: outranked
      .toSorted((one, other) => rankOf(other) - rankOf(one))
      .map(({ rule, layer }) => ({ id: rule.id, layer, obligation: printObligation(rule.obligation) })),
  };
}

/** The rule id of findings that no rule of any layer asks about. */
export const UNMATCHED = 'unmatched';

function rankOf({ rule }: Matched): number {
  return obligationRank(rule.obligation);
}

function printSource({ source }: Rule): string {
  return `${source.file}:${source.line}`;
}
