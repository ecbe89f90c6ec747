import type { Decider, DecisionBody } from '../model/record.ts';

type Outcome = DecisionBody['outcome'];

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  accepted: 'Accepted',
  amended: 'Accepted with changes',
  rejected: 'Rejected, and the earlier content restored',
  submitted: 'Put up for the approval of another person',
  undone: 'An earlier decision taken back',
};

export function isAccepted(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'amended';
}

export function nameOf({ name, email, key }: Decider): string {
  return name ?? email ?? key ?? 'nobody named';
}
