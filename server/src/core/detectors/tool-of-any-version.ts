import { defineHazardDetector } from './define-hazard.ts';

/** A program that an action fetches in whatever version there is. */
export const toolOfAnyVersion = defineHazardDetector({
  id: 'tool-of-any-version',
  why: 'Whoever can publish it decides what runs in the job, with its token and secrets.',
  fix: 'Name a version.',
  tags: ['CWE-1357', 'CICD-SEC-3'],
  message: ({ subject, resource }) =>
    `${subject.symbol} fetches the program of ${resource.norm} in whatever version there is.`,
});
