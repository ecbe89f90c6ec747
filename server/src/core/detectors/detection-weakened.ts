import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';

/** A scanner's own rule that goes, is said less loudly or looks for something else. */
export const detectionWeakened = defineDetector({
  id: 'detection-weakened',
  facet: 'assurance',
  why: 'What the rule found before may pass without a word.',
  fix: 'Keep the rule; where it is wrong in one place, say so in that place.',
  tags: ['CWE-693', 'ASI09'],
  *detect(delta) {
    for (const row of delta.of('assurance.detection', 'weakened', 'redirected').filter(isOfRule)) {
      const [before, after] = [row.before?.qualifiers?.['value'] ?? '', row.fact.qualifiers?.['value'] ?? ''];
      yield row.fact.action === 'report'
        ? {
            change: row,
            message: `The rule ${row.fact.resource.norm} goes from ${before} to ${after}.`,
            comparison: { before, after },
          }
        : { change: row, message: `The rule ${row.fact.resource.norm} looks for something else.` };
    }
    for (const row of delta.added('assurance.detection').filter(isOfRule))
      if (row.fact.action === 'report' && row.fact.qualifiers?.['value'] === 'off')
        yield { change: row, message: `The rule ${row.fact.resource.norm} is switched off.` };
    const gone = delta.removed('assurance.detection').filter(isOfRule);
    for (const row of gone) {
      if (
        row.fact.action === 'look-for' ||
        !gone.some(({ fact }) => fact.action === 'look-for' && fact.resource.norm === row.fact.resource.norm)
      ) {
        if (row.fact.qualifiers?.['value'] !== 'off')
          yield { change: row, message: `The rule ${row.fact.resource.norm} is gone.` };
      }
    }
  },
});

/** What a scanner looks for, and how loudly it says it; what else watches over changes has detectors of its own. */
function isOfRule({ fact }: FactChange): boolean {
  return fact.action === 'report' || fact.action === 'look-for';
}
