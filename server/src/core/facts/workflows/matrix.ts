import type { FileReading } from '../define.ts';
import { itemsAt } from '../kubernetes/manifest.ts';
import { asObject, asTexts, valueOfKey } from '../objects.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Job } from './workflow.ts';

const REFERENCE = /^\$\{\{\s{0,9}matrix\.([\w-]{1,80})\s{0,9}\}\}$/;

/** Texts that `${{ matrix.name }}` stands for: those of its dimension, of what is included, without what is excluded. A text alone is itself. */
export function matrixTexts(
  reading: FileReading,
  job: Job,
  text: string,
  node: SyntaxNode,
): readonly { readonly text: string; readonly node: SyntaxNode }[] {
  const name = REFERENCE.exec(text.trim())?.[1];
  if (name === undefined) return [{ text, node }];
  const strategy = asObject(reading, valueOfKey(reading, job.object, 'strategy'));
  const matrix = strategy === null ? null : asObject(reading, valueOfKey(reading, strategy, 'matrix'));
  if (matrix === null) return [];
  const valuesIn = (key: string): ReturnType<typeof matrixTexts> =>
    itemsAt(reading, matrix, key).flatMap((each) => asTexts(reading, valueOfKey(reading, each, name)));
  const excluded = new Set(
    itemsAt(reading, matrix, 'exclude')
      .filter((each) => each.children.filter(({ kind }) => kind === 'entry').length === 1)
      .flatMap((each) => asTexts(reading, valueOfKey(reading, each, name)).map((one) => one.text)),
  );
  return [...asTexts(reading, valueOfKey(reading, matrix, name)), ...valuesIn('include')].filter(
    (each) => !excluded.has(each.text),
  );
}
