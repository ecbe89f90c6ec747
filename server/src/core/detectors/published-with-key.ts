import { defineHazardDetector } from './define-hazard.ts';

/** A package that is published by a key that lasts. */
export const publishedWithKey = defineHazardDetector({
  id: 'published-with-key',
  why: 'Whoever gets the key publishes in your name until somebody takes it back.',
  fix: 'Let the registry trust this workflow, and give the job id-token: write.',
  tags: ['CWE-798', 'NHI7', 'CICD-SEC-6'],
  message: ({ subject, resource }) => `${subject.symbol} publishes to ${resource.norm} with a key that lasts.`,
});
