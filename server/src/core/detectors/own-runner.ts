import { defineHazardDetector } from './define-hazard.ts';

/** A machine of your own, and whether outsiders can run something on it. */
export const ownRunner = defineHazardDetector({
  id: 'own-runner',
  why: 'What a run leaves on it meets the next one, and it stands in your network.',
  fix: 'Run it on machines that are thrown away, or only for pull requests that somebody let in.',
  tags: ['CWE-668', 'CICD-SEC-7'],
  message: ({ subject, resource }) =>
    `${subject.symbol} runs on a machine of yours${resource.norm === 'self-hosted' ? '' : ', and outsiders can start it'}.`,
});
