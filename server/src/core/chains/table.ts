import { agentExfiltrationCompleted } from './agent-exfiltration-completed.ts';
import { agentToolGiven } from './agent-tool-given.ts';
import { dataLeavesElsewhere } from './data-leaves-elsewhere.ts';
import type { ChainKind } from './define.ts';
import { inputReachesAction } from './input-reaches-action.ts';
import { modelOutputActs } from './model-output-acts.ts';
import { outsideTextToAgent } from './outside-text-to-agent.ts';
import { routeReachesPrivilege } from './route-reaches-privilege.ts';
import { triggerReachesSecret } from './trigger-reaches-secret.ts';
import { untrustedTextRemembered } from './untrusted-text-remembered.ts';

/** One row a file of this folder that defines one. */
export const chainKinds: readonly ChainKind[] = [
  inputReachesAction,
  modelOutputActs,
  dataLeavesElsewhere,
  routeReachesPrivilege,
  triggerReachesSecret,
  agentExfiltrationCompleted,
  agentToolGiven,
  untrustedTextRemembered,
  outsideTextToAgent,
];
