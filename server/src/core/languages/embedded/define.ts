import type { LanguageId } from '../../model/syntax.ts';

/** Code of one language that stands in a file of another. */
export interface EmbeddedCode {
  readonly language: LanguageId;
  /** As long as the file's text, with blanks where it does not stand: every place in it is one of the file. */
  readonly text: string;
  /** Where it is only a piece between other things, as in `{{ total(order) }}`: what cannot be read is left out. */
  readonly pieces: readonly Span[];
}

/** UTF-16 offsets, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Embedded {
  readonly codes: readonly EmbeddedCode[];
  /** Nothing that runs stands in the file beside them. */
  readonly isAll: boolean;
  /** Where something begins that does not end: it is being written, and what stands behind it was not found. */
  readonly unended?: readonly Span[];
}

/** A kind of files that hold code of other languages. */
export interface EmbeddedKind {
  readonly id: string;
  /** Languages of such files. */
  readonly hosts: readonly LanguageId[];
  /** Null: it is no such file. */
  readonly read: (path: string, text: string) => Embedded | null;
}

/** Types a row of the table. */
export function defineEmbedded(kind: EmbeddedKind): EmbeddedKind {
  return kind;
}
