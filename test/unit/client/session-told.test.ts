import { expect, test } from 'vitest';
import { editNotice } from '../../../server/src/protocol/agent-session.ts';
import { openSession, untilReady } from './scripted-agent.ts';

/** As the proxy and an agent whose every edit is refused: it says what it was prompted with. */
const script = `onPrompt = (id, texts) => {
  const text = texts.join(' + ') + '. ';
  say({ method: 'session/update', params: { update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } } } });
  const isUnheard = !text.includes('Stop');
  say({ method: '${editNotice}', params: { sessionId: 's1', paths: ['a.ts'], state: 'refused', reason: 'No', isUnheard } });
  say({ id, result: { stopReason: 'end_turn' } });
};`;

test('an agent hears why it was refused, but is not prompted for ever; what is left goes with the next prompt', async () => {
  const session = await openSession(script);
  const said = (): string[] => session.view().items.flatMap((item) => (item.kind === 'agent' ? [item.text] : []));
  try {
    session.prompt('Edit');
    await untilReady(session);
    expect(said()).toEqual(['Edit. ', 'No. ', 'No. ', 'No. ']);
    session.prompt('Stop');
    await untilReady(session);
    expect(said().slice(4)).toEqual(['No + Stop. ']);
  } finally {
    session.close();
  }
});
