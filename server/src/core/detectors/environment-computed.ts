import { defineHazardDetector } from './define-hazard.ts';

/** Variables that an action computes for the steps after it. */
export const environmentComputed = defineHazardDetector({
  id: 'environment-computed',
  why: 'Whoever writes what it computes from may set other variables too, as LD_PRELOAD.',
  fix: 'Hand it over as an output, or check that it is one line of letters and digits.',
  tags: ['CWE-77', 'CICD-SEC-4'],
  message: ({ subject, resource }) => `${subject.symbol} sets variables to what it computes: ${resource.norm}.`,
});
