import type { Change, Fact, FactKind } from '../../model/fact.ts';

/**
 * The written order of one fact kind: what a before-side fact became when it is still there in another form. Null: the two
 * are no pair. `rank` prefers the closer of several partners; higher is closer.
 */
export interface FactOrder {
  readonly kinds: readonly FactKind[];
  readonly compare: (before: Fact, after: Fact, context: OrderContext) => Ordered | null;
  /** `before` is gone, and `after`, which hangs on the same subject, still says as much: administrators are signed in. */
  readonly covers?: (before: Fact, after: Fact, context: OrderContext) => boolean;
}

export interface Ordered {
  readonly change: Extract<Change, 'widened' | 'narrowed' | 'weakened' | 'strengthened' | 'redirected' | 'unchanged'>;
  /** For people: `admin is above member (built-in role table)`. */
  readonly order: string;
  readonly rank: number;
}

export interface OrderContext {
  /** Chains of role names, lowest first: the built-in table, then the policy's. */
  readonly roleOrder: readonly (readonly string[])[];
}

export function defineOrder(order: FactOrder): FactOrder {
  return order;
}
