import { defineHazardDetector } from './define-hazard.ts';

/** Updates that run code of the packages. */
export const updatesRunCode = defineHazardDetector({
  id: 'updates-run-code',
  why: 'A hostile package gets at the registries that the updates may ask.',
  fix: 'Leave insecure-external-code-execution out.',
  tags: ['CWE-829', 'CICD-SEC-3'],
  message: ({ resource }) => `Code of ${resource.norm} packages runs while updates are looked for.`,
});
