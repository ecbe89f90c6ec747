import type { Subject } from '../../model/fact.ts';
import { resourceOf } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { GuardUse, Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** A guard in front of a route, or in a function, as the act that it is. */
export function siteOfGuard(guard: GuardUse, subject: Subject, place: SyntaxNode): Site {
  const { kind, norm } = resourceOf(guard.norm);
  const node = guard.node ?? place;
  const qualifiers = {
    ...(guard.condition === undefined ? {} : { condition: guard.condition }),
    ...(guard.order === undefined ? {} : { order: guard.order }),
  };
  return {
    kind: 'identity.guard',
    action: guard.action,
    resource: { kind, value: known(guard.name), norm },
    node,
    evidence: [{ node, role: 'guard' }],
    elsewhere: [guard.evidence],
    tier: guard.tier,
    why: [
      guard.why,
      ...(guard.from === 'route' || guard.from === 'inline' ? [] : [`Inherited from the ${guard.from}.`]),
    ],
    qualifiers,
    subject,
    ...(isTransitive(guard, subject) ? { detail: { via: 'transitive', path: [guard.within!.name] } } : {}),
  };
}

/** A handler that asks through a function beside it asks itself; services it calls do their work with their checks. */
function isTransitive({ within }: GuardUse, subject: Subject): boolean {
  return within !== undefined && !(within.isOfThisFile && subject.type === 'route');
}
