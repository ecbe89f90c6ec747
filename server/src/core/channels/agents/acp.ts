import type { ProposedEdit } from '../../model/hook.ts';
import { defineAgent, inJson, type ToolReader } from './define.ts';
import { claims, isFields, listOf, own, textOf, type Fields } from './fields.ts';
import { readsByShape, writesFile } from './tools.ts';

/** Requests of an agent that a client of the Agent Client Protocol (version 1) answers, and that may write. */
export const heldRequests = { permission: 'session/request_permission', write: 'fs/write_text_file' } as const;

/**
 * Any agent behind the proxy `countersign acp`. What the proxy asks about is `{ agent, session, directory, method, params }`;
 * answers are verdicts, which the proxy says in the protocol.
 */
export const acp = defineAgent({
  id: 'acp',
  title: 'An agent of the Agent Client Protocol',
  channel: 'acp',
  waitSeconds: 900,
  open(payload) {
    const method = textOf(payload, 'method');
    const params = own(payload, 'params');
    if (method === undefined || !isFields(params)) return 'The request has no method and parameters.';
    const toolCall = own(params, 'toolCall');
    return {
      tool: method,
      input: method === heldRequests.permission ? toolCall : params,
      directory: textOf(payload, 'directory') ?? '',
      ...claims({
        agentName: textOf(payload, 'agent'),
        session: textOf(params, 'sessionId'),
        toolCall: isFields(toolCall) ? textOf(toolCall, 'toolCallId') : undefined,
      }),
    };
  },
  hear: () => null,
  heard: inJson({}),
  tools: new Map<string, ToolReader>([
    [heldRequests.write, writesFile],
    [heldRequests.permission, readPermission],
  ]),
  answer: (verdict) => inJson(verdict),
});

/** What is asked for carries the change as diffs, or the arguments of the agent's own tool. */
function readPermission(toolCall: Fields): readonly ProposedEdit[] | string {
  const diffs = (listOf(toolCall, 'content') ?? []).filter(isFields).filter((part) => own(part, 'type') === 'diff');
  const edits: ProposedEdit[] = [];
  for (const diff of diffs) {
    const path = textOf(diff, 'path');
    const text = textOf(diff, 'newText');
    if (path === undefined || text === undefined) return 'A diff has no path and new text.';
    const old = textOf(diff, 'oldText') ?? '';
    // Some give the whole file, some the passage alone: both are there once.
    edits.push(old === '' ? { kind: 'write', path, text } : { kind: 'replace', path, old, text, isEverywhere: false });
  }
  if (edits.length > 0) return edits;
  const raw = own(toolCall, 'rawInput');
  const read = isFields(raw) ? readsByShape(raw) : [];
  if (read.length > 0 || textOf(toolCall, 'kind') !== 'delete') return read;
  const places = (listOf(toolCall, 'locations') ?? []).filter(isFields).map((place) => textOf(place, 'path'));
  return places.flatMap((path): readonly ProposedEdit[] => (path === undefined ? [] : [{ kind: 'delete', path }]));
}
