import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows, placeOf } from './group.ts';
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
    // A guard that now asks for just that person says what it asked for before, too.
    const named = new Set(
      delta.of('identity.guard', 'weakened', 'redirected').flatMap(({ fact }) => {
        const { path } = fact.provenance;
        return fact.resource.norm
          .split('|')
          .map((each) => `${path} ${fact.subject.symbol} ${each.replace(/^\w+:/, '')}`);
      }),
    );
    const isNamed = ({ fact }: FactChange): boolean =>
      named.has(`${fact.provenance.path} ${fact.subject.symbol} ${fact.resource.norm.split(' ').at(-1)}`);
    const rows = added.filter((row) => row.fact.action === 'constant' && !isNamed(row));
    for (const [row, ...also] of groupRows(rows, functionOf)) {
      const who = [...new Set([row, ...also].map(({ fact }) => fact.resource.norm))];
      yield { change: row, also, message: `${holderOf(row.fact)} decides by ${listWords(who)}, written in the code.` };
    }
  },
});

/** What one function compares is one decision. */
function functionOf(row: FactChange): string {
  const { subject, provenance } = row.fact;
  return subject.type === 'file' ? placeOf(row) : `${provenance.path} ${subject.symbol}`;
}
