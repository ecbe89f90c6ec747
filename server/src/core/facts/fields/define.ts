import type { Subject } from '../../model/fact.ts';
import type { Reading } from '../define.ts';
import type { RecordField } from '../record-fields.ts';

/** A record as some form declares it: a class, a table, a schema, a form, the columns of a file. */
export interface DeclaredRecord {
  /** Whom or what it is about, as written; empty when nothing says. */
  readonly name: string;
  /** When it is not what the fields stand in. */
  readonly subject?: Subject;
  readonly fields: readonly DeclaredField[];
}

export interface DeclaredField extends RecordField {
  /** What the form itself says that it holds: `type="email"`. Asked when the name says nothing. */
  readonly meant?: string;
}

/** Finds the records that one form declares. One file and one table row each. */
export interface RecordSource {
  readonly id: string;
  /** `code`, or language ids. */
  readonly languages: 'code' | readonly string[];
  readonly records: (reading: Reading) => Iterable<DeclaredRecord>;
}

export function defineRecordSource(source: RecordSource): RecordSource {
  return source;
}

/** A record under its own name; what has none belongs to what it stands in. */
export function record(name: string | null, fields: readonly DeclaredField[]): DeclaredRecord {
  return name === null || name === ''
    ? { name: '', fields }
    : { name, fields, subject: { type: 'class', symbol: name } };
}
