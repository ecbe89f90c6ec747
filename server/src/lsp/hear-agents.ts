import { homedir } from 'node:os';
import { isTimed, modelOfTranscript } from '../core/hook.ts';
import { neverCancelled } from '../core/model/cancel.ts';
import type { HookCall, HookNotice, HookVerdict } from '../core/model/hook.ts';
import { toAuthor } from '../host/author.ts';
import { readTranscriptEnd } from '../host/read-transcript.ts';
import { findAutoApprovals } from '../host/set-up/auto-approve.ts';
import type { Workspace } from './workspace.ts';

/** And what is not in it: which model asks, and what its agent may do without a question at this time. */
export async function complete(workspace: Workspace, call: HookCall): Promise<HookCall> {
  const place = { root: workspace.root, home: homedir() };
  const autoApprove = await findAutoApprovals(call.agent, place, () => ({ ...workspace, cancel: neverCancelled }));
  const settings = autoApprove.length === 0 ? {} : { autoApprove };
  if (call.model !== undefined || call.transcript === undefined) return { ...call, ...settings };
  const model = modelOfTranscript(await readTranscriptEnd(call.transcript));
  return { ...call, ...settings, ...(model !== undefined && { model, modelClaimedBy: 'transcript' }) };
}

/** It names no file, and may write all the same: what changes until it has ended, and nobody else writes, is its work. */
export function beginCall({ prompts, channel }: Workspace, call: HookCall): HookVerdict {
  if (!isTimed(call)) return { kind: 'pass' };
  const promptHash = prompts.hashOf(call.agent, call.session);
  channel.toolCalls.begin(toAuthor({ ...call, ...(promptHash && { promptHash }) }), call.toolCall);
  return { kind: 'pass' };
}

export async function hear(
  { prompts, channel, policy }: Workspace,
  { kind, agent, session, toolCall, prompt }: HookNotice,
  sentAt: number,
): Promise<void> {
  if (kind === 'ended') return channel.toolCalls.end({ agent, session }, toolCall, sentAt);
  channel.toolCalls.moveOn({ agent, session }, sentAt);
  if (prompt !== undefined && policy.value.privacy.recordPrompts !== 'none')
    await prompts.heard(agent, session, prompt);
}
