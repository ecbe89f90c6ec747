import type { Automation, AutomationIdentity, AutomationPart, AutomationTrigger } from '../../model/inventory.ts';
import type { InventoryData, InventoryEntry, InventoryRight } from '../../model/inventory-entry.ts';

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

const STATES: Readonly<Record<InventoryRight['state'], string>> = {
  granted: 'needed and granted',
  missing: 'needed, not granted',
  unused: 'granted, not needed by what is known',
  needed: 'needed',
  given: 'granted',
};

export function rightWords({ name, state }: InventoryRight): string {
  return `${name}: ${STATES[state]}`;
}

export function dataWords({ dataClass, sink, to }: InventoryData): string {
  return sink === null ? `${dataClass} (read)` : `${dataClass} to ${to ?? sink}`;
}

/** One sentence; null: there is no register. */
export function registrationWords({ registration }: Pick<InventoryEntry, 'registration'>): string | null {
  if (registration === null) return null;
  return registration.length === 0 ? 'Registered.' : registration.map(({ message }) => message).join(' ');
}

export function reviewWords({ lastReview }: Pick<InventoryEntry, 'lastReview'>): string {
  if (lastReview === null) return 'No record.';
  const { seq, at, outcome, by, isCurrent } = lastReview;
  const who = by === null ? '' : ` by ${by}`;
  return `No. ${seq}, ${outcome}${who} on ${at.slice(0, 10)}${isCurrent ? '' : '; changed since'}.`;
}

/** For a heading: `name` in another repository is another one. */
export function placeWords({ automation, repository }: InventoryEntry): string {
  const place = `${automation.path}:${automation.range.start.line + 1}`;
  return repository === '' ? place : `${repository}/${place}`;
}

/** How an entry and its parts are said, for shells. */
export function inventoryWords(entry: InventoryEntry): {
  readonly place: string;
  readonly review: string;
  readonly isOpenToAnybody: boolean;
  readonly trigger: (trigger: AutomationTrigger) => string;
  readonly identity: (identity: AutomationIdentity) => string;
  readonly part: (part: AutomationPart) => string;
  readonly right: (right: InventoryRight) => string;
  readonly data: (data: InventoryData) => string;
} {
  return {
    place: placeWords(entry),
    review: reviewWords(entry),
    isOpenToAnybody: isOpenToAnybody(entry.automation),
    trigger: triggerWords,
    identity: identityWords,
    part: partWords,
    right: rightWords,
    data: dataWords,
  };
}
