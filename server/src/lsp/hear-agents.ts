import { isTimed } from '../core/hook.ts';
import type { HookCall, HookNotice, HookVerdict } from '../core/model/hook.ts';
import { toAuthor } from '../host/author.ts';
import { completeCall } from '../host/complete-call.ts';
import { readingOf, type Workspace } from './workspace.ts';

/** @see completeCall */
export async function complete(workspace: Workspace, call: HookCall): Promise<HookCall> {
  return await completeCall(call, workspace.root, () => readingOf(workspace));
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
  { prompts, channel, policy }: Workspace,
  { kind, agent, session, toolCall, prompt }: HookNotice,
  sentAt: number,
): Promise<void> {
  if (kind === 'ended')
    return await channel.endCall(toAuthor({ agent, ...(session && { session }) }), toolCall, sentAt);
  channel.toolCalls.moveOn({ agent, session }, sentAt);
  if (prompt !== undefined && policy.value.privacy.recordPrompts !== 'none')
    await prompts.heard(agent, session, prompt);
}
