import { agentConfigOrder } from './agent-config.ts';
import { cloudOrder } from './cloud.ts';
import type { FactOrder } from './define.ts';
import { grantOrder } from './grants.ts';

/** Every order in `orders/`. A kind without one knows only added and removed. */
export const factOrders: readonly FactOrder[] = [agentConfigOrder, cloudOrder, grantOrder];
