import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { own, textOf } from './fields.ts';
import { hearsEvents } from './hear.ts';
import { appliesPatch, deletesFile, replacesText, writesFile } from './tools.ts';

/** Events that ask about one kind of tool, and take no other arguments for it. */
const granular = /^before(?:MCP|Shell)Execution$/;

/** Hooks of `hooks.json`: `preToolUse`, and for tools of MCP servers `beforeMCPExecution`. With `failClosed` an empty answer blocks, so every answer is a decision. */
export const cursor = defineAgent({
  id: 'cursor',
  title: 'Cursor',
  waitSeconds: 50,
  open(payload) {
    const opened = openToolCall(payload, 'preToolUse');
    if (opened === null || typeof opened === 'string') return opened;
    const call = granular.test(textOf(payload, 'hook_event_name') ?? '')
      ? { ...opened, isFixed: true as const }
      : opened;
    // The folder of the window, where the call names none.
    if (call.directory !== '') return call;
    const roots = own(payload, 'workspace_roots');
    const [first] = Array.isArray(roots) ? (roots as readonly unknown[]) : [];
    return { ...call, directory: typeof first === 'string' ? first : (textOf(payload, 'cwd') ?? '') };
  },
  hear: hearsEvents({
    postToolUse: 'ended',
    postToolUseFailure: 'ended',
    afterShellExecution: 'ended',
    afterMCPExecution: 'ended',
    beforeSubmitPrompt: 'asked',
  }),
  heard: inJson({ continue: true }),
  tools: new Map([
    ['Write', writesFile],
    ['StrReplace', replacesText],
    ['ApplyPatch', appliesPatch],
    ['Delete', deletesFile],
  ]),
  answer: (verdict) =>
    inJson(
      verdict.kind === 'denied'
        ? { permission: 'deny', user_message: verdict.reason, agent_message: verdict.reason }
        : { permission: 'allow', ...(verdict.kind === 'amended' ? { updated_input: verdict.input } : {}) },
    ),
});
