import { defineHazardDetector } from './define-hazard.ts';

/** Code that is fetched over a connection that nobody proves. */
export const fetchedInTheOpen = defineHazardDetector({
  id: 'fetched-in-the-open',
  why: 'Whoever is on the way can put other code in its place.',
  fix: 'Write https:// or ssh://.',
  tags: ['CWE-494', 'CWE-319'],
  message: ({ resource }) => `${resource.norm} is fetched over a connection that nobody proves.`,
});
