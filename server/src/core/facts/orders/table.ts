import { agentConfigOrder, autonomyOrder, toolOrder } from './agent-config.ts';
import { cloudOrder } from './cloud.ts';
import { credentialOrder } from './credentials.ts';
import { databaseOrder } from './database.ts';
import type { FactOrder } from './define.ts';
import { dependencyOrder, scriptOrder } from './dependencies.ts';
import { exposureOrder } from './exposure.ts';
import { detectionOrder } from './detection.ts';
import { fileOrder } from './files.ts';
import { fieldOrder, flowOrder } from './flows.ts';
import { grantOrder } from './grants.ts';
import { guardOrder } from './guards.ts';
import { modelProviderOrder } from './model-providers.ts';
import { protectionOrder } from './protections.ts';
import { runtimeOrder } from './runtime.ts';
import { assignmentOrder, principalOrder } from './principals.ts';
import { provisioningOrder } from './provisioning.ts';
import { scopeOrder } from './scopes.ts';
import { stepOrder, triggerOrder, workflowIdentityOrder } from './workflow.ts';
import { auditOrder, testOrder } from './tests.ts';
import { cookieOrder, tokenOrder } from './sessions.ts';
import { settingOrder } from './settings.ts';

/** Every order in `orders/`. A kind without one knows only added and removed. */
export const factOrders: readonly FactOrder[] = [
  agentConfigOrder,
  autonomyOrder,
  toolOrder,
  cloudOrder,
  grantOrder,
  scopeOrder,
  credentialOrder,
  dependencyOrder,
  fieldOrder,
  fileOrder,
  flowOrder,
  databaseOrder,
  modelProviderOrder,
  protectionOrder,
  runtimeOrder,
  scriptOrder,
  guardOrder,
  cookieOrder,
  tokenOrder,
  settingOrder,
  testOrder,
  auditOrder,
  detectionOrder,
  principalOrder,
  provisioningOrder,
  assignmentOrder,
  exposureOrder,
  triggerOrder,
  stepOrder,
  workflowIdentityOrder,
];
