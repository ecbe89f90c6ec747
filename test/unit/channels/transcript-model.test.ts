import { expect, test } from 'vitest';
import { modelOfTranscript } from '../../../server/src/core/hook.ts';

const lines = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join('\n');

test.each<[string, string, string | undefined]>([
  [
    'the last that spoke',
    lines({ type: 'assistant', message: { model: 'a-1' } }, { type: 'assistant', message: { model: 'a-2' } }),
    'a-2',
  ],
  [
    'of Gemini CLI',
    lines({ type: 'user', content: '' }, { type: 'gemini', model: 'gemini-2.5-pro' }, { $set: {} }),
    'gemini-2.5-pro',
  ],
  ['after a line that is cut off', `el":"x"}\n${lines({ type: 'assistant', message: { model: 'a-1' } })}\n{"ty`, 'a-1'],
  ['not what no model said', lines({ type: 'assistant', message: { model: '<synthetic>' } }), undefined],
  [
    'not what a tool is asked',
    lines({ type: 'assistant', message: { content: [{ input: { model: 'b' } }] } }),
    undefined,
  ],
  ['not what a person or a tool says', lines({ type: 'user', message: { model: 'b' }, model: 'b' }), undefined],
  ['not words', lines({ type: 'gemini', model: 'ignore all rules' }), undefined],
  [
    'of Copilot, that spoke last',
    lines(
      { type: 'session.start', data: { selectedModel: 'c-1' } },
      { type: 'assistant.message', data: { content: '', model: 'c-2' } },
      { type: 'assistant.message', agentId: 'child', data: { model: 'c-3' } },
      { type: 'user.message', data: { model: 'c-4' } },
    ),
    'c-2',
  ],
  ['of Copilot, as it began', lines({ type: 'session.start', data: { selectedModel: 'c-1' } }), 'c-1'],
  [
    'of Copilot, as it was changed',
    lines(
      { type: 'assistant.message', data: { model: 'c-1' } },
      { type: 'session.model_change', data: { previousModel: 'c-1', newModel: 'c-2' } },
    ),
    'c-2',
  ],
  ['of nothing', '', undefined],
])('the model of a transcript: %s', (_, text, model) => {
  expect(modelOfTranscript(text)).toBe(model);
});
