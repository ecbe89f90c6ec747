import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { hearsEvents } from './hear.ts';
import { appliesPatch } from './tools.ts';

/**
 * Hooks of `hooks.json`: `PreToolUse`. One key too many voids an answer and the call goes on; so does any exit code but 0 and 2,
 * and 2 without words on standard error.
 */
export const codex = defineAgent({
  id: 'codex',
  title: 'Codex',
  waitSeconds: 540,
  open: (payload) => openToolCall(payload, 'PreToolUse'),
  hear: hearsEvents({ PostToolUse: 'ended', UserPromptSubmit: 'asked' }),
  heard: inJson({}),
  tools: new Map([['apply_patch', appliesPatch]]),
  answer(verdict) {
    if (verdict.kind === 'pass' || verdict.kind === 'accepted') return inJson({});
    const decision =
      verdict.kind === 'amended'
        ? { permissionDecision: 'allow', updatedInput: verdict.input }
        : { permissionDecision: 'deny', permissionDecisionReason: verdict.reason };
    return inJson({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...decision } });
  },
});
