import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findAgent, isTimed, readCall } from '../../../server/src/core/hook.ts';
import type { HookVerdict } from '../../../server/src/core/model/hook.ts';
import { createAcpProxy, type AcpProxy } from '../../../server/src/host/acp-proxy.ts';
import { openInbox } from '../../../server/src/host/editor-inbox.ts';
import { proposeEdit } from '../../../server/src/host/mcp-tools.ts';
import { repository, scratch, type Scratch } from './scratch.ts';

let files: Scratch;
const closers: (() => Promise<void>)[] = [];
beforeEach(() => {
  files = repository('countersign-acp');
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-acp-state').root);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  vi.unstubAllEnvs();
});

/** An editor whose answer to every call is this. */
async function answerWith(verdict: () => HookVerdict): Promise<void> {
  const unasked = (): Promise<never> => Promise.reject(new Error('not asked'));
  const answers = { verdict: () => Promise.resolve(verdict()), status: unasked, takeIn: unasked };
  const inbox = await openInbox({ root: files.root, repository: null }, answers, (error) =>
    expect.unreachable(String(error)),
  );
  closers.push(inbox.close);
}

/** Between its check and the write git no longer takes the folder for a repository. */
function acceptAndBreak(): HookVerdict {
  files.remove('.git/HEAD');
  return { kind: 'accepted' };
}

type Told = readonly Record<string, unknown>[];

function start(edits: 'client' | 'here'): {
  readonly proxy: AcpProxy;
  readonly agent: Told;
  readonly client: Told;
  readonly faults: readonly unknown[];
} {
  const agent: Record<string, unknown>[] = [];
  const client: Record<string, unknown>[] = [];
  const faults: unknown[] = [];
  const proxy = createAcpProxy({
    toAgent: (line) => void agent.push(JSON.parse(line) as Record<string, unknown>),
    toClient: (line) => void client.push(JSON.parse(line) as Record<string, unknown>),
    edits,
    onFault: (error) => void faults.push(error),
  });
  proxy.fromClient(JSON.stringify({ id: 1, method: 'session/new', params: { cwd: files.root } }));
  proxy.fromAgent(JSON.stringify({ id: 1, result: { sessionId: 's1' } }));
  agent.length = 0;
  client.length = 0;
  return { proxy, agent, client, faults };
}

const write = (more: object = {}): string =>
  JSON.stringify({
    id: 7,
    method: 'fs/write_text_file',
    params: { sessionId: 's1', path: files.at('a.txt'), content: 'a\n', ...more },
  });

test('an agent hears why what was accepted could not be written, and so does its client', async () => {
  await answerWith(acceptAndBreak);
  const { proxy, agent, client, faults } = start('here');
  proxy.fromAgent(write());
  await expect.poll(() => agent).toHaveLength(1);
  const message = expect.stringMatching(
    /^Countersign did not let this call through\. .* git does not take it for a repository\. Nothing was written\.$/,
  ) as string;
  expect(agent).toEqual([{ jsonrpc: '2.0', id: 7, error: { code: -32_000, message } }]);
  expect(client.map(({ params }) => params)).toMatchObject([
    { state: 'asked', paths: [files.at('a.txt')] },
    { state: 'refused', reason: message },
  ]);
  expect(files.has('a.txt')).toBe(false);
  expect(faults).toEqual([]);
});

test('a tool that could not write says so', async () => {
  await answerWith(acceptAndBreak);
  const answer = await proposeEdit({ name: 'lab' }, files.root, { path: files.at('a.txt'), content: 'a\n' });
  expect(answer).toEqual({
    text: `"${files.at('.git')}" is there, and git does not take it for a repository.`,
    isRefused: true,
  });
});

test.each(['client', 'here'] as const)(
  'what cannot even be asked about is refused, and the agent hears it (edits: %s)',
  async (edits) => {
    const { proxy, agent, client, faults } = start(edits);
    // It can be read, and is nested too deeply to be written down again.
    const depth = 200_000;
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    proxy.fromAgent(write({ _meta: 'deep' }).replace('"deep"', deep));
    const options = [{ optionId: 'no', kind: 'reject_once' }];
    const asked = { id: 8, method: 'session/request_permission', params: { sessionId: 's1', options, _meta: 'deep' } };
    proxy.fromAgent(JSON.stringify(asked).replace('"deep"', deep));
    await expect.poll(() => agent).toHaveLength(2);
    const message = 'Countersign could not judge this edit: the review has a fault. Nothing was written.';
    expect(agent).toEqual([
      { jsonrpc: '2.0', id: 7, error: { code: -32_000, message } },
      { jsonrpc: '2.0', id: 8, result: { outcome: { outcome: 'selected', optionId: 'no' } } },
    ]);
    expect(client).toEqual([]);
    expect(faults).toHaveLength(2);
  },
);

test('an editor is told when calls run that show no edit, and when they are over', async () => {
  const payloads: string[] = [];
  const unasked = (): Promise<never> => Promise.reject(new Error('not asked'));
  const verdict = ({ payload }: { readonly payload: string }) => {
    payloads.push(payload);
    return Promise.resolve({ kind: 'pass' } as const);
  };
  const answers = { verdict, status: unasked, takeIn: unasked };
  const inbox = await openInbox({ root: files.root, repository: null }, answers, (error) =>
    expect.unreachable(String(error)),
  );
  closers.push(inbox.close);
  const { proxy } = start('client');
  const update = (toolCallId: string, more: object): void =>
    proxy.fromAgent(
      JSON.stringify({
        method: 'session/update',
        params: { sessionId: 's1', update: { sessionUpdate: 'tool_call_update', toolCallId, ...more } },
      }),
    );
  // Without a question, as in a mode in which it asks nobody; each end once.
  update('c1', { sessionUpdate: 'tool_call', kind: 'execute', status: 'pending' });
  update('c1', { status: 'in_progress' });
  update('c1', { status: 'completed' });
  update('c1', { status: 'completed' });
  // With one: it runs once there is leave, and not while it is asked for.
  update('c2', { kind: 'execute', status: 'in_progress' });
  const options = [
    { optionId: 'yes', kind: 'allow_once' },
    { optionId: 'no', kind: 'reject_once' },
  ];
  const ask = (id: number, toolCallId: string): void =>
    proxy.fromAgent(
      JSON.stringify({
        id,
        method: 'session/request_permission',
        params: { sessionId: 's1', toolCall: { toolCallId, kind: 'execute', title: 'sh' }, options },
      }),
    );
  const answer = (id: number, optionId: string): void =>
    proxy.fromClient(JSON.stringify({ id, result: { outcome: { outcome: 'selected', optionId } } }));
  ask(8, 'c2');
  await expect.poll(() => payloads.length, { timeout: 20_000 }).toBe(4);
  answer(8, 'yes');
  update('c2', { status: 'failed' });
  ask(9, 'c3');
  await new Promise((resolve) => setTimeout(resolve, 100));
  answer(9, 'no');
  // What reads, and an edit, which is asked about as such.
  for (const kind of ['read', 'edit']) update(kind, { kind, status: 'in_progress' });
  await expect.poll(() => payloads.length, { timeout: 20_000 }).toBe(6);
  const told = payloads.map((payload) => {
    const read = readCall(findAgent('acp')!, payload);
    if (read.kind === 'call')
      return ['runs', read.call.agent, read.call.session, read.call.toolCall, isTimed(read.call)];
    return read.kind === 'notice'
      ? [read.notice.kind, read.notice.agent, read.notice.session, read.notice.toolCall]
      : [];
  });
  const runs = (call: string) => ['runs', 'acp', 's1', call, true];
  const ended = (call: string) => ['ended', 'acp', 's1', call];
  expect(told).toEqual([runs('c1'), ended('c1'), runs('c2'), ended('c2'), runs('c2'), ended('c2')]);
});
