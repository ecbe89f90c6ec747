import { defineAgent, inJson } from './define.ts';
import { claims, isFields, own, textOf, type Fields } from './fields.ts';
import { appliesPatch, replacesText, writesFile } from './tools.ts';
import { replacesBlocks } from './search-replace.ts';

/** An executable called `PreToolUse`. Exit codes are ignored, and refusing ends the whole task: there is no other answer. */
export const cline = defineAgent({
  id: 'cline',
  title: 'Cline',
  waitSeconds: 25,
  open(payload) {
    const named = textOf(payload, 'hookName');
    // The documentation has the tool beside the event, programs that were seen have it in a member.
    const inside = own(payload, 'preToolUse');
    const before = isFields(inside) ? inside : textOf(payload, 'toolName') === undefined ? undefined : payload;
    const call = own(payload, 'tool_call');
    const tool = (isFields(before) ? textOf(before, 'toolName') : undefined) ?? nameOf(call);
    if (tool === undefined && named !== undefined && named !== 'PreToolUse' && named !== 'tool_call') return null;
    if (tool === undefined) return 'The payload names no tool.';
    const model = own(payload, 'model');
    return {
      tool,
      // The call's own arguments have their types, the hook's copy has texts.
      input: isFields(call) && isFields(own(call, 'input')) ? own(call, 'input') : parametersOf(before),
      directory: rootOf(payload),
      ...claims({
        session: textOf(payload, 'taskId'),
        toolCall: isFields(call) ? textOf(call, 'id') : undefined,
        agentVersion: textOf(payload, 'clineVersion'),
        model: isFields(model) ? textOf(model, 'slug') : textOf(payload, 'model'),
      }),
    };
  },
  hear(payload) {
    const event = textOf(payload, 'hookName');
    const kind = event === 'PostToolUse' ? 'ended' : event === 'UserPromptSubmit' ? 'asked' : null;
    if (kind === null) return null;
    const call = own(payload, 'tool_call');
    const asked = own(payload, 'userPromptSubmit');
    return {
      kind,
      directory: rootOf(payload),
      ...claims({
        session: textOf(payload, 'taskId'),
        toolCall: isFields(call) ? textOf(call, 'id') : undefined,
        prompt: kind === 'asked' && isFields(asked) ? textOf(asked, 'prompt') : undefined,
      }),
    };
  },
  heard: inJson({ cancel: false }),
  tools: new Map([
    ['editor', replacesText],
    ['write_to_file', writesFile],
    ['replace_in_file', replacesBlocks],
    ['apply_patch', appliesPatch],
  ]),
  answer(verdict) {
    if (verdict.kind === 'denied') return inJson({ cancel: true, errorMessage: verdict.reason });
    return inJson({ cancel: false, ...(verdict.kind === 'amended' ? { overrideInput: verdict.input } : {}) });
  },
});

function rootOf(payload: Fields): string {
  const roots = own(payload, 'workspaceRoots');
  const [root] = Array.isArray(roots) ? (roots as readonly unknown[]) : [];
  return typeof root === 'string' ? root : '';
}

function nameOf(call: unknown): string | undefined {
  return isFields(call) ? textOf(call, 'name') : undefined;
}

function parametersOf(before: unknown): unknown {
  return isFields(before) ? own(before, 'parameters') : undefined;
}
