import { isTimed, modelOfTranscript } from '../core/hook.ts';
import type { AutoApproval } from '../core/model/change.ts';
import type { HookCall, HookNotice } from '../core/model/hook.ts';
import { toAuthor } from './author.ts';
import { sha256 } from './blob-id.ts';
import { openCallLog, type CallLog } from './call-log.ts';
import { systemClock } from './clock.ts';
import { nodeDisk } from './durable.ts';
import { openRepository } from './git-repository.ts';
import { openKnownSettings, settingsDigest } from './known-settings.ts';
import { readTranscriptEnd } from './read-transcript.ts';
import { realFolder, workTreeAround } from './real-folder.ts';
import { findReviewedFolder, openStateDirectory, type StateDirectory } from './state-directory.ts';

/**
 * No editor is open: what the call changes until its end is told is known by what the work tree holds before and after.
 * @param learn reads the agent's settings, and keeps what they say
 */
export async function noteCall(call: HookCall, learn: () => Promise<unknown>): Promise<void> {
  if (!isTimed(call)) return;
  await withCallLog(call.directory, async (log, { root, state }) => {
    const autoApprove = await autoApproveOf(call, root, state, learn).catch(() => []);
    await log.began(toAuthor({ ...(await withModel(call)), ...(autoApprove.length > 0 && { autoApprove }) }));
  });
}

async function autoApproveOf(
  { agent }: HookCall,
  root: string,
  state: StateDirectory,
  learn: () => Promise<unknown>,
): Promise<readonly AutoApproval[]> {
  const digest = await settingsDigest(agent, root);
  if (digest === null) return [];
  const settings = openKnownSettings(state, nodeDisk);
  const known = await settings.find(digest);
  if (known !== null) return known;
  await learn();
  return (await settings.find(digest)) ?? [];
}

/** @param directory absolute: where the agent works */
export async function noteNotice(
  { kind, agent, session, toolCall, prompt }: HookNotice,
  directory: string,
): Promise<void> {
  const who = toAuthor({ agent, ...(session !== undefined && { session }) });
  await withCallLog(directory, async (log) => {
    if (kind === 'ended') await log.ended(who, toolCall);
    else if (prompt !== undefined) await log.asked(who, sha256(prompt));
  });
}

/** A call, and the model that its session's transcript names where the call names none. */
export async function withModel(call: HookCall): Promise<HookCall> {
  if (call.model !== undefined || call.transcript === undefined) return call;
  const model = modelOfTranscript(await readTranscriptEnd(call.transcript));
  return model === undefined ? call : { ...call, model, modelClaimedBy: 'transcript' };
}

/** Without git only of folders that were open in an editor: what it sees first it takes as it is. */
async function withCallLog(
  directory: string,
  act: (log: CallLog, place: { readonly root: string; readonly state: StateDirectory }) => Promise<void>,
): Promise<void> {
  const place = await realFolder(directory);
  const workTree = await workTreeAround(place);
  const root = workTree ?? (await findReviewedFolder(place));
  if (root === null) return;
  const repository = workTree === null ? null : await openRepository(workTree);
  try {
    const state = await openStateDirectory({ root, repository });
    await act(openCallLog({ root, repository, state, disk: nodeDisk, now: systemClock.now }), { root, state });
  } finally {
    repository?.close();
  }
}
