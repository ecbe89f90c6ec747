import type { Obligation } from './policy.ts';

const RANKS: Readonly<Record<Obligation['kind'], number>> = {
  none: 0,
  acknowledge: 1,
  explain: 2,
  approve: 3,
  block: 4,
};

export const noObligation: Obligation = { kind: 'none' };

/** 0 for none, rising with strength. */
export function obligationRank(obligation: Pick<Obligation, 'kind'>): number {
  return RANKS[obligation.kind];
}

/** Somebody can satisfy it: it asks for something, and not for what nobody may do. */
export function isAnswerable({ kind }: Pick<Obligation, 'kind'>): boolean {
  return kind !== 'none' && kind !== 'block';
}

/** For people: `explain, with a touch of the key`. */
export function printAsked({
  obligation,
  presence,
}: {
  readonly obligation: Obligation;
  readonly presence?: true | undefined;
}): string {
  return `${printObligation(obligation)}${presence === true ? ', with a touch of the key' : ''}`;
}

/** Roles of which each must approve. None: it asks for no approval. */
export function rolesAsked(obligation: Obligation): readonly string[] {
  return obligation.kind === 'approve' ? [obligation.role, ...(obligation.also ?? [])] : [];
}

/** By roles of which each must approve. */
export function toApproval([role, ...also]: readonly [string, ...string[]]): Obligation {
  return { kind: 'approve', role, ...(also.length === 0 ? {} : { also }) };
}

const APPROVE = 'approve: ';
const AND = ' + ';

/** As records have it: `approve: identity-team`, `approve: identity-team + payments`. */
export function printObligation(obligation: Obligation): string {
  return obligation.kind === 'approve' ? `${APPROVE}${printRoles(rolesAsked(obligation))}` : obligation.kind;
}

export function printRoles(roles: readonly string[]): string {
  return roles.join(AND);
}

/** What `printObligation` wrote. What is none asks for nothing. */
export function readObligation(text: string): Obligation {
  const [role, ...also] = text.startsWith(APPROVE) ? text.slice(APPROVE.length).split(AND) : [];
  if (role !== undefined) return toApproval([role, ...also]);
  return text === 'acknowledge' || text === 'explain' || text === 'block' ? { kind: text } : noObligation;
}

/** Roles of what `printObligation` wrote. */
export function rolesIn(text: string): readonly string[] {
  return rolesAsked(readObligation(text));
}
