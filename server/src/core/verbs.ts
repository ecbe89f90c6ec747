/** All that a shell may call. Each verb's own file says what it takes, gives and throws. */
export type { AnalysisContext } from './analysis-context.ts';
export { analyze } from './analyze.ts';
export { originOf, readNdjsonCase } from './channel.ts';
export { explain } from './explain.ts';
export { findRecordExport, findReviewExport, toPublishedResult } from './export.ts';
export {
  blobId,
  blobIdOfBytes,
  entriesOf,
  filesOfPattern,
  folderOfPattern,
  ingestPatch,
  ingestTexts,
  ingestVersions,
  isFolder,
  isFolderPattern,
  readPatch,
  refusePath,
  toVersion,
} from './ingest.ts';
export { automationTitles, mayHoldAutomation, readAutomations, type AutomationsRead } from './inventory.ts';
export { joinGrants, mayHoldGrants } from './join-grants.ts';
export { createEngine, isReadByLine, type Engine, type GrammarFiles } from './load-language.ts';
export { compareClusterNeeds, toRoles } from './cluster-permissions.ts';
export { packagesToAsk, readAnswer, toQuery } from './osv.ts';
export { compareNeeds, toIamPolicy } from './permissions.ts';
export { workflowPermissions } from './workflow-permissions.ts';
export { loadPolicy } from './load-policy.ts';
export { policyMeaning, policyProblems, policySuggestions } from './policy-editor.ts';
export { checkRules, lintPolicy, parseNdiff, printPolicy } from './rules.ts';
export {
  readOne,
  type AnalysisCache,
  type Helper,
  type Known,
  type ReadingJob,
  type ReadingOutcome,
} from './read-sides.ts';
export { isOutdated, isSelfContained, readFiles, wantsOf, type FileRead, type WorkspaceFile } from './read-files.ts';
export { appendRecord, toDecisionBody, toLine, toProblemBody, verifyLedger, verifyLine } from './record.ts';
export {
  acceptedFile,
  advance,
  blockedBecause,
  mergeEdits,
  openReview,
  restoredFile,
  toAnalysedHunks,
  toDiffLines,
} from './review.ts';
export { summarize } from './summarize-file.ts';
