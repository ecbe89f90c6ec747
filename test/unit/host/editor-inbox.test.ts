import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { askEditor } from '../../../server/src/host/ask-editor.ts';
import { addressFolder } from '../../../server/src/host/editor-address.ts';
import { openInbox } from '../../../server/src/host/editor-inbox.ts';
import { repository, scratch } from './scratch.ts';

const answers = {
  verdict: () => Promise.resolve({ kind: 'accepted' } as const),
  status: () => Promise.reject(new Error('not asked')),
};
const unreachable = (error: unknown): void => expect.unreachable(String(error));

test('a folder that an editor has open is found where it stands inside another work tree', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const inner = `${root}/inner`;
  fs.mkdirSync(inner);
  execFileSync('git', ['init', '-q'], { cwd: inner });
  const inbox = await openInbox(inner, answers, unreachable);
  try {
    expect(await askEditor('codex', { edits: [], directory: inner }, '{}', 2_000)).toEqual({ kind: 'accepted' });
  } finally {
    await inbox.close();
    vi.unstubAllEnvs();
  }
});

test('connections that ask nothing keep nobody from asking', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const inbox = await openInbox(root, answers, unreachable);
  const silent: Socket[] = [];
  try {
    const [name] = fs.readdirSync(addressFolder());
    const { socket } = JSON.parse(fs.readFileSync(`${addressFolder()}/${name}`, 'utf8')) as { socket: string };
    for (let at = 0; at < 60; at += 1) silent.push(createConnection(socket).on('error', () => undefined));
    await wait(200);
    const call = { edits: [], directory: root };
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => askEditor('codex', call, '{}', 5_000)));
    expect(verdicts).toEqual(Array.from({ length: 5 }, () => ({ kind: 'accepted' })));
  } finally {
    for (const each of silent) each.destroy();
    await inbox.close();
    vi.unstubAllEnvs();
  }
});
