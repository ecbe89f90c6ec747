import { airflow } from './airflow.ts';
import { anthropicTools } from './anthropic-tools.ts';
import { argo } from './argo.ts';
import { autogen } from './autogen.ts';
import { azurePipelines } from './azure-pipelines.ts';
import { circleci } from './circleci.ts';
import { cloudSchedule } from './cloud-schedule.ts';
import { crewaiFiles } from './crewai-files.ts';
import { crewai } from './crewai.ts';
import { cronFile } from './cron-file.ts';
import { dagster } from './dagster.ts';
import type { AutomationKind } from './define.ts';
import { githubActions } from './github-actions.ts';
import { gitlabCi } from './gitlab-ci.ts';
import { jenkins } from './jenkins.ts';
import { kubernetesCronJob } from './kubernetes-cron-job.ts';
import { langchain } from './langchain.ts';
import { llamaindex } from './llamaindex.ts';
import { logicApps } from './logic-apps.ts';
import { make } from './make.ts';
import { mcpServer } from './mcp-server.ts';
import { n8n } from './n8n.ts';
import { nodeRed } from './node-red.ts';
import { openaiAgents } from './openai-agents.ts';
import { prefect } from './prefect.ts';
import { semanticKernel } from './semantic-kernel.ts';
import { stepFunctions } from './step-functions.ts';
import { systemdTimer } from './systemd-timer.ts';
import { tekton } from './tekton.ts';
import { temporal } from './temporal.ts';
import { vercelAi } from './vercel-ai.ts';
import { zapier } from './zapier.ts';

/** Every kind in this folder. A test fails when a file is missing here. */
export const automationKinds: readonly AutomationKind[] = [
  githubActions,
  gitlabCi,
  azurePipelines,
  circleci,
  jenkins,
  argo,
  tekton,
  kubernetesCronJob,
  systemdTimer,
  cronFile,
  cloudSchedule,
  airflow,
  prefect,
  dagster,
  temporal,
  stepFunctions,
  logicApps,
  n8n,
  nodeRed,
  zapier,
  make,
  openaiAgents,
  anthropicTools,
  langchain,
  crewai,
  crewaiFiles,
  autogen,
  vercelAi,
  semanticKernel,
  llamaindex,
  mcpServer,
];
