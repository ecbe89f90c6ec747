import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { holderOf } from './setting-words.ts';

/** Code that makes tokens by which somebody is known. */
export const tokenIssued = defineDetector({
  id: 'token-issued',
  facet: 'identity',
  why: 'Whoever holds the token is who it says, for as long as it lives.',
  fix: 'Say for whom it is and let it end soon.',
  tags: ['CWE-613', 'NHI7', 'ASI03'],
  *detect(delta) {
    const rows = delta
      .added('identity.token')
      .filter(({ fact }) => fact.action === 'mint' && fact.resource.kind === 'token');
    for (const [row, ...also] of groupRows(rows, ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`)) {
      const isEndless = [row, ...also].some(({ fact }) => fact.qualifiers?.['lifetime'] === 'unlimited');
      yield {
        change: row,
        also,
        message: `${holderOf(row.fact)} issues a token${isEndless ? ' that does not end' : ''}.`,
      };
    }
  },
});
