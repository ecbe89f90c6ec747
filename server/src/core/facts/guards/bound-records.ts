import type { FileReading } from '../define.ts';
import type { Path } from './paths.ts';
import { wordsOf } from './words.ts';

const KEY = /(?:^| )(?:id|uuid|pk|slug)$/;
const FOREIGN =
  /^(?!(?:request|trace|span|session|message|event|correlation|run|thread|process|parent|previous|next|last) )\w+(?: \w+)* (?:id|uuid|pk|slug)$/;

/**
 * `if (!found || found.dialogId !== agentId) return notFound()`: a record that was looked up by one id must hang on what another
 * id of the same request leads to, whatever the two are called.
 */
export function isBoundToParameter(reading: FileReading, one: Path, other: Path): boolean {
  return isBound(reading, one, other) || isBound(reading, other, one);
}

function isBound({ unit }: FileReading, record: Path, given: Path): boolean {
  if (given.root !== 'parameter' || given.call !== null || record.call === null || record.segments.length < 2)
    return false;
  const key = wordsOf(record.segments.at(-1)!);
  const named = wordsOf(given.aliases.at(-1) ?? given.segments.at(-1) ?? '');
  // What the lookup was given is what it answers with.
  return (
    FOREIGN.test(key) &&
    KEY.test(named) &&
    !unit.textOf(record.call).includes(given.aliases.at(-1) ?? given.segments.at(-1)!)
  );
}
