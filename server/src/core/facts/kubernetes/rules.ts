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

/** One fact for each verb on each resource. */
export function* ruleSites(rule: Rule): Generator<Site> {
  const { subject, names, scope, namespace } = rule;
  const groups = rule.groups.length === 0 ? ['core'] : rule.groups;
  const places = [
    ...rule.resources.flatMap(({ node, text }) => groups.map((group) => ({ node, on: `${group}/${text}` }))),
    ...rule.urls.map(({ node, text }) => ({ node, on: text })),
  ];
  const condition = names
    .toSorted()
    .map((name) => `name is ${name}`)
    .join('; ');
  for (const { node, text: verb } of rule.verbs) {
    for (const { on, node: resource } of places) {
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
