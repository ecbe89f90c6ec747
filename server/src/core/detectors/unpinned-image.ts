import { defineDetector } from './define.ts';

/** An image whose version nobody says. */
export const unpinnedImage = defineDetector({
  id: 'unpinned-image',
  facet: 'workflow',
  why: 'Whoever can push the image decides what runs in the job, with its token and secrets.',
  fix: 'Name a digest, or at least a version.',
  tags: ['CWE-1357', 'CICD-SEC-3'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'unpinned-image') continue;
      const { subject, resource } = row.fact;
      yield { change: row, message: `${subject.symbol} runs ${resource.norm} in whatever version it has by then.` };
    }
  },
});
