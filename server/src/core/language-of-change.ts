import type { AnalysisContext } from './analysis-context.ts';
import type { FileChange } from './model/change.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { Side } from './read-sides.ts';

/** The language of a file as it is now, else as it was. */
export function languageOfFile(
  { path, before, after }: FileChange,
  { engine }: AnalysisContext,
): LanguageDefinition | null {
  return engine.languageOf(path, (after ?? before)?.text);
}

/** Each side is read in its own language: a file that is renamed from `.ts` to `.js` had types before. */
export function languageOfSide(file: FileChange, side: Side, context: AnalysisContext): LanguageDefinition | null {
  const { path, previousPath = path, before } = file;
  const own = side === 'after' || before === undefined ? null : context.engine.languageOf(previousPath, before.text);
  return own ?? languageOfFile(file, context);
}
