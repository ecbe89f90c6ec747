import type { Cancel } from '../core/model/cancel.ts';
import { analyseSet, overCache, withBuffers } from './analyse-set.ts';
import { keepDecided, type Held } from './held-sets.ts';
import { isSameText } from './same-text.ts';
import { carryReview } from './tracked-set.ts';
import type { WorkQueue } from './work-queue.ts';
import type { Workspace } from './workspace.ts';

/** Texts that a person types into held edits, shown analysed before they are saved. Decisions are about what is saved. */
export interface HeldDrafts {
  /** `text` null: the buffer shows what would be written. */
  readonly typed: (changeSet: string, path: string, text: string | null) => void;
  /** It was analysed after all: what was typed meanwhile is as well. */
  readonly lookAgain: (changeSet: string) => void;
  /** Resolves when what is shown of the edit is up to date. */
  readonly flush: (changeSet: string) => Promise<void>;
}

const typingPauseMs = 100;
const keyOf = (changeSet: string): string => `draft ${changeSet}`;

export function createHeldDrafts(
  workspace: Workspace,
  queue: WorkQueue,
  sets: ReadonlyMap<string, Held>,
  show: (held: Held) => void,
): HeldDrafts {
  const texts = new Map<string, Map<string, string>>();
  const cache = overCache(workspace.cache);

  const unsavedOf = (id: string, { proposal }: Held): ReadonlyMap<string, string> => {
    const own = [...(texts.get(id) ?? [])].filter(([path, text]) => {
      const file = proposal.changeSet.files.find((each) => each.path === path);
      return file?.after !== undefined && !isSameText(file.after.text, text);
    });
    return new Map(own);
  };

  async function analyse(id: string, cancel: Cancel): Promise<void> {
    const held = sets.get(id);
    if (held?.set.analysed == null || held.verdict !== null) return void texts.delete(id);
    const unsaved = unsavedOf(id, held);
    const { analysed, landed } = held.set;
    const changeSet = withBuffers(analysed.changeSet, unsaved);
    if (unsaved.size === 0 || changeSet.files.length === 0) {
      if (held.set.draft === null) return;
      held.set = { ...held.set, draft: null };
      return show(held);
    }
    if (analysed.review.hunks.some(({ isCancelled }) => isCancelled === true)) return;
    const result = await analyseSet({ ...workspace, cache }, changeSet, cancel);
    // It was decided on, or saved, meanwhile: the next look is about that.
    if (held.set.analysed !== analysed) return;
    const review = keepDecided(analysed.review, carryReview(landed, analysed.review, result, workspace.policy.value));
    held.set = { ...held.set, draft: { changeSet, result, review, unsaved: new Set(unsaved.keys()) } };
    show(held);
  }

  return {
    typed(id, path, text) {
      const held = sets.get(id);
      if (held === undefined || held.verdict !== null || !held.proposal.files.has(path)) return;
      const own = texts.get(id) ?? new Map<string, string>();
      texts.set(id, own);
      if (text === null) own.delete(path);
      else own.set(path, text);
      queue.ask(keyOf(id), (cancel) => analyse(id, cancel), typingPauseMs);
    },
    lookAgain: (id) => queue.ask(keyOf(id), (cancel) => analyse(id, cancel)),
    flush: (id) => queue.flush(keyOf(id)),
  };
}
