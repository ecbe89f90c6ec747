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

/** As records have it: `approve: identity-team`. */
export function printObligation(obligation: Obligation): string {
  return obligation.kind === 'approve' ? `approve: ${obligation.role}` : obligation.kind;
}
