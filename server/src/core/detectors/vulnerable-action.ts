import { defineHazardDetector } from './define-hazard.ts';

/** An action in a version with a published flaw. */
export const vulnerableAction = defineHazardDetector({
  id: 'vulnerable-action',
  why: 'Whoever reads the advisory knows how to turn it against the workflow.',
  fix: 'Use the version in which it is mended, held at its commit.',
  tags: ['CWE-1395', 'CICD-SEC-3'],
  message: ({ subject, resource }) => `${subject.symbol} uses ${resource.norm} in a version with a published flaw.`,
});
