import { defineAgent, inJson } from './define.ts';
import { own, textOf } from './fields.ts';
import { writesFile } from './tools.ts';

/** Gemini CLI asks a person whether it may write a file, in the editor: `openDiff` of its companion protocol. */
export const openDiff = 'openDiff';

/**
 * What our companion asks about is `{ directory, input }`; answers are verdicts, which it says in the protocol. There is no
 * "the agent's own settings decide" here: Gemini CLI asks because they say that a person does.
 */
export const geminiCompanion = defineAgent({
  id: 'gemini-companion',
  title: 'Gemini CLI, through the editor',
  // It waits as long as its own question in the terminal does.
  channel: 'companion',
  waitSeconds: 24 * 60 * 60,
  open: (payload) => ({
    agentName: 'gemini-cli',
    tool: openDiff,
    input: own(payload, 'input'),
    directory: textOf(payload, 'directory') ?? '',
    asksPerson: true,
  }),
  hear: () => null,
  heard: inJson({}),
  tools: new Map([[openDiff, writesFile]]),
  answer: (verdict) => inJson(verdict),
});
