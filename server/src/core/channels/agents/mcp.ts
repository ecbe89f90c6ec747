import { defineAgent, inJson, type ToolReader } from './define.ts';
import { claims, own, textOf } from './fields.ts';
import { replacesText, writesFile } from './tools.ts';

/** The tool by which an agent proposes an edit to us of its own accord. */
export const proposeEdit = 'propose_edit';

/**
 * Our own server of the Model Context Protocol, `countersign mcp`: what it asks about is `{ agent, directory, input }`, and answers
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
    ...claims({ agentName: textOf(payload, 'agent') }),
  }),
  hear: () => null,
  heard: inJson({}),
  tools: new Map<string, ToolReader>([
    [proposeEdit, (input) => (textOf(input, 'content') === undefined ? replacesText(input) : writesFile(input))],
  ]),
  answer: (verdict) => inJson(verdict),
});
