import type { ChangeSet, FileVersion, Origin } from '../model/change.ts';
import type { Failure } from '../model/problem.ts';
import { blobId } from '../text/blob-id.ts';
import { compareText } from '../text/compare-text.ts';
import { type FileSides, toChangeSet } from './change-set.ts';
import { printablePath, refusePath } from './check-path.ts';

export interface ContextFile {
  readonly path: string;
  readonly text: string;
  readonly blob: string;
}

export interface Ingested {
  readonly changeSet: ChangeSet;
  /** Files that are equal on both sides: not reviewed, but their exports, routes and grants count. */
  readonly context: readonly ContextFile[];
  readonly failures: readonly Failure[];
}

export interface Texts {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Two sets of whole files: `review --ndjson`, two directories, tests. Bad paths become failures, never files. */
export function ingestTexts(texts: Texts, origin: Origin): Ingested {
  const before = new Map(Object.entries(texts.before));
  const after = new Map(Object.entries(texts.after));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  const failures: Failure[] = [];
  const sides: FileSides[] = [];
  const context: ContextFile[] = [];
  for (const path of paths) {
    const refusal = refusePath(path);
    if (refusal !== null) {
      failures.push({ path: printablePath(path), stage: 'ingest', message: `Not read: ${refusal}.` });
      continue;
    }
    const textBefore = before.get(path);
    const textAfter = after.get(path);
    if (textBefore !== undefined && textBefore === textAfter) {
      context.push({ path, text: textBefore, blob: blobId(textBefore) });
    } else sides.push(toSides(path, textBefore, textAfter));
  }
  return { changeSet: toChangeSet(sides, origin), context, failures };
}

export function toVersion(text: string): FileVersion {
  return { text, blob: blobId(text) };
}

function toSides(path: string, before: string | undefined, after: string | undefined): FileSides {
  return {
    path,
    ...(before === undefined ? {} : { before: toVersion(before) }),
    ...(after === undefined ? {} : { after: toVersion(after) }),
    ...(isBinary(before) || isBinary(after)
      ? { notJudged: { reason: 'binary', message: 'A NUL character: this is no text file.' } as const }
      : {}),
  };
}

/** Git's rule: a NUL near the start. */
function isBinary(text: string | undefined): boolean {
  return text?.slice(0, 8000).includes('\0') ?? false;
}
