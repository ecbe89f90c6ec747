import type { ClassSummary, ExportSummary, FileSummary } from '../model/summary.ts';
import { filesOfPattern } from '../text/folder-pattern.ts';
import { hashParts } from '../text/hash.ts';
import { emptyRecord } from '../text/row-of.ts';

type Files = ReadonlyMap<string, FileSummary | null>;

/** Keys are only added to a map of files, so their number says whether an index still holds. */
const indexes = new WeakMap<Files, { readonly size: number; readonly byPattern: Map<string, readonly string[]> }>();

/** The known files of a folder, whether they are there or not. */
function pathsOf(files: Files, pattern: string): readonly string[] {
  let index = indexes.get(files);
  if (index === undefined || index.size !== files.size) {
    index = { size: files.size, byPattern: new Map() };
    indexes.set(files, index);
  }
  const paths = index.byPattern.get(pattern) ?? filesOfPattern(pattern, files.keys());
  index.byPattern.set(pattern, paths);
  return paths;
}

/** Files that the listing of a folder names and nobody has read. */
export function unreadIn(files: Files, pattern: string): readonly string[] {
  const listed = files.get(pattern)?.reexports.flat() ?? [];
  return listed.filter((path) => !files.has(path));
}

/** What files of a folder call by a name: one thing, or the parts of a class, which may stand in several files. */
function partsOf(files: Files, pattern: string, name: string, own: string | null): readonly ExportSummary[] {
  const classes: ClassSummary[] = [];
  for (const path of pathsOf(files, pattern)) {
    const file = path === own ? null : files.get(path);
    const found = file != null && Object.hasOwn(file.exports, name) ? file.exports[name]! : null;
    if (found !== null && found.kind !== 'class') return [found];
    if (found !== null) classes.push(found);
  }
  return classes;
}

export function findInFolder(files: Files, pattern: string, name: string, own: string | null): ExportSummary | null {
  const [first, ...rest] = partsOf(files, pattern, name, own);
  if (first?.kind !== 'class' || rest.length === 0) return first ?? null;
  const members = emptyRecord<ExportSummary>();
  for (const part of [first, ...rest]) if (part.kind === 'class') Object.assign(members, part.members);
  return { ...first, members };
}

const digests = new WeakMap<ExportSummary, string>();

/** Changes with what the name means, not with the rest of the folder. */
export function digestInFolder(files: Files, pattern: string, name: string, own: string | null): string {
  const parts = partsOf(files, pattern, name, own).map((part) => {
    const digest = digests.get(part) ?? hashParts([JSON.stringify(part)]);
    digests.set(part, digest);
    return digest;
  });
  return parts.join(' ');
}
