import type { Detected } from '../model/finding.ts';
import type { Judged, LayerName, Obligation, Policy } from '../model/policy.ts';
import { obligationRank } from '../model/obligation.ts';
import { weigh } from './judge.ts';
import { orderOfLayer } from './layers.ts';
import { matchesRule, type Surroundings } from './match.ts';

/** A rule that is about a finding, with why it decides or does not. */
export interface TracedRule {
  readonly id: string;
  readonly layer: LayerName;
  readonly obligation: Obligation;
  readonly presence?: true;
  readonly source: string;
  /** `decides`, or a phrase that says why not. */
  readonly verdict: string;
}

/** Latest layer first. */
export function traceRules(policy: Policy, detected: Detected, given: Surroundings = {}): readonly TracedRule[] {
  const { judged, touchRules, about } = weigh(policy, detected, given);
  const one = { ...detected, ...about };
  const layers = policy.layers.filter(({ folder = '' }) => folder === '' || detected.path.startsWith(`${folder}/`));
  const rows = layers.flatMap((layer) =>
    [...layer.rules, ...(layer.exceptions ?? [])]
      .filter(({ match }) => matchesRule(match, one))
      .map((rule) => ({
        ...rule,
        layer: layer.name,
        order: orderOfLayer(layer),
        isException: 'until' in rule,
        isFloor: 'floor' in rule && rule.floor,
        demandsTouch: 'presence' in rule && rule.presence,
        at: `${rule.source.file}:${rule.source.line}`,
      })),
  );
  const isNamed = ({ id, layer, at }: (typeof rows)[number], rule: Judged['rule']): boolean =>
    id === rule.id && layer === rule.layer && at === rule.source;
  const winner = rows.find((row) => isNamed(row, judged.rule));
  const sorted = rows.toSorted(
    (a, b) => b.order - a.order || obligationRank(b.obligation) - obligationRank(a.obligation),
  );
  return sorted.map((row) => ({
    id: row.id,
    layer: row.layer,
    obligation: row.obligation,
    ...(row.demandsTouch ? { presence: true } : {}),
    source: row.at,
    verdict:
      row === winner
        ? decides(row)
        : judged.alongside?.some((rule) => isNamed(row, rule)) === true
          ? 'decides too: its role is asked besides'
          : `${whyNot(row, winner)}${touchRules.some((rule) => isNamed(row, rule)) ? '; the touch it demands is demanded all the same' : ''}`,
  }));
}

interface Row {
  readonly id: string;
  readonly layer: LayerName;
  readonly obligation: Obligation;
  readonly order: number;
  readonly isException: boolean;
  readonly isFloor: boolean;
}

function decides({ isFloor, isException }: Row): string {
  return isFloor ? 'decides, a floor' : isException ? 'decides, an exception' : 'decides';
}

function whyNot(row: Row, winner: Row | undefined): string {
  if (winner === undefined) return 'does not decide';
  const rank = obligationRank(row.obligation);
  const best = obligationRank(winner.obligation);
  if (winner.isException && !row.isException) return `lowered by the exception ${winner.id}`;
  if (winner.isFloor && row.order > winner.order) return `raised by the floor ${winner.id} of the ${winner.layer}`;
  if (row.isException)
    return rank >= best ? 'an exception that lowers nothing here' : 'an exception that a floor or a later rule forbids';
  if (row.order < winner.order) return `replaced by the ${winner.layer}'s ${winner.id}`;
  return rank < best ? `weaker than ${winner.id} of the same layer` : `as strong as ${winner.id}, which goes first`;
}
