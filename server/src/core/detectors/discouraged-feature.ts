import { defineHazardDetector } from './define-hazard.ts';

/** A feature that its makers advise against. */
export const discouragedFeature = defineHazardDetector({
  id: 'discouraged-feature',
  why: 'Nobody can say for sure what is run.',
  fix: 'Use bash or pwsh, and install packages from a file with a lock.',
  tags: ['CWE-477'],
  message: ({ subject, resource }) => `${subject.symbol} uses ${resource.norm}, which its makers advise against.`,
});
