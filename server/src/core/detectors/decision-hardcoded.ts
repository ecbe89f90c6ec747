import { defineDetector } from './define.ts';
import { groupRows, listWords } from './group.ts';
import { holderOf } from './setting-words.ts';

/** A person, or an e-mail domain, that the code itself lets through. */
export const decisionHardcoded = defineDetector({
  id: 'decision-hardcoded',
  facet: 'identity',
  why: 'Only a new release takes it back, and whoever gets that name or address gets what it gives.',
  fix: 'Keep who may do what where it is managed: a role, a group, a table, the identity provider.',
  tags: ['CWE-798', 'CWE-863', 'ASI03', 'NHI5'],
  *detect(delta) {
    const added = delta.added('identity.principal').filter(({ fact }) => fact.resource.kind === 'person');
    for (const row of added.filter(({ fact }) => fact.action === 'request-input'))
      yield {
        change: row,
        message: `${holderOf(row.fact)} decides by the ${row.fact.resource.norm}, which whoever asks can write.`,
      };
    const rows = added.filter(({ fact }) => fact.action === 'constant');
    for (const [row, ...also] of groupRows(rows)) {
      const who = [...new Set([row, ...also].map(({ fact }) => fact.resource.norm))];
      yield { change: row, also, message: `${holderOf(row.fact)} decides by ${listWords(who)}, written in the code.` };
    }
  },
});
