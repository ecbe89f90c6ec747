import { defineHazardDetector } from './define-hazard.ts';

/** Updates that are offered without a waiting time. */
export const updatesAtOnce = defineHazardDetector({
  id: 'updates-at-once',
  why: 'Most packages that turn out to be hostile are found within days.',
  fix: 'Give cooldown: default-days: 7 or more.',
  tags: ['CWE-1357', 'CICD-SEC-3'],
  message: ({ resource }) => `Updates of ${resource.norm} are offered before a week has gone by.`,
});
