import type { Problem } from '../model/problem.ts';
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
