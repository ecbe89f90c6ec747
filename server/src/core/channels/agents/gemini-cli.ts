import { openToolCall } from './claude-code.ts';
import { defineAgent, inJson } from './define.ts';
import { replacesText, writesFile } from './tools.ts';

/** Hooks of `settings.json`: `BeforeTool`. They are not asked in `--acp`. */
export const geminiCli = defineAgent({
  id: 'gemini-cli',
  title: 'Gemini CLI',
  waitSeconds: 50,
  open: (payload) => openToolCall(payload, 'BeforeTool'),
  tools: new Map([
    ['write_file', writesFile],
    ['replace', replacesText],
  ]),
  answer: (verdict) =>
    inJson(verdict.kind === 'denied' ? { decision: 'deny', reason: verdict.reason } : { decision: 'allow' }),
});
