import { expect } from 'vitest';
import type { Launch } from '../../../client/src/acp/agent-process.ts';
import { startSession, type AgentSession } from '../../../client/src/acp/session.ts';

/** Node runs it where an agent would run. */
export const toLaunch = (script: string): Launch => ({
  program: process.execPath,
  words: ['-e', script],
  environment: process.env,
  directory: import.meta.dirname,
});

/** It answers what opens a session, and then does as it is told: `then` has `say`, and sets `onPrompt` to hear of prompts. */
const toAgent = (then: string): string => `
  const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
  let onPrompt = () => {};
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method, params } = JSON.parse(line);
    if (method === 'initialize') say({ id, result: { protocolVersion: 1 } });
    if (method === 'session/new') say({ id, result: { sessionId: 's1' } });
    if (method === 'session/prompt') onPrompt(id, params.prompt.map(({ text }) => text));
  });
  ${then}`;

/** A session with an agent of that script, once it is ready. */
export async function openSession(script: string): Promise<AgentSession> {
  const session = startSession({
    agent: { title: 'Lab', command: ['lab'], environment: {}, note: '', install: 'Install it.', signIn: 'Sign in.' },
    launch: toLaunch(toAgent(script)),
    folder: 'shop',
    version: '1.0.0',
    changed: () => undefined,
  });
  await untilReady(session);
  return session;
}

export const until = (isSo: () => boolean): Promise<void> =>
  expect.poll(isSo, { timeout: 20_000, interval: 20 }).toBe(true);

export const untilReady = (session: AgentSession): Promise<void> => until(() => session.view().state === 'ready');
