import { homedir } from 'node:os';
import { isTimed, modelOfTranscript } from '../core/hook.ts';
import type { HookCall, HookNotice, HookVerdict } from '../core/model/hook.ts';
import { toAuthor } from '../host/author.ts';
import { readTranscriptEnd } from '../host/read-transcript.ts';
import { findAutoApprovals } from '../host/set-up/auto-approve.ts';
import { readingOf, type Workspace } from './workspace.ts';

/** A call, and what is not in it: which model asks, and what its agent may do without a question at this time. */
export async function complete(workspace: Workspace, call: HookCall): Promise<HookCall> {
  const place = { root: workspace.root, home: homedir() };
  const autoApprove = await findAutoApprovals(call.agent, place, () => readingOf(workspace));
  const settings = autoApprove.length === 0 ? {} : { autoApprove };
  if (call.model !== undefined || call.transcript === undefined) return { ...call, ...settings };
  const model = modelOfTranscript(await readTranscriptEnd(call.transcript));
  return { ...call, ...settings, ...(model !== undefined && { model, modelClaimedBy: 'transcript' }) };
}

/** It names no file, and may write all the same: what changes until it has ended, and nobody else writes, is its work. */
export async function beginCall(workspace: Workspace, call: HookCall): Promise<HookVerdict> {
  if (!isTimed(call)) return { kind: 'pass' };
  const { prompts, channel } = workspace;
  const promptHash = prompts.hashOf(call.agent, call.session);
  const known = await complete(workspace, call);
  channel.toolCalls.begin(toAuthor({ ...known, ...(promptHash && { promptHash }) }), call.toolCall);
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
