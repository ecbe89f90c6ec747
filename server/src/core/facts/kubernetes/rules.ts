import type { FactDetail, Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { levelOfRule, risksOfRule } from '../apis/kubernetes.ts';
import type { Site } from '../define.ts';
import { known } from '../to-fact.ts';

export interface TextAt {
  readonly node: SyntaxNode;
  readonly text: string;
}

/** A rule of a role, in whatever form it is written. */
export interface Rule {
  /** `core` for the empty one; none at all is that too. */
  readonly groups: readonly string[];
  readonly resources: readonly TextAt[];
  readonly urls: readonly TextAt[];
  readonly verbs: readonly TextAt[];
  /** The only objects it is for; empty: all. */
  readonly names: readonly string[];
  readonly scope: 'cluster' | 'namespace';
  readonly subject: Subject;
  readonly namespace: string | null;
}

/** Of one rule and of one role: what is beyond is not told apart. */
export const MAX_GRANTS = 400;

/** One fact for each verb on each resource. */
export function* ruleSites(rule: Rule): Generator<Site> {
  const { subject, names, scope, namespace } = rule;
  const condition = names
    .toSorted()
    .map((name) => `name is ${name}`)
    .join('; ');
  const groups = rule.groups.length === 0 ? ['core'] : [...new Set(rule.groups)];
  const [resources, urls] = [distinct(rule.resources), distinct(rule.urls)];
  let left = MAX_GRANTS;
  for (const { node, text: verb } of distinct(rule.verbs)) {
    for (const { text: on, node: resource } of placesOf(groups, resources, urls)) {
      if (left === 0) return;
      left -= 1;
      const risk = risksOfRule(verb, on);
      const detail: FactDetail = {
        accessLevel: levelOfRule(verb, on),
        ...(risk.length > 0 ? { risk } : {}),
        ...(namespace === null ? {} : { namespace }),
      };
      yield {
        kind: 'permission.grant',
        action: verb,
        resource: { kind: 'kubernetes-api', value: known(on) },
        node,
        evidence: [
          { node, role: 'declaration' },
          { node: resource, role: 'declaration' },
        ],
        tier: 'proven',
        why: [`The rule of ${subject.symbol} allows \`${verb}\` on \`${on}\`.`],
        qualifiers: { scope, ...(condition === '' ? {} : { condition }) },
        subject,
        detail,
      };
    }
  }
}

/** Made one at a time: a short text may name millions. */
function* placesOf(
  groups: readonly string[],
  resources: readonly TextAt[],
  urls: readonly TextAt[],
): Generator<TextAt> {
  for (const { node, text } of resources) for (const group of groups) yield { node, text: `${group}/${text}` };
  yield* urls;
}

function distinct(texts: readonly TextAt[]): readonly TextAt[] {
  return [...new Map(texts.toReversed().map((each) => [each.text, each])).values()].toReversed();
}
