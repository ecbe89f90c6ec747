import { onTestFinished } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import { systemClock } from '../../../server/src/host/clock.ts';
import { nodeDisk } from '../../../server/src/host/durable.ts';
import { openRepository, type Repository } from '../../../server/src/host/git-repository.ts';
import { openLandedChannel } from '../../../server/src/host/landed.ts';
import type { LandedChannel, LandedEffect, LandedOptions, LandedSet } from '../../../server/src/host/landed-model.ts';
import { openStateDirectory } from '../../../server/src/host/state-directory.ts';
import { repository, scratch, type Scratch, type ScratchRepository } from './scratch.ts';

/** Folders without git keep their state apart. */
const stateOf = new Map<string, string>();

/** Where the state of a scratch folder is. */
export function stateOfScratch({ root }: Scratch, repository: Repository | null): { readonly override?: string } {
  if (repository === null) stateOf.set(root, stateOf.get(root) ?? scratch().at('state'));
  const override = stateOf.get(root);
  return override === undefined ? {} : { override };
}

/** A channel over a scratch folder, driven by hand: no watcher, so that a test says what was seen. It is closed after the test. */
export async function landedOn(files: Scratch, options: Partial<LandedOptions> = {}): Promise<LandedChannel> {
  const repository = await openRepository(files.root);
  const state = await openStateDirectory({ root: files.root, repository, ...stateOfScratch(files, repository) });
  const channel = await openLandedChannel({
    root: files.root,
    repository,
    state,
    clock: systemClock,
    disk: nodeDisk,
    timing: { quietMs: 20, maxBurstMs: 200, saveGraceMs: 60, busyMs: 30, beforeCallMs: 5_000 },
    onFault: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(async () => {
    await channel.close();
    repository?.close();
  });
  await channel.start();
  return channel;
}

/** A line for each number from 1 to 10. */
export const tenLines = Array.from({ length: 10 }, (_, at) => `${at + 1}\n`).join('');

/** `a.ts`, committed. */
export function withTenLines(text = tenLines): ScratchRepository {
  const files = repository();
  files.write('a.ts', text);
  files.commit('base');
  return files;
}

/** Every undecided path with its texts on both sides; null: no file. */
export function undecided(channel: LandedChannel): Record<string, [string | null, string | null]> {
  return Object.fromEntries(
    channel
      .state()
      .sets.flatMap(({ changeSet }) =>
        changeSet.files.map(({ path, before, after }) => [path, [before?.text ?? null, after?.text ?? null]]),
      ),
  );
}

/** A process writes, and the watcher sees it. */
export async function agentWrites(
  channel: LandedChannel,
  files: Scratch,
  path: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  files.write(path, content, mode);
  channel.fileEvent(path);
  await channel.settled();
}

/** A person types and saves, as the editor reports it. */
export async function personSaves(channel: LandedChannel, files: Scratch, path: string, text: string): Promise<void> {
  channel.editorEdit(path, { byPerson: true, text });
  files.write(path, text);
  channel.editorSaved(path, { text });
  channel.fileEvent(path);
  await channel.settled();
}

export function onlySet(channel: LandedChannel): LandedSet {
  const [set, ...others] = channel.state().sets.filter(({ changeSet }) => changeSet.files.length > 0);
  if (set === undefined || others.length > 0) throw new Error(`${others.length + (set === undefined ? 0 : 1)} sets`);
  return set;
}

/** Without hunks. */
export function reviewOf(set: LandedSet, status: Review['status'] = 'open'): Review {
  const { id, landedAt, changeSet } = set;
  return { id, origin: changeSet.origin, title: 't', landedAt, hunks: [], status };
}

/** Effects of one kind on hunks by position, of the only set there is. */
export function effectsOn(set: LandedSet, kind: LandedEffect['kind'], path: string, ...at: number[]): LandedEffect[] {
  const file = set.changeSet.files.find((each) => each.path === path);
  const chosen = at.length === 0 ? file?.hunks : at.map((index) => file?.hunks[index]);
  return (chosen ?? []).map((hunk) => ({ kind, path, hunk: hunk?.id ?? '' }));
}
