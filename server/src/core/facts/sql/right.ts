/**
 * What a right is about, which is the kind of its resource too: objects and what may be done with them; roles, who is in
 * them and what they may do anywhere; rows, and which of them policies let through; code that runs with more than its
 * caller's rights.
 */
export type RightKind = 'database-object' | 'database-role' | 'database-rows' | 'database-code';

/** What SQL gives to somebody, or takes away. */
export interface SqlRight {
  readonly kind: RightKind;
  readonly effect: 'Allow' | 'Deny';
  /** `SELECT`, `ALL`, `all but DELETE`; `member`, `SUPERUSER`; `row-level-security`, `policy SELECT`. */
  readonly action: string;
  /** An object or role: `users`, `users(email)`, `schema app`, `all tables in schema app`. */
  readonly on: string;
  /** Who holds it. */
  readonly to?: string;
  /** Rows it is limited to: the text of a policy in one spelling. */
  readonly condition?: string;
  /** One of a chain in `orders/database-grants.ts`. */
  readonly setting?: string;
  readonly accessLevel: AccessLevel;
  /** What it belongs to where there can be several: the name of a policy. */
  readonly name?: string;
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/**
 * What rules ask about. `None`: nobody would ask. `Bounded`: everybody has it, or it runs as somebody else,
 * within bounds that are written beside it.
 * The others are those of cloud grants.
 */
export type AccessLevel = 'None' | 'Read' | 'Bounded' | 'Write' | 'Permissions management';

/** What a statement does to the rights that those before it gave: statements are read in their order. */
export type RightChange =
  | { readonly kind: 'give'; readonly right: SqlRight }
  | { readonly kind: 'take'; readonly right: SqlRight; readonly isOptionOnly: boolean }
  /** A statement gives more than is read of one. */
  | { readonly kind: 'cut' }
  /** Another state of a right, where those before it gave it. */
  | { readonly kind: 'amend'; readonly right: SqlRight }
  /** What is dropped has no rights any more. */
  | { readonly kind: 'drop'; readonly what: 'object' | 'role'; readonly on: string }
  | { readonly kind: 'drop-policy'; readonly right: SqlRight }
  | { readonly kind: 'create'; readonly on: string; readonly object: CreatedObject };

export interface CreatedObject {
  /** Where the statement starts that creates it. */
  readonly start: number;
  readonly end: number;
  readonly isTable: boolean;
}
