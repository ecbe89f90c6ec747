import type { ChangeSet, FileChange, FileVersion, Origin } from '../model/change.ts';
import type { Failure } from '../model/problem.ts';
import { applyPatchHunks } from './apply-patch.ts';
import { type FileSides, toChangeSet } from './change-set.ts';
import { toVersion } from './ingest-texts.ts';
import type { PatchFile, PatchRead } from './read-patch.ts';

/** Modes git writes. */
const MODES: ReadonlySet<string> = new Set(['100644', '100755', '120000', '160000']);

/**
 * Applies a patch to the earlier texts. `before` answers for every path of `patch.wants`; null: the file does not exist.
 * A file that does not fit is a failure and stays out of the change set.
 */
export function ingestPatch(
  patch: PatchRead,
  before: (path: string) => FileVersion | null,
  origin: Origin,
): { readonly changeSet: ChangeSet; readonly failures: readonly Failure[] } {
  const sides: FileSides[] = [];
  const failures: Failure[] = [...patch.failures];
  const seen = new Set<string>();
  for (const file of patch.files) {
    const path = file.path ?? file.previousPath ?? '';
    const outcome = seen.has(path) ? 'the patch names the file twice' : toSides(file, before);
    seen.add(path);
    if (typeof outcome === 'string')
      failures.push({ path, stage: 'ingest', message: `The patch does not apply: ${outcome}.` });
    else sides.push(outcome);
  }
  return { changeSet: toChangeSet(sides, origin), failures };
}

/** The file on both sides, or why the patch does not fit. */
function toSides(file: PatchFile, read: (path: string) => FileVersion | null): FileSides | string {
  const previous = file.previousPath === null ? null : read(file.previousPath);
  if (file.previousPath !== null && previous === null) return `${file.previousPath} is not there to be changed`;
  const path = file.path ?? file.previousPath ?? '';
  const renamed = !file.copied && file.path !== null && file.previousPath !== null && file.path !== file.previousPath;
  const names = renamed && file.previousPath !== null ? { path, previousPath: file.previousPath } : { path };
  const earlier = previous === null || file.copied ? {} : { before: withMode(previous, file.modeBefore) };
  if (file.binary) return { ...names, ...earlier, ...binarySides(file), notJudged: BINARY };
  const text = applyPatchHunks(previous?.text ?? '', file.hunks);
  if (typeof text !== 'string') return `the hunk at line ${text.failedAt} of the patch fits nowhere in the file`;
  if (file.path === null)
    return text === '' ? withoutText({ ...names, ...earlier }) : 'it deletes a file and leaves lines in it';
  const mode = file.modeAfter ?? (file.copied ? null : (previous?.mode ?? null));
  return withoutText({ ...names, ...earlier, after: withMode(toVersion(text), mode) });
}

function withoutText(sides: FileSides): FileSides {
  const notJudged = NO_TEXTS[sides.after?.mode ?? ''] ?? NO_TEXTS[sides.before?.mode ?? ''];
  return notJudged === undefined ? sides : { ...sides, notJudged };
}

/** By mode: what the patch shows as a line of text is where a link or a submodule points. */
const NO_TEXTS: Readonly<Record<string, NonNullable<FileChange['notJudged']>>> = {
  '120000': { reason: 'symlink', message: 'A symbolic link: what it points to is not followed.' },
  '160000': { reason: 'submodule', message: 'A submodule: its content is reviewed in its own repository.' },
};

const BINARY: NonNullable<FileChange['notJudged']> = {
  reason: 'binary',
  message: 'A binary patch: its content was not read.',
};

/** Its bytes are unknown, so its blob id is: no real one is all zeros. */
function binarySides(file: PatchFile): { readonly after?: FileVersion } {
  return file.path === null ? {} : { after: { text: '', blob: '0'.repeat(40) } };
}

function withMode(version: FileVersion, mode: string | null): FileVersion {
  return mode !== null && MODES.has(mode) ? { ...version, mode: mode as NonNullable<FileVersion['mode']> } : version;
}
