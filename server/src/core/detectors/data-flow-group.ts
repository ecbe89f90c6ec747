import type { FactChange } from '../model/fact.ts';
import type { Delta, Detection } from './define.ts';
import { dataWords } from './data-words.ts';
import { groupRows, placeOf } from './group.ts';

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
  for (const [row, ...also] of groupRows(
    rows,
    (each) => `${placeOf(each)} ${each.fact.qualifiers?.['to'] ?? ''} ${each.change}`,
  )) {
    const data = dataWords([row, ...also]);
    const before = row.before?.qualifiers?.['to'] ?? row.before?.qualifiers?.['sink'];
    yield {
      change: row,
      also,
      message: say(data, row),
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
