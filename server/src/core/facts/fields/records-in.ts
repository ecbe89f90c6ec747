import type { Reading } from '../define.ts';
import type { DeclaredRecord } from './define.ts';
import { recordSources } from './table.ts';

const known = new WeakMap<Reading, readonly DeclaredRecord[]>();

/** Every record that one side of a file declares, in whatever form; read once, whoever asks. */
export function recordsIn(reading: Reading): readonly DeclaredRecord[] {
  const { language } = reading.unit;
  const records =
    known.get(reading) ??
    recordSources
      .filter(({ languages }) => (languages === 'code' ? language.isCode : languages.includes(language.id)))
      .flatMap((source) => [...source.records(reading)]);
  known.set(reading, records);
  return records;
}
