import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findAgent, readCall } from '../../../server/src/core/hook.ts';
import type { ProposedEdit } from '../../../server/src/core/model/hook.ts';
import { createToldCalls, type ToldCalls } from '../../../server/src/host/told-calls.ts';

type Fields = Readonly<Record<string, unknown>>;
interface Message {
  readonly method: string;
  readonly params: Fields;
}

const folder = path.resolve(import.meta.dirname, '../../fixtures/agents/acp');

/** What is read of a request. A sentence: it cannot be. */
function read(told: ToldCalls, { method, params }: Message): readonly ProposedEdit[] | string {
  const payload = { agent: 'lab', directory: '/workspace/repo', method, params: told.complete(params) };
  const opened = readCall(findAgent('acp')!, JSON.stringify(payload));
  if (opened.kind === 'call') return opened.call.edits;
  return opened.kind === 'unreadable' ? opened.why : opened.kind;
}

/** The requests of a recorded session, each as it is read when it comes. */
function replay(name: string): readonly (readonly ProposedEdit[] | string)[] {
  const told = createToldCalls();
  const lines = fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const message = JSON.parse(line) as Message;
    if (message.method !== 'session/update') return [read(told, message)];
    told.note(message.params, line.length);
    return [];
  });
}

const at = (name: string): string => `/workspace/repo/${name}`;

describe('requests as agents sent them', () => {
  test('codex-acp 2.6 shows the change when it tells of the call, and names a file that is moved as it was', () => {
    const chunks = [{ context: [], old: ['one', 'two', 'three'], new: ['one', 'TWO', 'three'], isAtEnd: false }];
    expect(replay('codex-acp-2.6.ndjson')).toEqual([
      [
        { kind: 'write', path: at('a.txt'), text: 'new\n' },
        { kind: 'delete', path: at('d.txt') },
        { kind: 'chunks', path: at('b.txt'), movedTo: at('c.txt'), chunks },
      ],
      [{ kind: 'chunks', path: at('e.txt'), movedTo: at('g.txt'), chunks: [] }],
      [{ kind: 'replace', path: at('f.txt'), old: 'a\nx\nb\n', text: 'a\ny\nb\n', isEverywhere: false }],
    ]);
  });

  test.each([
    ['codex-acp-0.16.ndjson', 'const app = express();\napp.delete('],
    ['opencode-1.18.ndjson', "const express = require('express');\n"],
  ])('%s shows it in the request', (name, start) => {
    const old = expect.stringContaining(start) as string;
    expect(replay(name)).toMatchObject([[{ kind: 'replace', path: at('src/app.js'), old }]]);
  });
});

describe('leave to change files that shows no change', () => {
  test.each(['edit', 'move', 'delete'])('%s is not for anybody to give unseen', (kind) => {
    const toolCall = { toolCallId: 'c1', kind, content: [], locations: kind === 'delete' ? [] : [{ path: at('a') }] };
    const asked = { method: 'session/request_permission', params: { sessionId: 's1', toolCall } };
    expect(read(createToldCalls(), asked)).toMatch(/not shown how/);
  });

  test.each(['execute', 'read', 'fetch', undefined])('%s is about something else', (kind) => {
    const toolCall = { toolCallId: 'c1', ...(kind && { kind }), locations: [{ path: at('a') }] };
    expect(
      read(createToldCalls(), { method: 'session/request_permission', params: { sessionId: 's1', toolCall } }),
    ).toEqual([]);
  });
});

describe('what was told of a call', () => {
  const diff = (name: string, newText: string): Fields => ({ type: 'diff', path: at(name), oldText: '', newText });
  const update = (call: Fields, sessionId = 's1'): Fields => ({
    sessionId,
    update: { sessionUpdate: 'tool_call_update', toolCallId: 'c1', ...call },
  });
  const note = (told: ToldCalls, call: Fields, sessionId?: string): void =>
    told.note(update(call, sessionId), JSON.stringify(call).length);
  const request = (call: Fields = {}): Message => ({
    method: 'session/request_permission',
    params: { sessionId: 's1', toolCall: { toolCallId: 'c1', kind: 'edit', ...call } },
  });
  const written = (name: string, text: string): ProposedEdit => ({ kind: 'write', path: at(name), text });

  test('is the last of it, unless the request says another', () => {
    const told = createToldCalls();
    note(told, { content: [diff('a.txt', 'a')] });
    note(told, { content: [diff('a.txt', 'b')], title: 'Edit' });
    note(told, { content: null, status: 'in_progress' });
    expect(read(told, request())).toEqual([written('a.txt', 'b')]);
    expect(read(told, request({ content: null }))).toEqual([written('a.txt', 'b')]);
    expect(read(told, request({ content: [diff('a.txt', 'c')] }))).toEqual([written('a.txt', 'c')]);
    for (const content of [[], [{ type: 'content', content: { type: 'text', text: 'Editing' } }]]) {
      expect(read(told, request({ content }))).toEqual([written('a.txt', 'b')]);
      note(told, { content });
      expect(read(told, request())).toEqual([written('a.txt', 'b')]);
    }
    expect(read(told, request({ toolCallId: 'c2' }))).toMatch(/not shown how/);
  });

  test('is of its session, and gone when the call has ended', () => {
    const told = createToldCalls();
    note(told, { content: [diff('a.txt', 'a')] }, 's2');
    expect(read(told, request())).toMatch(/not shown how/);
    note(told, { content: [diff('a.txt', 'a')] });
    note(told, { status: 'completed' });
    expect(read(told, request())).toMatch(/not shown how/);
  });

  test('is not kept without end, and may be anything', () => {
    const told = createToldCalls();
    for (let call = 0; call <= 100; call += 1) note(told, { toolCallId: `c${call}`, content: [diff('a.txt', 'a')] });
    note(told, { toolCallId: 'large', content: [diff('a.txt', 'a'.repeat(11_000_000))] });
    for (let call = 1; call <= 100; call += 1) note(told, { toolCallId: `c${call}`, content: [diff('a.txt', 'a')] });
    for (const odd of [null, [], 'x', { update: [] }, { update: { sessionUpdate: 'tool_call' } }]) told.note(odd, 1);
    expect(read(told, request({ toolCallId: 'c0' }))).toMatch(/not shown how/);
    expect(read(told, request({ toolCallId: 'large' }))).toMatch(/not shown how/);
    expect(read(told, request({ toolCallId: 'c100' }))).toEqual([written('a.txt', 'a')]);
    const isForgotten = (call: Fields): boolean => told.isForgotten(request(call).params);
    expect([{ toolCallId: 'c0' }, { toolCallId: 'large' }].map(isForgotten)).toEqual([true, true]);
    expect(isForgotten({ toolCallId: 'large', content: [diff('a.txt', 'a')] })).toBe(false);
    expect([{ toolCallId: 'c100' }, { toolCallId: 'never' }].map(isForgotten)).toEqual([false, false]);
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    for (const name of ['toolCallId', 'content', 'title']) told.note(update({ [name]: deep }), 1);
    expect(told.complete({ toolCall: 7 })).toEqual({ toolCall: 7 });
  });

  test('is not all of it where a file is named whose change is not shown', () => {
    const told = createToldCalls();
    note(told, { content: [diff('a.txt', 'a'), diff('b.txt', 'b')] });
    const named = (...names: string[]): Message => request({ locations: names.map((name) => ({ path: name })) });
    expect(read(told, named('a.txt', at('b.txt')))).toHaveLength(2);
    expect(read(told, named(at('a.txt'), at('b.txt'), at('c.txt')))).toContain('"/workspace/repo/c.txt"');
    expect(read(told, named(at('c.txt'), at('d.txt')))).toContain('shows no change of it');
  });
});
