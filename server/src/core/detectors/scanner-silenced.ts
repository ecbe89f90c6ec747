import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Words to a scanner, in its settings or beside the code, that it is to pass over something. */
export const scannerSilenced = defineDetector({
  id: 'scanner-silenced',
  facet: 'assurance',
  why: 'Nobody is told any more of what stands there, now or when it gets worse.',
  fix: 'Mend what it found; where it is wrong, name the one rule and say why beside it.',
  tags: ['CWE-693', 'CWE-1164', 'ASI09'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(
      delta.added('assurance.suppression'),
      ({ fact }) => `${fact.provenance.path} ${fact.qualifiers?.['scope'] ?? ''} ${toolOf(fact.resource.norm)}`,
    )) {
      const tool = toolOf(row.fact.resource.norm);
      const texts = [row, ...also].map(({ fact }) => fact.resource.norm.slice(toolOf(fact.resource.norm).length + 2));
      const what = texts.includes('everything') ? 'anything' : listWords(texts);
      yield {
        change: row,
        also,
        message:
          tool === 'the diff'
            ? `${what} ${new Set(texts).size > 1 ? 'are' : 'is'} folded away in reviews.`
            : `${tool} is told to say nothing about ${what}${row.fact.qualifiers?.['scope'] === 'line' ? ' here' : ''}.`,
      };
    }
  },
});

function toolOf(norm: string): string {
  return norm.slice(0, norm.indexOf(': '));
}
