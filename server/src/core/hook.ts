import type { AgentDefinition } from './channels/agents/define.ts';
import { agents, hookAgents } from './channels/agents/table.ts';

/**
 * Verb: an agent asks before it writes.
 *
 * - `agentIds`, `findAgent(id)`: whom we can answer. An agent's `answer(verdict)` is what its hook prints.
 * - `readCall(agent, payload)`: what came on standard input. Nothing throws; a sentence says what could not be read.
 * - `pathsOfEdits(edits)`, then `applyEdits(edits, before)`: the texts that the call would leave.
 * - `modelOfTranscript(text)`: what the payloads of some agents do not say.
 * - `isTimed(call)`: what changes while it runs is known as its work.
 * - `heldReasons(result, mode)`: why they wait.
 * - `rewriteInput(input, files)`: the arguments that leave what a person made of them.
 *
 * Small on purpose: a hook starts for every tool call.
 */
export { applyEdits, pathsOfEdits } from './channels/agents/apply-edits.ts';
export type { AgentDefinition } from './channels/agents/define.ts';
export { heldReasons } from './channels/agents/held-reasons.ts';
export { rewriteInput } from './channels/agents/rewrite-input.ts';
export { readCall } from './channels/agents/read-call.ts';
export { modelOfTranscript } from './channels/agents/transcript-model.ts';

export { isTimed } from './channels/agents/timed-call.ts';
export { heldRequests, toldUpdate } from './channels/agents/acp.ts';

/** Those with hooks of their own. */
export const agentIds: readonly string[] = hookAgents.map(({ id }) => id);

export function findAgent(id: string): AgentDefinition | null {
  return agents.find((agent) => agent.id === id) ?? null;
}
