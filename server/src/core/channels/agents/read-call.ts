import type { HookCall, HookNotice } from '../../model/hook.ts';
import type { AgentDefinition } from './define.ts';
import { isFields } from './fields.ts';
import { readerOf } from './tools-by-shape.ts';
import { readAgentPatch } from './read-agent-patch.ts';

export type ReadCall =
  | { readonly kind: 'call'; readonly call: HookCall }
  /** It says something, and asks nothing. */
  | { readonly kind: 'notice'; readonly notice: HookNotice }
  /** Another event: nothing is about to be done. */
  | { readonly kind: 'other' }
  /** What is wrong, for the agent: a call may be about to be made, and what it does is not known. `isCall`: one is. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly isCall?: true };

/** A payload as it came on standard input. Nothing throws. */
export function readCall(agent: AgentDefinition, payload: string): ReadCall {
  let value: unknown;
  try {
    value = JSON.parse(payload.replace(/^\ufeff/u, '')); // shells of Windows put the mark before what they hand over
  } catch (error) {
    return unreadable(`The payload is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!isFields(value)) return unreadable('The payload is no object.');
  const told = agent.hear(value);
  if (told !== null) {
    const { agentName = agent.id, ...notice } = told;
    return { kind: 'notice', notice: { ...notice, agent: agentName } };
  }
  const envelope = agent.open(value);
  if (envelope === null) return { kind: 'other' };
  if (typeof envelope === 'string') return unreadable(envelope);
  const { agentName = agent.id, ...call } = envelope;
  const { tool } = call;
  const input = typeof call.input === 'string' ? parseArguments(call.input) : call.input;
  const reader = agent.tools.get(tool);
  const edits = isFields(input)
    ? (reader ?? readerOf(tool))(input)
    : typeof input === 'string' && /^\s*\*\*\* Begin Patch/u.test(input)
      ? readAgentPatch(input)
      : reader === undefined
        ? []
        : 'The arguments of the tool are no object.';
  if (typeof edits === 'string') return { ...unreadable(`${tool}: ${edits}`), isCall: true };
  const { channel } = agent;
  // What a person makes of it goes back in the form it came in, where that was an object.
  const given = isFields(input) ? input : call.input;
  return {
    kind: 'call',
    call: { ...call, input: given, agent: agentName, ...(channel !== undefined && { channel }), edits },
  };
}

/** Some give the arguments as JSON. What is none is as it came. */
function parseArguments(input: string): unknown {
  try {
    const value: unknown = JSON.parse(input);
    return isFields(value) ? value : input;
  } catch {
    return input;
  }
}

function unreadable(why: string): Extract<ReadCall, { readonly kind: 'unreadable' }> {
  return { kind: 'unreadable', why };
}
