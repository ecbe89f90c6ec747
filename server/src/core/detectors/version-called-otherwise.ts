import { defineHazardDetector } from './define-hazard.ts';

/** A commit whose comment names another version than elsewhere. */
export const versionCalledOtherwise = defineHazardDetector({
  id: 'version-called-otherwise',
  why: 'Reviewers read the comment, and what runs is the commit.',
  fix: 'Look up which version the commit is, and write that.',
  tags: ['CWE-1357', 'CICD-SEC-3'],
  message: ({ subject, resource }) =>
    `${subject.symbol} calls a commit ${resource.norm}, and elsewhere the file says otherwise.`,
});
