import type { FactOrder } from './define.ts';

/** Every order in `orders/`. A kind without one knows only added and removed. */
export const factOrders: readonly FactOrder[] = [];
