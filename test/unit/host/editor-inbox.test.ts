import fs from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { askEditor } from '../../../server/src/host/ask-editor.ts';
import { addressFolder } from '../../../server/src/host/editor-address.ts';
import { openInbox } from '../../../server/src/host/editor-inbox.ts';
import { repository, scratch } from './scratch.ts';

test('connections that ask nothing keep nobody from asking', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const answers = {
    verdict: () => Promise.resolve({ kind: 'accepted' } as const),
    status: () => Promise.reject(new Error('not asked')),
  };
  const inbox = await openInbox(root, answers, (error) => expect.unreachable(String(error)));
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
