import { homedir } from 'node:os';
import type { ReadingContext } from '../core/read-sides.ts';
import type { HookCall } from '../core/model/hook.ts';
import { withModel } from './note-call.ts';
import { findAutoApprovals } from './set-up/auto-approve.ts';

/**
 * A call, and what is not in it: which model asks, and what its agent may do without a question at this time.
 * @param open called when there are settings to read
 */
export async function completeCall(call: HookCall, root: string, open: () => ReadingContext): Promise<HookCall> {
  const autoApprove = await findAutoApprovals(call.agent, { root, home: homedir() }, open);
  return { ...(await withModel(call)), ...(autoApprove.length > 0 && { autoApprove }) };
}
