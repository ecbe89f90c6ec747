import * as l10n from '@vscode/l10n';
import { isInEditor } from '../host/ask-editor.ts';
import { isEditorsProcess } from '../host/editor-address.ts';
import { command, type SignedAnswer } from '../protocol/messages.ts';

/** Commands by which nothing is decided. Whatever is not here is a decision. */
const undecided: ReadonlySet<string> = new Set([
  command.listRevisions,
  command.reviewCommits,
  command.reviewPatch,
  command.listRequests,
  command.reviewRequest,
  command.reviewMyChanges,
  command.rescan,
  command.cancelAnalysis,
  command.analyseAgain,
  command.verify,
  command.planAgents,
  command.setUpAgents,
  command.seal,
  command.publish,
  command.fetch,
  command.export,
  command.exportFilters,
  command.checkExportFilters,
]);

const answerMs = 2_000;

/**
 * Whoever speaks LSP to a server of their own may be an agent: it can start one as well as the person can. So while an editor has
 * the folder open, decisions come from that editor. Null: nothing is in the way.
 */
export async function whyNotHere(name: string, roots: readonly string[]): Promise<SignedAnswer | null> {
  if (undecided.has(name) || isEditorsProcess()) return null;
  for (const root of roots) {
    if (!(await isInEditor(root, answerMs))) continue;
    const refused = l10n.t('An editor has this folder open: decide there.');
    return { done: false, refused, record: null, message: refused, isSealed: false };
  }
  return null;
}

/** Only an editor's own process can say that something was decided in its panel: records name where, and it counts. */
export function withTrueSurface(given: readonly unknown[] | undefined): readonly unknown[] {
  const [argument, ...more] = given ?? [];
  if (isEditorsProcess() || typeof argument !== 'object' || argument === null) return given ?? [];
  return [{ ...argument, surface: undefined }, ...more];
}
