import { expect, test } from 'vitest';
import { startSession } from '../../../client/src/acp/session.ts';
import { editNotice } from '../../../server/src/protocol/agent-session.ts';

/** As the proxy and an agent whose every edit is refused: it says what it was prompted with. */
const program = `
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const say = (message) => console.log(JSON.stringify({ jsonrpc: '2.0', ...message }));
  if (method === 'initialize') say({ id, result: { protocolVersion: 1 } });
  if (method === 'session/new') say({ id, result: { sessionId: 's1' } });
  if (method !== 'session/prompt') return;
  const text = params.prompt.map((part) => part.text).join(' + ') + '. ';
  say({ method: 'session/update', params: { update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } } } });
  const isUnheard = !text.includes('Stop');
  say({ method: '${editNotice}', params: { sessionId: 's1', paths: ['a.ts'], state: 'refused', reason: 'No', isUnheard } });
  say({ id, result: { stopReason: 'end_turn' } });
});
`;

test('an agent hears why it was refused, but is not prompted for ever; what is left goes with the next prompt', async () => {
  const session = startSession({
    agent: { title: 'Lab', command: ['lab'], environment: {}, note: '', install: '', signIn: '' },
    launch: { program: process.execPath, words: ['-e', program], environment: process.env, directory: process.cwd() },
    folder: 'work',
    version: '0',
    changed: () => undefined,
  });
  const said = (): string[] => session.view().items.flatMap((item) => (item.kind === 'agent' ? [item.text] : []));
  try {
    await expect.poll(() => session.view().state, { timeout: 20_000 }).toBe('ready');
    session.prompt('Edit');
    await expect.poll(() => session.view().state, { timeout: 20_000 }).toBe('ready');
    expect(said()).toEqual(['Edit. ', 'No. ', 'No. ', 'No. ']);
    session.prompt('Stop');
    await expect.poll(() => session.view().state, { timeout: 20_000 }).toBe('ready');
    expect(said().slice(4)).toEqual(['No + Stop. ']);
  } finally {
    session.close();
  }
});
