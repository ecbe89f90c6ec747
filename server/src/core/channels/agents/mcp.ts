import type { ProposedEdit } from '../../model/hook.ts';
import { defineAgent, inJson, type ToolReader } from './define.ts';
import { claims, type Fields, own, textOf } from './fields.ts';
import { replacesText, writesFile } from './tools.ts';

/** The tool by which an agent proposes an edit to us of its own accord. */
export const proposeEdit = 'propose_edit';

/**
 * Our own server of the Model Context Protocol, `countersign mcp`: what it asks about is `{ agent, agentVersion, directory, input }`, and answers
 * are verdicts, which it carries out.
 */
export const mcp = defineAgent({
  id: 'mcp',
  title: 'An agent, through our MCP server',
  channel: 'mcp',
  waitSeconds: 50,
  open: (payload) => ({
    tool: proposeEdit,
    input: own(payload, 'input'),
    directory: textOf(payload, 'directory') ?? '',
    ...claims({ agentName: textOf(payload, 'agent'), agentVersion: textOf(payload, 'agentVersion') }),
  }),
  hear: () => null,
  heard: inJson({}),
  tools: new Map<string, ToolReader>([[proposeEdit, readProposed]]),
  answer: (verdict) => inJson(verdict),
});

/** We write what it says, so nothing of it is guessed: a passage that is left out is not the whole file. */
function readProposed(input: Fields): readonly ProposedEdit[] | string {
  const isWhole = textOf(input, 'content') !== undefined;
  const old = textOf(input, 'old_string');
  if (isWhole && (old !== undefined || textOf(input, 'new_string') !== undefined))
    return 'Give the whole text as "content", or a passage as "old_string" and "new_string", not both.';
  if (isWhole) return writesFile(input);
  if (old === undefined || old === '')
    return 'Give the passage to replace as "old_string"; for a whole text, of a new file too, give "content".';
  return replacesText(input);
}
