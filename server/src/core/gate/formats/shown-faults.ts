import type { GateSource } from './define.ts';

export interface ShownFault {
  readonly title: string;
  readonly fault: string;
}

const MAX_SHOWN = 10;

/** What does not count of the sources, for people: those of which something counts first, and the others told together. */
export function shownFaults(sources: readonly GateSource[]): readonly ShownFault[] {
  const faults = sources
    .flatMap(({ title, records, fault }) => (fault === null ? [] : [{ title, records, fault }]))
    .toSorted((one, other) => Number(other.records > 0) - Number(one.records > 0));
  const left = faults.length - MAX_SHOWN;
  const shown = faults.slice(0, MAX_SHOWN).map(({ title, fault }) => ({ title, fault }));
  if (left <= 0) return shown;
  return [
    ...shown,
    { title: `${left} more`, fault: 'Their records do not count, or not all: "countersign verify" says why.' },
  ];
}
