import type { Automation, AutomationIdentity, AutomationPart, AutomationTrigger } from '../../model/inventory.ts';
import type { InventoryData, InventoryEntry, InventoryRight } from '../../model/inventory-entry.ts';
import { inEnglish, worded, type Wording } from '../../model/wording.ts';

const STARTERS: Readonly<Record<AutomationTrigger['by'], string>> = {
  nobody: 'by itself',
  insiders: 'by insiders',
  anybody: 'by anybody',
  unknown: '',
};

/**
 * Whoever likes can start it with what it has. What a pull request of a fork starts at GitHub has neither secrets nor a token that
 * writes.
 */
export function isOpenToAnybody({ kind, triggers }: Automation): boolean {
  return triggers.some(({ by, name }) => by === 'anybody' && !(kind === 'github-actions' && name === 'pull_request'));
}

/** `issue_comment (by anybody)`. */
export function triggerWords({ name, by }: AutomationTrigger): string {
  return STARTERS[by] === '' ? name : `${name} (${STARTERS[by]})`;
}

/** `deploy (role, short-lived): contents: write`. */
export function identityWords({ name, type, lifetime, grants }: AutomationIdentity): string {
  const kind = [type.replace('-', ' '), ...(lifetime === 'unknown' ? [] : [lifetime])].join(', ');
  return `${name} (${kind})${grants.length === 0 ? '' : `: ${grants.join(', ')}`}`;
}

export function partWords({ name, detail }: AutomationPart): string {
  return detail === undefined || detail === name ? name : `${name} (${detail})`;
}

const STATES: Readonly<Record<InventoryRight['state'], Wording>> = {
  granted: worded`needed and granted`,
  missing: worded`needed, not granted`,
  unused: worded`granted, not needed by what is known`,
  needed: worded`needed`,
  given: worded`granted`,
};

export function rightWords({ name, state }: InventoryRight): string {
  return `${name}: ${inEnglish(STATES[state])}`;
}

export function dataWords({ dataClass, sink, to }: InventoryData): string {
  return sink === null ? `${dataClass} (read)` : `${dataClass} to ${to ?? sink}`;
}

/** One sentence; null: there is no register. */
export function registrationWords({ registration }: Pick<InventoryEntry, 'registration'>): string | null {
  if (registration === null) return null;
  return registration.length === 0 ? 'Registered.' : registration.map(({ message }) => message).join(' ');
}

function toReviewWording({ lastReview }: Pick<InventoryEntry, 'lastReview'>): Wording {
  if (lastReview === null) return worded`No record.`;
  const { seq, at, outcome: decided, by, isCurrent } = lastReview;
  const day = at.slice(0, 10);
  const outcome = { message: decided, parts: [] };
  const what =
    by === null ? worded`No. ${seq}, ${outcome} on ${day}` : worded`No. ${seq}, ${outcome} by ${by} on ${day}`;
  return isCurrent ? worded`${what}.` : worded`${what}; changed since.`;
}

export const reviewWords = (entry: Pick<InventoryEntry, 'lastReview'>): string => inEnglish(toReviewWording(entry));

/** For a heading: `name` in another repository is another one. */
export function placeWords({ automation, repository }: InventoryEntry): string {
  const place = `${automation.path}:${automation.range.start.line + 1}`;
  return repository === '' ? place : `${repository}/${place}`;
}

/** How an entry and its parts are said, for shells. */
export function inventoryWords(entry: InventoryEntry): {
  readonly place: string;
  readonly review: Wording;
  readonly isOpenToAnybody: boolean;
  readonly trigger: (trigger: AutomationTrigger) => string;
  readonly identity: (identity: AutomationIdentity) => string;
  readonly part: (part: AutomationPart) => string;
  readonly rightState: (right: InventoryRight) => Wording;
  readonly data: (data: InventoryData) => string;
} {
  return {
    place: placeWords(entry),
    review: toReviewWording(entry),
    isOpenToAnybody: isOpenToAnybody(entry.automation),
    trigger: triggerWords,
    identity: identityWords,
    part: partWords,
    rightState: ({ state }) => STATES[state],
    data: dataWords,
  };
}
