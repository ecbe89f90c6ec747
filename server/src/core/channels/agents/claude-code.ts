import type { HookVerdict } from '../../model/hook.ts';
import { defineAgent, type Envelope, inJson } from './define.ts';
import { type Fields, own, textOf } from './fields.ts';
import { claimsOf, directoryOf, hearsEvents } from './hear.ts';
import { replacesSeveral, replacesText, writesFile } from './tools.ts';

/** Hooks of `.claude/settings.json`: `PreToolUse`. JSON counts only with exit code 0; exit code 1 lets the call go on. */
export const claudeCode = defineAgent({
  id: 'claude-code',
  title: 'Claude Code',
  waitSeconds: 50,
  open: (payload) => openToolCall(payload, 'PreToolUse'),
  hear: hearsEvents({
    SessionStart: 'started',
    PostToolUse: 'ended',
    PostToolUseFailure: 'ended',
    UserPromptSubmit: 'asked',
  }),
  heard: inJson({}),
  tools: new Map([
    ['Write', writesFile],
    ['Edit', replacesText],
    ['MultiEdit', replacesSeveral],
  ]),
  answer(verdict) {
    // Without a decision the agent goes on to its own rules and questions: there was nothing to decide.
    if (verdict.kind === 'pass') return inJson({});
    return inJson({ hookSpecificOutput: { hookEventName: 'PreToolUse', ...decisionOf(verdict) } });
  },
});

/** What Claude Code began and VS Code took over. */
export function decisionOf(verdict: Exclude<HookVerdict, { readonly kind: 'pass' }>): object {
  switch (verdict.kind) {
    case 'accepted':
      return { permissionDecision: 'allow', permissionDecisionReason: 'Accepted in Countersign.' };
    case 'amended':
      return {
        permissionDecision: 'allow',
        permissionDecisionReason: 'Accepted with changes in Countersign.',
        updatedInput: verdict.input,
        additionalContext: 'A person changed this edit before it was written. Read the file again.',
      };
    case 'denied':
      return { permissionDecision: 'deny', permissionDecisionReason: verdict.reason };
  }
}

/**
 * The envelope that Claude Code began and others took over, some in camel case. Whatever has a tool and its arguments is a call,
 * however its event is called: what is not known is no reason to let it go on. Events that tell of an end are heard before.
 */
export function openToolCall(payload: Fields, event: string): Envelope | null | string {
  const named = textOf(payload, 'hook_event_name', 'hookEventName');
  const isOther = named !== undefined && named !== event;
  const tool = textOf(payload, 'tool_name', 'toolName');
  const input = own(payload, 'tool_input') ?? own(payload, 'toolInput') ?? own(payload, 'toolArgs');
  if (isOther && (tool === undefined || input === undefined)) return null;
  if (tool === undefined) return 'The payload names no tool.';
  return {
    tool,
    input,
    directory: directoryOf(payload),
    ...claimsOf(payload),
  };
}
