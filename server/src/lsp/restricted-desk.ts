import * as l10n from '@vscode/l10n';
import { ingestVersions, toVersion } from '../core/ingest.ts';
import type { Cancel } from '../core/model/cancel.ts';
import type { Origin } from '../core/model/change.ts';
import { openReview, toAnalysedHunks } from '../core/review.ts';
import { sha256 } from '../host/blob-id.ts';
import { timestamp } from '../host/clock.ts';
import type { ChangeSetView } from '../protocol/view.ts';
import { analyseSet, fromBuffers } from './analyse-set.ts';
import type { Buffers } from './buffers.ts';
import { toFileReview, type ReviewedSet } from './file-review.ts';
import type { Desk, DeskHooks } from './review-desk.ts';
import { toChangeSetView } from './to-view.ts';
import type { WorkQueue } from './work-queue.ts';
import type { Analyser } from './workspace.ts';

const typingPauseMs = 100;
const origin: Origin = { kind: 'unknown', channel: 'editor', held: false, claimedBy: 'editor' };
const why = (): string =>
  l10n.t('This folder is not trusted, so nothing can be decided or recorded here. Trust it to review its edits.');

/** Restricted Mode: open files against what they held when they were opened. Nothing is run, watched, written or decided. */
export function createRestrictedDesk(
  analyser: Analyser,
  buffers: Buffers,
  queue: WorkQueue,
  hooks: Pick<DeskHooks, 'changed' | 'report'>,
): Desk {
  // Of its folder alone: several may be open.
  const id = `restricted-${sha256(analyser.root).slice(0, 16)}`;
  const opened = new Map<string, string>();
  const landedAt = timestamp(analyser.clock);
  let reviewed: ReviewedSet | null = null;

  async function analyse(cancel: Cancel): Promise<void> {
    const sides = [...opened].flatMap(([path, text]) => {
      const now = buffers.find(path)?.text;
      return now === undefined ? [] : [{ path, before: toVersion(text), after: toVersion(now) }];
    });
    const changeSet = { ...ingestVersions(sides, origin), id };
    const source = fromBuffers((path) => buffers.find(path)?.text, analyser.source);
    const result = await analyseSet({ ...analyser, source }, changeSet, cancel, hooks.report);
    const review = openReview(
      { id, origin, title: l10n.t('Edits to open files'), landedAt },
      toAnalysedHunks(result, analyser.policy.value),
    );
    const { mode } = analyser.policy.value;
    const view = toChangeSetView({
      review,
      changeSet,
      result,
      mode,
      decided: new Map(),
      records: new Map(),
      asked: null,
      askedIsPrivate: false,
      holdersOf: () => [], // no git is run here
    });
    const before = reviewed?.view.hunks ?? [];
    reviewed = { view: withoutDecisions(view), findings: result.findings };
    hooks.changed(new Set([...before, ...view.hunks].map(({ path }) => path)));
  }

  return {
    views: () => (reviewed === null || reviewed.view.hunks.length === 0 ? [] : [reviewed.view]),
    pending: () => null,
    lookAgain: () => undefined,
    has: (changeSet) => changeSet === id,
    fileReview: (path) => toFileReview(path, reviewed === null ? [] : [reviewed]),
    sync: () => Promise.resolve(),
    touch(path) {
      const buffer = buffers.find(path);
      if (buffer === undefined) opened.delete(path);
      else if (!opened.has(path)) opened.set(path, buffer.text);
      queue.ask(id, analyse, typingPauseMs);
    },
    flush: () => queue.flush(id),
    decide: () => Promise.resolve({ done: false, refused: why(), record: null }),
    reviewMine: () => Promise.resolve({ changeSet: null, message: why() }),
    dismiss: () => Promise.resolve({ done: false, refused: why(), record: null }),
    reviewed: () => [],
    approve: () => Promise.resolve(0),
    cancelAnalysis: () => undefined,
    analyseAgain: () => ({ done: false, refused: why(), record: null }),
  };
}

function withoutDecisions(view: ChangeSetView): ChangeSetView {
  return { ...view, hunks: view.hunks.map((hunk) => ({ ...hunk, blockedBecause: why() })) };
}
