import type { ChangeSet } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { LineSpan } from '../model/text.ts';
import { sha256Hex } from '../text/hash.ts';
import { splitLines, withoutTerminator } from '../text/lines.ts';

/** Where a finding stands, without line numbers: an answer is for one place, wherever that is later. */
export interface PlaceHashes {
  readonly evidenceHash: string;
  readonly subjectHash?: string;
  readonly remainingHash?: string;
}

/**
 * Of the lines a finding stands on, of the declaration around it, and of what is left of it where it lost something. Trimmed:
 * indenting a block makes no other place; nor does formatting what is left.
 */
export function hashPlace(finding: Finding, changeSet: ChangeSet): PlaceHashes {
  const evidence = sha256Hex(evidenceLines(finding, changeSet).join('\n'));
  const { declaration, remaining, path, side } = finding;
  const around = declaration === undefined ? null : trimmedLines(changeSet, path, side, declaration);
  const left = remaining?.map((span) => trimmedLines(changeSet, path, 'after', span)?.join('') ?? '');
  return {
    evidenceHash: evidence,
    ...(around === null ? {} : { subjectHash: sha256Hex(around.join('\n')) }),
    ...(left === undefined ? {} : { remainingHash: sha256Hex(left.join('\n').replaceAll(/[^\S\n]/g, '')) }),
  };
}

/** Of each evidence in a file of the change set, in order, on the finding's side; without any, those of the finding itself. */
function evidenceLines({ evidence, path, range, side }: Finding, changeSet: ChangeSet): readonly string[] {
  const places = evidence.flatMap((it) => trimmedLines(changeSet, it.path, side, toSpan(it.range)) ?? []);
  const isAny = evidence.some((it) => findFile(changeSet, it.path, side) !== undefined);
  return isAny ? places : (trimmedLines(changeSet, path, side, toSpan(range)) ?? []);
}

function toSpan({ start, end }: Finding['range']): LineSpan {
  return { start: start.line, lines: Math.max(end.line, start.line) + 1 - start.line };
}

/** Null: the file is not in the change set. */
function trimmedLines(
  changeSet: ChangeSet,
  path: string,
  side: Finding['side'],
  span: LineSpan,
): readonly string[] | null {
  const file = findFile(changeSet, path, side);
  if (file === undefined) return null;
  return splitLines(file[side]?.text ?? '')
    .slice(span.start, span.start + span.lines)
    .map((line) => withoutTerminator(line).trim());
}

function findFile({ files }: ChangeSet, path: string, side: Finding['side']): ChangeSet['files'][number] | undefined {
  const own = files.find((file) => (side === 'before' ? (file.previousPath ?? file.path) : file.path) === path);
  return own ?? files.find((file) => file.path === path || file.previousPath === path);
}
