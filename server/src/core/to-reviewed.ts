import type { AnalysisContext } from './analysis-context.ts';
import type { FileFacts } from './facts/read-facts.ts';
import { languageOfFile } from './language-of-change.ts';
import { media } from './languages/media.ts';
import type { FileChange } from './model/change.ts';
import type { FactChange } from './model/fact.ts';
import type { ReviewedFact, ReviewedFile } from './model/result.ts';

/** A changed file as the result lists it: how much of it was read, and why not all. */
export function toReviewedFile(
  file: FileChange,
  context: AnalysisContext,
  failed: ReadonlySet<string>,
  before?: FileFacts,
  after?: FileFacts,
): ReviewedFile {
  const { path, previousPath, status, hunks } = file;
  const language = languageOfFile(file, context);
  const notJudged =
    (language?.id === media.id ? undefined : file.notJudged) ??
    (language === null
      ? ({ reason: 'no-grammar', message: 'No grammar for this kind of file.' } as const)
      : undefined) ??
    ((after ?? before)?.isPartly === true
      ? ({
          reason: 'no-grammar',
          message: 'Only some of this kind of file is read.',
        } as const)
      : undefined) ??
    (failed.has(path) ? ({ reason: 'failed', message: 'The analysis failed.' } as const) : undefined);
  const isClean = (before?.isClean ?? true) && (after?.isClean ?? true);
  return {
    path,
    ...(previousPath === undefined ? {} : { previousPath }),
    status,
    language: language?.id ?? null,
    parsed: notJudged !== undefined ? 'no' : isClean ? 'clean' : 'errors',
    ...(notJudged === undefined ? {} : { notJudged }),
    hunks,
  };
}

/** A fact as the result lists it, with what it was before. */
export function toReviewedFact({ change, fact, before }: FactChange): ReviewedFact {
  if (before === undefined) return { ...fact, change };
  const { key, action, resource, qualifiers, detail, provenance } = before;
  return {
    ...fact,
    change,
    before: {
      key,
      action,
      resource,
      provenance,
      ...(qualifiers === undefined ? {} : { qualifiers }),
      ...(detail === undefined ? {} : { detail }),
    },
  };
}
