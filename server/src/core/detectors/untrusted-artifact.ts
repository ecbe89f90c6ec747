import { defineDetector } from './define.ts';

/** What a run for a pull request left is fetched where secrets are. */
export const untrustedArtifact = defineDetector({
  id: 'untrusted-artifact',
  facet: 'workflow',
  why: 'Whoever opened the pull request wrote what is in it, names of files too.',
  fix: 'Unpack it into a folder of its own under runner.temp, run nothing of it, and check what is read from it.',
  tags: ['CWE-829', 'CICD-SEC-4'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'untrusted-artifact') continue;
      const { subject, resource } = row.fact;
      yield {
        change: row,
        message: `${subject.symbol} fetches what a run for a pull request left, with ${resource.norm}.`,
      };
    }
  },
});
