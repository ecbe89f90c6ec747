import { defineHazardDetector } from './define-hazard.ts';

/** A pipeline that logs what is for debuggers. */
export const debugOutput = defineHazardDetector({
  id: 'debug-output',
  why: 'Whoever may read the log may then read values that stay out of it otherwise.',
  fix: 'Switch it on for one run, where that run is started.',
  tags: ['CWE-532', 'CICD-SEC-6'],
  message: ({ resource }) => `${resource.norm} logs what is meant for debuggers, in every run.`,
});
