import { defineHazardDetector } from './define-hazard.ts';

/** An action that nobody mends any more. */
export const archivedAction = defineHazardDetector({
  id: 'archived-action',
  why: 'What is found in it stays in it, and its name may one day be that of somebody else.',
  fix: 'Use an action that is maintained, or the few commands that it runs.',
  tags: ['CWE-1104', 'CICD-SEC-3'],
  message: ({ subject, resource }) => `${subject.symbol} uses ${resource.norm}, whose repository is archived.`,
});
