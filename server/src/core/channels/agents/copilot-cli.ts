import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { type Fields, own, textOf } from './fields.ts';
import { hearsEvents } from './hear.ts';
import { appliesPatch, editsByCommand, replacesText, writesFile } from './tools.ts';

/** Hooks of `.github/hooks/*.json`: `preToolUse`. Payloads come in two spellings, and the arguments as an object or as JSON. */
export const copilotCli = defineAgent({
  id: 'copilot-cli',
  title: 'Copilot CLI',
  waitSeconds: 25,
  open(payload) {
    if (eventOf(payload) !== null) return null;
    const event = textOf(payload, 'hook_event_name', 'hookEventName');
    const opened = openToolCall(payload, event === 'PreToolUse' ? event : 'preToolUse');
    return opened === null || typeof opened === 'string' ? opened : { ...transcriptOf(opened.session), ...opened };
  },
  hear: (payload) => hears(withEvent(payload)),
  heard: inJson({}),
  tools: new Map([
    ['create', writesFile],
    ['edit', replacesText],
    ['str_replace', replacesText],
    ['str_replace_editor', editsByCommand],
    ['apply_patch', appliesPatch],
    ['git_apply_patch', appliesPatch],
  ]),
  answer(verdict) {
    if (verdict.kind === 'pass') return inJson({});
    if (verdict.kind === 'accepted') return inJson({ permissionDecision: 'allow' });
    if (verdict.kind === 'amended') return inJson({ permissionDecision: 'allow', modifiedArgs: verdict.input });
    return inJson({ permissionDecision: 'deny', permissionDecisionReason: verdict.reason });
  },
});

/** Where it keeps the events of a session. @see @github/copilot-sdk 1.0.14, "session-state" of its README */
function transcriptOf(session: string | undefined): { readonly transcript?: string } {
  const isName = session !== undefined && /^[\w-]{1,100}$/u.test(session);
  return isName ? { transcript: `~/.copilot/session-state/${session}/events.jsonl` } : {};
}

const hears = hearsEvents({
  postToolUse: 'ended',
  postToolUseFailure: 'ended',
  PostToolUse: 'ended',
  userPromptSubmitted: 'asked',
  UserPromptSubmit: 'asked',
});

/** One of its spellings names no event: what else the payload has says which it is. */
function withEvent(payload: Fields): Fields {
  const event = eventOf(payload);
  return event === null ? payload : { ...payload, hook_event_name: event };
}

function eventOf(payload: Fields): string | null {
  if (textOf(payload, 'hook_event_name', 'hookEventName') !== undefined) return null;
  // A result that is not there yet is given as null.
  if ((own(payload, 'toolResult') ?? own(payload, 'tool_result') ?? null) !== null) return 'postToolUse';
  const hasTool = textOf(payload, 'toolName', 'tool_name') !== undefined;
  return !hasTool && textOf(payload, 'prompt') !== undefined ? 'userPromptSubmitted' : null;
}
