import { type Alternative, alternativesOf, type Requirement, toRequirement } from '../../model/requirement.ts';
import { roleNorm } from './words.ts';

/** A requirement with the parameters of the guard's function replaced: `role:$0+` at `requireRole('admin', 'staff')`. */
export function instantiate(
  requirement: Requirement,
  textsAt: (index: number, isRest: boolean) => readonly string[] | null,
): Requirement {
  if (!requirement.includes('$')) return requirement;
  return toRequirement(
    alternativesOf(requirement).flatMap(({ kind, value }): readonly Alternative[] => {
      const hole = /^\$(\d+)(\+?)$/.exec(value);
      if (hole === null) return [{ kind, value }];
      const texts = textsAt(Number(hole[1]), hole[2] === '+');
      if (texts === null || texts.length === 0) return [{ kind, value: 'dynamic' }];
      return texts.map((text) => ({ kind, value: kind === 'role' ? roleNorm(text) : text }));
    }),
  );
}
