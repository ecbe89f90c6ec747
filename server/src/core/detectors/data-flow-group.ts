import type { FactChange } from '../model/fact.ts';
import type { Delta, Detection } from './define.ts';
import { dataWords } from './data-words.ts';
import { groupRows, placeOf } from './group.ts';

interface Told {
  readonly row: FactChange;
  readonly also: readonly FactChange[];
  readonly message: string;
}

/**
 * Flows of one kind that are new or go elsewhere: what one call hands over is one finding, and so is what one function
 * hands to the same place in several calls.
 */
export function* newFlows(
  delta: Delta,
  wanted: (row: FactChange) => boolean,
  say: (data: string, row: FactChange) => string,
): Generator<Detection> {
  const rows = [...delta.added('data.flow'), ...delta.of('data.flow', 'redirected')].filter(wanted);
  const told = new Map<string, Told>();
  for (const [row, ...also] of groupRows(
    rows,
    (each) => `${placeOf(each)} ${each.fact.qualifiers?.['to'] ?? ''} ${each.change}`,
  )) {
    const message = say(dataWords([row, ...also]), row);
    const { path, side } = row.fact.provenance;
    const key = [path, side, row.fact.subject.symbol, row.change, message].join('\u0000');
    const same = told.get(key);
    if (same === undefined) told.set(key, { row, also, message });
    else told.set(key, { ...same, also: [...same.also, row, ...also] });
  }
  for (const { row, also, message } of told.values()) {
    const before = row.before?.qualifiers?.['to'] ?? row.before?.qualifiers?.['sink'];
    yield {
      change: row,
      also,
      message,
      ...(before === undefined
        ? {}
        : { comparison: { before, after: row.fact.qualifiers?.['to'] ?? row.fact.qualifiers?.['sink'] ?? '' } }),
    };
  }
}

/** Where the data goes, as people read it. */
export function placeWords({ fact }: FactChange): string {
  const to = fact.qualifiers?.['to'] ?? '';
  return to.startsWith('env:') ? `the address in ${to.slice(4)}` : to;
}
