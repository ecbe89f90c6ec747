import type { Rule } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { includes } from './includes.ts';
import { orderOfLayer } from './layers.ts';
import { overlaps } from './overlaps.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateValue, toProblem } from './read-yaml.ts';

/** What the list of signers says of a member of a role; absent where nobody has read it. */
export type HasKey = (member: string) => boolean;

/** Roles that nobody holds, and names in them that no key has. */
export function lintHolders({ settings, yaml }: ReadLayer, hasKey: HasKey | undefined): readonly Problem[] {
  return Object.entries(settings.roles ?? {}).flatMap(([role, holders]) => {
    if (holders.length === 0)
      return [toProblem(yaml, 'CS1047', `Nobody holds the role "${role}".`, locateValue(yaml, ['roles', role]))];
    if (hasKey === undefined) return [];
    return holders.flatMap((member, at) =>
      hasKey(member)
        ? []
        : [
            toProblem(
              yaml,
              'CS1049',
              `"${member}" of the role "${role}" has no key in ".countersign/allowed_signers".`,
              locateValue(yaml, ['roles', role, at]),
            ),
          ],
    );
  });
}

interface Asking {
  readonly rule: Rule;
  readonly role: string;
  readonly index: number;
}

/**
 * Rules that may both be about one finding and ask different roles about it: within a layer the first decides alone, so that
 * the role of the other is asked nothing there.
 */
export function lintRoleConflicts(
  own: ReadLayer,
  layers: readonly ReadLayer[],
  facets: ReadonlyMap<string, string>,
): readonly Problem[] {
  const order = orderOfLayer(own.layer);
  // Of several files that which extends the others decides: it is read after them.
  const later = layers.slice(layers.indexOf(own) + 1).filter(({ layer }) => orderOfLayer(layer) === order);
  return approvalsIn(own).flatMap((one) => {
    const before = [...later.flatMap(approvalsIn), ...approvalsIn(own).filter(({ index }) => index < one.index)];
    const other = before.find((each) => each.role !== one.role && overlaps(each.rule.match, one.rule.match, facets));
    // That it never decides is told already.
    if (other === undefined || includes(other.rule.match, one.rule.match)) return [];
    const message = `Where "${other.rule.id}" is about a change too, the role "${other.role}" is asked, and "${one.role}" is not.`;
    return [toProblem(own.yaml, 'CS1052', message, locateValue(own.yaml, ['rules', one.index, 'obligation']))];
  });
}

function approvalsIn({ layer, rows }: ReadLayer): readonly Asking[] {
  return rows.rules.flatMap((index, at) => {
    const rule = layer.rules[at];
    return rule?.obligation.kind === 'approve' ? [{ rule, role: rule.obligation.role, index }] : [];
  });
}
