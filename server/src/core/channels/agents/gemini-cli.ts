import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { hearsEvents } from './hear.ts';
import { replacesText, writesFile } from './tools.ts';

/** Hooks of `settings.json`: `BeforeTool`. They are not asked in `--acp`. */
export const geminiCli = defineAgent({
  id: 'gemini-cli',
  title: 'Gemini CLI',
  waitSeconds: 50,
  open: (payload) => openToolCall(payload, 'BeforeTool'),
  hear: hearsEvents({ AfterTool: 'ended', BeforeAgent: 'asked' }),
  heard: inJson({}),
  tools: new Map([
    ['write_file', writesFile],
    ['replace', replacesText],
  ]),
  answer(verdict) {
    if (verdict.kind === 'denied') return inJson({ decision: 'deny', reason: verdict.reason });
    // They take the place of the arguments, whatever its documentation says of merging: all of them must be there.
    const wanted = verdict.kind === 'amended' ? { hookSpecificOutput: { tool_input: verdict.input } } : {};
    return inJson({ decision: 'allow', ...wanted });
  },
});
