import type { HookNotice } from '../../model/hook.ts';
import { defineAgent, inJson } from './define.ts';
import { claims, isFields, own, textOf } from './fields.ts';
import { appliesPatch, replacesSeveral, replacesText, writesFile } from './tools.ts';

/** What our plugin sends of `tool.execute.before`, and reads: it throws what is refused, which is the only thing that blocks. */
export const opencode = defineAgent({
  id: 'opencode',
  title: 'opencode',
  waitSeconds: 540,
  open(payload) {
    const event = textOf(payload, 'event');
    const input = own(payload, 'input');
    const output = own(payload, 'output');
    const tool = isFields(input) ? textOf(input, 'tool') : undefined;
    const hasArguments = tool !== undefined && isFields(output) && own(output, 'args') !== undefined;
    if (event !== undefined && event !== 'tool.execute.before' && !hasArguments) return null;
    if (!isFields(input) || tool === undefined) return 'The payload names no tool.';
    return {
      tool,
      input: isFields(output) ? own(output, 'args') : undefined,
      directory: textOf(payload, 'directory', 'worktree') ?? '',
      ...claims({
        session: textOf(input, 'sessionID'),
        toolCall: textOf(input, 'callID'),
        model: textOf(payload, 'model'),
      }),
    };
  },
  hear(payload) {
    const kind = noticeOf(textOf(payload, 'event'));
    const input = own(payload, 'input');
    if (kind === null || !isFields(input)) return null;
    return {
      kind,
      directory: textOf(payload, 'directory', 'worktree') ?? '',
      ...claims({
        session: textOf(input, 'sessionID'),
        toolCall: textOf(input, 'callID'),
        prompt: kind === 'asked' ? textOf(payload, 'prompt') : undefined,
      }),
    };
  },
  heard: inJson({}),
  tools: new Map([
    ['write', writesFile],
    ['edit', replacesText],
    ['multiedit', replacesSeveral],
    ['patch', appliesPatch],
    ['apply_patch', appliesPatch],
  ]),
  answer(verdict) {
    if (verdict.kind === 'denied') return inJson({ decision: 'deny', reason: verdict.reason });
    return inJson({ decision: 'allow', ...(verdict.kind === 'amended' ? { args: verdict.input } : {}) });
  },
});

function noticeOf(event: string | undefined): HookNotice['kind'] | null {
  if (event === 'tool.execute.after') return 'ended';
  return event === 'chat.message' ? 'asked' : null;
}
