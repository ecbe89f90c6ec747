import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { acpAgents, readOwnAgents, toCommandLine } from '../../../client/src/acp/agents.ts';
import { AnsweredError, connect, UnknownMethod } from '../../../client/src/acp/connection.ts';
import {
  emptySession,
  withAnswer,
  withEdit,
  withQuestion,
  withTurnEnded,
  withUpdate,
  withWords,
} from '../../../client/src/acp/session-model.ts';
import { nameInside } from '../../../client/src/acp/name-inside.ts';
import { announceSession } from '../../../client/webview/agent/announce.ts';
import type { EditState, SessionView } from '../../../server/src/protocol/agent-session.ts';

const root = '/projects/shop';
const empty = emptySession({ agent: 'Lab', command: 'lab acp', folder: 'shop' });
const words = (sessionUpdate: string, text: string) => ({ sessionUpdate, content: { type: 'text', text } });
const call = { sessionUpdate: 'tool_call', toolCallId: 'c1', title: 'Edit app', kind: 'edit', status: 'pending' };
const located = { ...call, locations: [{ path: `${root}/src/app.ts` }] };
const notice = (state: EditState, more: object = {}) => ({
  sessionId: 's',
  paths: [`${root}/src/app.ts`],
  state,
  ...more,
});
const after = (updates: readonly object[], from: SessionView = empty): SessionView =>
  updates.reduce<SessionView>((view, update) => withUpdate(view, { ...update }, root), from);

describe('what an agent says', () => {
  test('goes on in one message until somebody else speaks', () => {
    const view = after([
      words('agent_thought_chunk', 'Hm'),
      words('agent_message_chunk', 'I '),
      words('agent_message_chunk', 'edit.'),
      located,
      words('agent_message_chunk', 'Done.'),
    ]);
    expect(view.items.map((item) => ('text' in item ? `${item.kind}: ${item.text}` : item.title))).toEqual([
      'thought: Hm',
      'agent: I edit.',
      'Edit app',
      'agent: Done.',
    ]);
  });

  test('of a call keeps what a later word leaves out', () => {
    const view = after([located, { sessionUpdate: 'tool_call_update', toolCallId: 'c1', status: 'completed' }]);
    expect(view.items).toMatchObject([
      { title: 'Edit app', status: 'completed', places: [{ name: 'src/app.ts', path: `${root}/src/app.ts` }] },
    ]);
  });

  test('that is nothing known changes nothing, and nothing of it is trusted', () => {
    const odd = [
      {},
      { sessionUpdate: 'tool_call' },
      { sessionUpdate: 'usage_update', used: 1 },
      { sessionUpdate: '__proto__' },
    ];
    expect(after(odd)).toEqual(empty);
    const shapes = [null, 1, 'x', [], { content: null }, { locations: 'x', content: [null, { type: 'diff' }] }];
    for (const shape of shapes)
      expect(after([{ sessionUpdate: 'tool_call', toolCallId: 'c', ...fields(shape), title: 7 }]).items).toHaveLength(
        1,
      );
  });

  test('stays within its bounds', () => {
    const many = Array.from({ length: 1_200 }, (_, index) => ({ ...call, toolCallId: `c${index}` }));
    const view = after(many);
    expect([view.items.length, view.left]).toEqual([1_000, 200]);
    expect(new Set(withWords(view, 'note', 'x').items.map(({ id }) => id)).size).toBe(1_000);
    const [long] = after([words('agent_message_chunk', 'x'.repeat(300_000))]).items;
    expect('text' in long! && long.text.length).toBe(200_001);
  });
});

const fields = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

describe('what became of an edit', () => {
  test('stands with its call, and is not asked a second time when it is written', () => {
    const asked = withEdit(after([located]), notice('asked', { toolCallId: 'c1' }), root);
    const accepted = withEdit(asked, notice('accepted', { toolCallId: 'c1' }), root);
    expect(withEdit(accepted, notice('asked'), root)).toBe(accepted);
    expect(withEdit(accepted, notice('allowed'), root)).toBe(accepted);
    expect(accepted.items).toMatchObject([{ edit: { state: 'accepted' } }]);
  });

  test('makes the call known that is told of later, and takes in what is asked again when it writes', () => {
    const accepted = ['asked', 'accepted'].reduce(
      (view, state) => withEdit(view, notice(state as EditState, { toolCallId: 'c1' }), root),
      empty,
    );
    const written = withEdit(withEdit(accepted, notice('asked'), root), notice('accepted'), root);
    expect(after([{ ...located, status: 'completed' }], written).items).toMatchObject([
      { id: 'c1', title: 'Edit app', status: 'completed', edit: { state: 'accepted' } },
    ]);
    const refused = withEdit(empty, notice('asked', { toolCallId: 'c1' }), root);
    expect(withEdit(refused, notice('refused', { toolCallId: 'c1' }), root).items).toMatchObject([
      { status: 'failed' },
    ]);
  });

  test('without a call is one of its own', () => {
    const view = withEdit(withEdit(empty, notice('asked'), root), notice('refused', { reason: 'No.' }), root);
    expect(view.items).toMatchObject([
      { title: 'Write src/app.ts', status: 'failed', edit: { state: 'refused', reason: 'No.' } },
    ]);
  });
});

test('what is said late of a call that was stopped does not let it wait again', () => {
  const stopped = withTurnEnded(after([located]), 'cancelled');
  const late = { sessionUpdate: 'tool_call_update', toolCallId: 'c1', title: 'Edit app.ts' };
  expect(after([late], stopped).items[0]).toMatchObject({ title: 'Edit app.ts', status: 'cancelled' });
  expect(after([{ ...late, status: 'completed' }], stopped).items[0]).toMatchObject({ status: 'completed' });
});

test('a place is called from the folder of the session where it is in it, also when its name begins with dots', () => {
  const names = ['src/app.ts', '..foo', '..foo/a', '../other', '..', '.', '/etc/passwd'];
  const inside = ['src/app.ts', '..foo', '..foo/a', null, null, null, null];
  const paths = names.map((name) => path.resolve(root, name));
  expect(paths.map((each) => nameInside(root, each))).toEqual(inside);
  const [item] = after([{ ...call, locations: paths.map((each) => ({ path: each })) }]).items;
  expect(item).toMatchObject({ places: paths.map((each, at) => ({ path: each, name: inside[at] ?? each })) });
});

test('a turn that has ended leaves nothing waiting', () => {
  const asked = withQuestion(after([located]), 'q1', { toolCall: { title: 'rm -rf /' }, options: [{ optionId: 'a' }] });
  const ended = withTurnEnded(asked, 'cancelled');
  expect(ended.items).toMatchObject([{ status: 'cancelled' }, { answer: '' }, { text: 'Stopped.' }]);
  expect(withAnswer(asked, 'q1', 'a').items[1]).toMatchObject({ answer: 'a' });
});

test('a question shows the whole command, also where its title is another', () => {
  const toolCall = { title: 'Run the tests', rawInput: { command: ['npm', 'test', '&&', 'curl'] } };
  const more = { ...toolCall, rawInput: { command: 'npm test', env: { NODE_OPTIONS: '-r x' } } };
  expect(withQuestion(empty, 'q', { toolCall: more }).items).toMatchObject([
    { detail: 'npm test', input: expect.stringContaining('NODE_OPTIONS') as string },
  ]);
  expect(withQuestion(empty, 'q', { toolCall, options: [] }).items).toMatchObject([
    { title: 'Run the tests', detail: 'npm test && curl', input: '' },
  ]);
});

describe('the live region', () => {
  test('says what waits, what became of it, and the message when the turn has ended', () => {
    const working = { ...after([located]), state: 'working' } as const;
    const asked = withEdit(working, notice('asked', { toolCallId: 'c1' }), root);
    expect(announceSession(working, asked)).toBe('In review: Edit app.');
    const spoken = after([words('agent_message_chunk', 'All '), words('agent_message_chunk', 'done.')], asked);
    expect(announceSession(asked, spoken)).toBe('');
    expect(announceSession(spoken, { ...spoken, state: 'ready' })).toBe('Lab has ended its turn: All done.');
    const ended = after([{ ...located, title: 'Edit app.' }], working);
    expect(announceSession(working, withEdit(ended, notice('allowed', { toolCallId: 'c1' }), root))).toBe(
      'Allowed: Edit app.',
    );
    const question = withQuestion(working, 'q', { toolCall: { title: 'npm test' }, options: [] });
    expect(announceSession(working, question)).toBe('Lab asks for leave: npm test.');
  });
});

describe('the connection', () => {
  const open = () => {
    const sent: unknown[] = [];
    const heard: string[] = [];
    const connection = connect({
      send: (line) => sent.push(JSON.parse(line)),
      request: (method) =>
        method === 'known' ? Promise.resolve({ ok: true }) : Promise.reject(new UnknownMethod('no')),
      notification: (method) => heard.push(method),
      tooLong: () => heard.push('too long'),
    });
    const receive = (text: string): void => connection.receive(Buffer.from(text));
    return { sent, heard, connection, receive };
  };

  test('puts parts of a line together, letters too, and passes over what is no message', async () => {
    const { sent, heard, connection, receive } = open();
    const answer = connection.request('initialize', {});
    const bytes = Buffer.from('{"id":1,"result":{"name":"Zoë"}}\n');
    connection.receive(bytes.subarray(0, 27));
    connection.receive(bytes.subarray(27));
    expect(await answer).toEqual({ name: 'Zoë' });
    receive('nonsense\n[]\n{"id":99,"result":1}\n{"method":"session/update"}\n');
    receive('{"id":7,"method":"known"}\n{"id":8,"method":"other"}\n');
    await new Promise(setImmediate);
    expect(heard).toEqual(['session/update']);
    expect(sent.slice(1)).toEqual([
      { jsonrpc: '2.0', id: 7, result: { ok: true } },
      { jsonrpc: '2.0', id: 8, error: { code: -32_601, message: 'no' } },
    ]);
  });

  test('ends once when a line does not, and takes in nothing more', async () => {
    const { heard, connection, receive } = open();
    const waiting = connection.request('session/prompt', {});
    const million = Buffer.alloc(1_000_000, 'x');
    for (let at = 0; at < 64; at += 1) connection.receive(million);
    expect(heard).toEqual([]);
    for (let at = 0; at < 3; at += 1) connection.receive(million);
    expect(heard).toEqual(['too long']);
    await expect(waiting).rejects.toThrow('too long');
    receive('\n{"method":"session/update"}\n');
    expect(heard).toEqual(['too long']);
  });

  test('tells whoever waits what went wrong', async () => {
    const { connection, receive } = open();
    const first = connection.request('session/new', {});
    receive('{"id":1,"error":{"code":-32000,"message":"sign in"}}\n');
    await expect(first).rejects.toEqual(new AnsweredError(-32_000, 'sign in'));
    const detailed = connection.request('session/new', {});
    receive('{"id":2,"error":{"code":-32603,"message":"Internal error","data":{"details":"no such policy"}}}\n');
    await expect(detailed).rejects.toEqual(new AnsweredError(-32_603, 'Internal error: no such policy'));
    const second = connection.request('session/prompt', {});
    connection.end(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await expect(connection.request('session/prompt', {})).rejects.toThrow('gone');
  });
});

describe('agents', () => {
  test('of the table are started so that they ask', () => {
    expect(acpAgents.map(toCommandLine)).toEqual([
      'gemini --acp',
      `codex-acp -c 'approval_policy="untrusted"'`,
      'opencode acp',
    ]);
    expect(acpAgents.map(({ environment }) => environment)).toEqual([
      {},
      { INITIAL_AGENT_MODE: 'read-only' },
      { OPENCODE_PERMISSION: '{"edit":"ask","bash":"ask"}' },
    ]);
  });

  test('of the settings are read with care', () => {
    const { agents, problems } = readOwnAgents([
      { title: 'Mine', command: ['mine', 'acp'], environment: { A: 'b' } },
      { title: 'No command' },
      { command: ['x'] },
      { title: 'Odd', command: ['x'], environment: { A: 1 } },
      null,
    ]);
    expect(agents).toMatchObject([{ title: 'Mine', command: ['mine', 'acp'], environment: { A: 'b' } }]);
    expect(problems).toHaveLength(4);
    expect(readOwnAgents('x')).toEqual({ agents: [], problems: [] });
  });
});
