import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';

/** Told by others, or published by what stands elsewhere. */
const NOT_HERE: ReadonlySet<string> = new Set(['service', 'action']);

/** New entry points and who reaches them: for knowing, not for alarm. */
export const routeExposed = defineDetector({
  id: 'route-exposed',
  facet: 'identity',
  why: 'There is a new way in.',
  fix: 'Make sure that who reaches it is who should.',
  tags: ['ASI03'],

  *detect(delta) {
    const groups = new Map<string, FactChange[]>();
    for (const change of delta.added('identity.exposure')) {
      if (change.fact.detail?.decision?.at === 'absent' || NOT_HERE.has(change.fact.resource.kind)) continue;
      const key = `${change.fact.provenance.path} ${change.fact.subject.exposure ?? ''}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [change]);
      else group.push(change);
    }
    for (const [change, ...also] of groups.values()) yield { change: change!, also, message: messageOf(change!, also) };
  },
});

function messageOf({ fact }: FactChange, also: readonly FactChange[]): string {
  const isPublic = fact.subject.exposure !== 'authenticated';
  const [why = ''] = fact.confidence.why;
  if (also.length === 0)
    return `${fact.subject.symbol} is new${isPublic ? ' and public' : `, ${why.replace(/^B/, 'b').replace(/\.$/, '')}`}.`;
  const names = [fact, ...also.map((row) => row.fact)].map(({ subject }) => subject.symbol);
  const shown = names.slice(0, 4).join(', ');
  return `${names.length} new routes, ${isPublic ? 'public' : 'behind guards'}: ${shown}${names.length > 4 ? ', …' : ''}.`;
}
