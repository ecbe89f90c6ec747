import { defineDetector } from './define.ts';

/** A condition that is a text, and so always holds. */
export const conditionAlwaysTrue = defineDetector({
  id: 'condition-always-true',
  facet: 'workflow',
  why: 'What it was to hold back always runs.',
  fix: 'Leave ${{ }} out, or let nothing stand beside it: if: github.ref == …; in a block use |- or >-.',
  tags: ['CWE-571'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'condition-always-true') continue;
      const { subject } = row.fact;
      yield { change: row, message: `The condition of ${subject.symbol} always holds: it is a text.` };
    }
  },
});
