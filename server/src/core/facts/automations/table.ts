import { airflow } from './airflow.ts';
import type { AutomationKind } from './define.ts';
import { githubActions } from './github-actions.ts';
import { gitlabCi } from './gitlab-ci.ts';
import { kubernetesCronJob } from './kubernetes-cron-job.ts';
import { n8n } from './n8n.ts';
import { stepFunctions } from './step-functions.ts';

/** Every kind in this folder. A test fails when a file is missing here. */
export const automationKinds: readonly AutomationKind[] = [
  githubActions,
  gitlabCi,
  kubernetesCronJob,
  airflow,
  stepFunctions,
  n8n,
];
