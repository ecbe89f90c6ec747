import { originOf } from '../core/channel.ts';
import { isTimed } from '../core/hook.ts';
import type { HookCall, HookNotice, HookVerdict } from '../core/model/hook.ts';
import { toAuthor } from '../host/author.ts';
import { completeCall } from '../host/complete-call.ts';
import { readingOf, type Workspace } from './workspace.ts';

/** @see completeCall */
export async function complete(workspace: Workspace, call: HookCall): Promise<HookCall> {
  const completed = await completeCall(call, workspace.root, () => readingOf(workspace));
  const model = completed.model ?? workspace.sessions.modelOf(call.agent, call.session);
  if (model === undefined || completed.model !== undefined) return completed;
  return { ...completed, model, modelClaimedBy: 'session-start' };
}

/** It names no file, and may write all the same: what changes until it has ended, and nobody else writes, is its work. */
export async function beginCall(workspace: Workspace, call: HookCall, sentAt: number): Promise<HookVerdict> {
  const { prompts, channel, sessions } = workspace;
  if (!isTimed(call, sessions.hasToldEnds(call.agent))) return { kind: 'pass' };
  const promptHash = prompts.hashOf(call.agent, call.session);
  const known = await complete(workspace, call);
  const { claimedBy } = originOf(call.channel ?? 'hook');
  const author = toAuthor({ ...known, claimedBy, ...(promptHash && { promptHash }) });
  // An agent that only tells of its call does not wait for us.
  await channel.beginCall(author, call.channel === 'acp' ? sentAt : undefined);
  return { kind: 'pass' };
}

export async function hear(
  { prompts, channel, policy, sessions }: Workspace,
  { kind, agent, session, toolCall, prompt, model }: HookNotice,
  sentAt: number,
): Promise<void> {
  if (kind === 'ended') sessions.toldEnd(agent);
  if (kind === 'ended')
    return await channel.endCall(toAuthor({ agent, ...(session && { session }) }), toolCall, sentAt);
  channel.toolCalls.moveOn({ agent, session }, sentAt);
  if (kind === 'started') return sessions.started(agent, session, model);
  if (prompt !== undefined && policy.value.privacy.recordPrompts !== 'none')
    await prompts.heard(agent, session, prompt);
}
