import { isTimed } from '../core/hook.ts';
import type { HookCall, HookNotice, HookVerdict } from '../core/model/hook.ts';
import { toAuthor } from '../host/author.ts';
import { completeCall } from '../host/complete-call.ts';
import { readingOf, type Workspace } from './workspace.ts';

/** @see completeCall */
export async function complete(workspace: Workspace, call: HookCall): Promise<HookCall> {
  const completed = await completeCall(call, workspace.root, () => readingOf(workspace));
  const model = completed.model ?? workspace.sessionModels.of(call.agent, call.session);
  if (model === undefined || completed.model !== undefined) return completed;
  return { ...completed, model, modelClaimedBy: 'session-start' };
}

/** It names no file, and may write all the same: what changes until it has ended, and nobody else writes, is its work. */
export async function beginCall(workspace: Workspace, call: HookCall): Promise<HookVerdict> {
  if (!isTimed(call)) return { kind: 'pass' };
  const { prompts, channel } = workspace;
  const promptHash = prompts.hashOf(call.agent, call.session);
  const known = await complete(workspace, call);
  await channel.beginCall(toAuthor({ ...known, ...(promptHash && { promptHash }) }));
  return { kind: 'pass' };
}

export async function hear(
  { prompts, channel, policy, sessionModels }: Workspace,
  { kind, agent, session, toolCall, prompt, model }: HookNotice,
  sentAt: number,
): Promise<void> {
  if (kind === 'ended')
    return await channel.endCall(toAuthor({ agent, ...(session && { session }) }), toolCall, sentAt);
  channel.toolCalls.moveOn({ agent, session }, sentAt);
  if (kind === 'started') return sessionModels.heard(agent, session, model);
  if (prompt !== undefined && policy.value.privacy.recordPrompts !== 'none')
    await prompts.heard(agent, session, prompt);
}
