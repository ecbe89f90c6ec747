import { decisionOf, openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { hearsEvents } from './hear.ts';
import { appliesPatch, leavesOpen, replacesSeveral, replacesText, writesFile } from './tools.ts';

/** Hooks of agents in VS Code: `PreToolUse`, asked for every tool whatever the matcher says. Anything but 0 and 2 goes on. */
export const vscode = defineAgent({
  id: 'vscode',
  title: 'VS Code',
  waitSeconds: 25,
  open: (payload) => openToolCall(payload, 'PreToolUse'),
  hear: hearsEvents({ SessionStart: 'started', PostToolUse: 'ended', UserPromptSubmit: 'asked' }),
  heard: inJson({ continue: true }),
  tools: new Map([
    ['create_file', writesFile],
    ['replace_string_in_file', replacesText],
    ['multi_replace_string_in_file', replacesSeveral],
    ['apply_patch', appliesPatch],
    ['insert_edit_into_file', leavesOpen('replace_string_in_file')],
  ]),
  answer(verdict) {
    if (verdict.kind === 'pass') return inJson({ continue: true });
    return inJson({ continue: true, hookSpecificOutput: { hookEventName: 'PreToolUse', ...decisionOf(verdict) } });
  },
});
