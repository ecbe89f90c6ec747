import { defineHazardDetector } from './define-hazard.ts';

/** A choice whose first arm is empty. */
export const choiceFallsThrough = defineHazardDetector({
  id: 'choice-falls-through',
  why: 'It ends in the second arm, whatever the condition says.',
  fix: 'Write case(condition, value, otherwise), or turn the condition round.',
  tags: ['CWE-783'],
  message: ({ subject, resource }) => `A choice of ${subject.symbol} never ends in its first arm: ${resource.norm}.`,
});
