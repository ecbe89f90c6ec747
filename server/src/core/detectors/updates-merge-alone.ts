import { defineHazardDetector } from './define-hazard.ts';

/** Updates of packages that come in without a person. */
export const updatesMergeAlone = defineHazardDetector({
  id: 'updates-merge-alone',
  why: 'Whoever publishes a package then changes this repository, and nobody has looked.',
  fix: 'Let a person merge, or only updates that hold no code, after some days.',
  tags: ['CWE-1357', 'CICD-SEC-1', 'CICD-SEC-3'],
  message: ({ resource }) => `Updates of ${resource.norm} come in without a person.`,
});
