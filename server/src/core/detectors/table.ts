import { agentConfigChanged } from './agent-config-changed.ts';
import { cloudPermissionAdded } from './cloud-permission-added.ts';
import type { Detector } from './define.ts';
import { grantWidened } from './grant-widened.ts';
import { networkDestinationAdded } from './network-destination-added.ts';
import { processExecutionAdded } from './process-execution-added.ts';
import { secretReadAdded } from './secret-read-added.ts';

/** Every detector in this folder. A test fails when a file is missing here. */
export const detectors: readonly Detector[] = [
  agentConfigChanged,
  cloudPermissionAdded,
  grantWidened,
  networkDestinationAdded,
  processExecutionAdded,
  secretReadAdded,
];
