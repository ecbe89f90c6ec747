import { defineDetector } from './define.ts';

/** A part of a secret, which logs show. */
export const unredactedSecret = defineDetector({
  id: 'unredacted-secret',
  facet: 'workflow',
  why: 'Only whole secrets are taken out of logs.',
  fix: 'Store each part as a secret of its own.',
  tags: ['CWE-532', 'NHI2'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'unredacted-secret') continue;
      const { subject, resource } = row.fact;
      yield {
        change: row,
        message: `${subject.symbol} takes a part of the secret ${resource.norm}, which logs may show.`,
      };
    }
  },
});
