import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { isFields } from './fields.ts';
import { appliesPatch, editsByCommand, replacesText, writesFile } from './tools.ts';

/** Hooks of `.github/hooks/*.json`: `preToolUse`. Payloads come in two spellings, and the arguments as an object or as JSON. */
export const copilotCli = defineAgent({
  id: 'copilot-cli',
  title: 'Copilot CLI',
  waitSeconds: 25,
  open(payload) {
    const opened = openToolCall(payload, 'preToolUse');
    const other = opened === null ? openToolCall(payload, 'PreToolUse') : opened;
    return other === null || typeof other === 'string' ? other : { ...other, input: parseArguments(other.input) };
  },
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

function parseArguments(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  try {
    const value: unknown = JSON.parse(input);
    return isFields(value) ? value : input;
  } catch {
    return input;
  }
}
