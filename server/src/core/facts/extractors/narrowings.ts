import { childOf } from '../../text/tree.ts';
import { defineExtractor } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { isNarrowing } from '../guards/narrowing-names.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Calls by which a query or a list is cut down to what somebody may see, wherever the cut is made: `preprocessAcls(query)`. */
export const narrowings = defineExtractor({
  id: 'narrowings',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    const members =
      unit.language.id === 'ruby' ? unit.ofKind('member').filter(({ role }) => role !== 'call.callee') : [];
    for (const node of [...unit.ofKind('call'), ...members]) {
      const callee = node.kind === 'member' ? node : childOf(node, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (name === null || !isNarrowing(wordsOf(name))) continue;
      yield {
        kind: 'identity.guard',
        action: 'scope-to-owner',
        resource: { kind: 'owner', value: known(shownName(reading, node)), norm: 'owner' },
        node,
        evidence: [{ node, role: 'guard' }],
        tier: 'name',
        why: [`By its name \`${name}\` leaves only what somebody may see.`],
      };
    }
  },
});
