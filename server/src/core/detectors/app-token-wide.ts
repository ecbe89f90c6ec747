import { defineDetector } from './define.ts';

/** A token of an app that may do more than its job needs. */
export const appTokenWide = defineDetector({
  id: 'app-token-wide',
  facet: 'workflow',
  why: 'Whoever gets hold of the token has all of that.',
  fix: 'Name its permissions (permission-…) and repositories, and let it end with its job.',
  tags: ['CWE-250', 'NHI5'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'app-token-wide') continue;
      const { subject, resource } = row.fact;
      yield { change: row, message: `${subject.symbol} makes a token of an app that ${resource.norm}.` };
    }
  },
});
