import { airflow } from './airflow.ts';
import { argo } from './argo.ts';
import { azurePipelines } from './azure-pipelines.ts';
import { circleci } from './circleci.ts';
import type { AutomationKind } from './define.ts';
import { githubActions } from './github-actions.ts';
import { gitlabCi } from './gitlab-ci.ts';
import { kubernetesCronJob } from './kubernetes-cron-job.ts';
import { logicApps } from './logic-apps.ts';
import { make } from './make.ts';
import { n8n } from './n8n.ts';
import { nodeRed } from './node-red.ts';
import { stepFunctions } from './step-functions.ts';
import { tekton } from './tekton.ts';
import { zapier } from './zapier.ts';

/** Every kind in this folder. A test fails when a file is missing here. */
export const automationKinds: readonly AutomationKind[] = [
  githubActions,
  gitlabCi,
  azurePipelines,
  circleci,
  argo,
  tekton,
  kubernetesCronJob,
  airflow,
  stepFunctions,
  logicApps,
  n8n,
  nodeRed,
  zapier,
  make,
];
