import { defineDetector } from './define.ts';

/** A list of names that is one text. */
export const containsInText = defineDetector({
  id: 'contains-in-text',
  facet: 'workflow',
  why: 'A branch or a name that is a part of any name in it passes too.',
  fix: `Make it a list: contains(fromJSON('["main", "prod"]'), github.ref_name).`,
  tags: ['CWE-697', 'CICD-SEC-1'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'contains-in-text') continue;
      const { subject, resource } = row.fact;
      yield {
        change: row,
        message: `${subject.symbol} looks ${resource.norm} up in one text, of which any part passes.`,
      };
    }
  },
});
