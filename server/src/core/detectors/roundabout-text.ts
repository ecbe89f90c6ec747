import { defineHazardDetector } from './define-hazard.ts';

/** A name or an expression that is written in a roundabout way. */
export const roundaboutText = defineHazardDetector({
  id: 'roundabout-text',
  why: 'Reviewers and tools read past it, and what it stands for is not what it looks like.',
  fix: 'Write the name or the value itself.',
  tags: ['CWE-506'],
  message: ({ subject, resource }) => `${subject.symbol} says ${resource.norm} in a roundabout way.`,
});
