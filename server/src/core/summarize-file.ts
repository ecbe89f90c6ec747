import { type AnalysisContext, teamTables } from './analysis-context.ts';
import { withRegister } from './join-registration.ts';
import type { FileVersion } from './model/change.ts';
import type { FileSummary } from './model/summary.ts';
import { withOwners } from './owner-changes.ts';
import { readOne } from './read-sides.ts';
import { isFolder } from './text/folder-entries.ts';
import { folderOfPattern, isFolderPattern } from './text/folder-pattern.ts';

/** What other files may need to know of an unchanged one; null when no language is known for it or it cannot be parsed. */
export async function summarize(
  path: string,
  version: FileVersion,
  context: AnalysisContext,
): Promise<FileSummary | null> {
  if (isFolderPattern(path) || isFolder(path)) return folderSummary(path, version);
  const language = context.engine.languageOf(path, version.text);
  if (language === null) return null;
  const outcome = await readOne(
    { path, version, language: language.id, side: 'after', ...teamTables(context) },
    context.files,
    context,
  );
  const summary = outcome.kind === 'read' ? outcome.reading.facts.summary : null;
  return withOwners(path, version.text, withRegister(path, version.text, summary));
}

/** What a folder holds: everything that each of its files exports. */
function folderSummary(path: string, { text, blob }: FileVersion): FileSummary {
  const folder = folderOfPattern(path);
  const names = text.split('\n').filter((name) => name !== '');
  return {
    path,
    blob,
    digest: blob,
    language: null,
    exports: {},
    reexports: names.map((name) => [folder === '' ? name : `${folder}/${name}`]),
    mounts: [],
    grants: [],
  };
}
