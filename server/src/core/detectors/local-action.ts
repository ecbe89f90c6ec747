import { defineHazardDetector } from './define-hazard.ts';

/** An action that is read from the folder of the job. */
export const localAction = defineHazardDetector({
  id: 'local-action',
  why: 'A step before it may have put another there.',
  fix: 'Write $/ in place of ./, which is always this repository.',
  tags: ['CWE-829', 'CICD-SEC-4'],
  message: ({ subject, resource }) => `${subject.symbol} runs ${resource.norm} from the folder of the job.`,
});
