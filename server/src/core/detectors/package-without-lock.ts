import { defineHazardDetector } from './define-hazard.ts';

/** Packages that a command names, beside the lock. */
export const packageWithoutLock = defineHazardDetector({
  id: 'package-without-lock',
  why: 'Whoever can publish them, or what they ask for, decides what runs in the job.',
  fix: 'Take them into the manifest, and install what its lock holds.',
  tags: ['CWE-1357', 'CICD-SEC-3'],
  message: ({ subject, resource }) => `${subject.symbol} takes in ${resource.norm} beside any lock.`,
});
