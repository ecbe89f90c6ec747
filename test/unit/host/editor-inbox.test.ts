import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { askEditor } from '../../../server/src/host/ask-editor.ts';
import { addressFolder } from '../../../server/src/host/editor-address.ts';
import { type EditorInbox, openInbox } from '../../../server/src/host/editor-inbox.ts';
import { repository, scratch } from './scratch.ts';

const answers = {
  verdict: () => Promise.resolve({ kind: 'accepted' } as const),
  status: () => Promise.reject(new Error('not asked')),
  takeIn: () => Promise.reject(new Error('not asked')),
};
const unreachable = (error: unknown): void => expect.unreachable(String(error));

test('a folder that an editor has open is found where it stands inside another work tree', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const inner = `${root}/inner`;
  fs.mkdirSync(inner);
  execFileSync('git', ['init', '-q'], { cwd: inner });
  const inbox = await openInbox({ root: inner, repository: null }, answers, unreachable);
  try {
    expect(await askEditor('codex', { edits: [], directory: inner }, '{}', 2_000)).toEqual({ kind: 'accepted' });
  } finally {
    await inbox.close();
    vi.unstubAllEnvs();
  }
});

test('an editor of the same clone is asked to take in the work tree of an agent, and no other one', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const [own, other] = [repository('countersign-inbox'), repository('countersign-inbox')];
  own.write('a.txt', 'a');
  own.commit('base');
  const linked = `${own.root}/.trees/one`;
  own.git('worktree', 'add', '-q', linked);
  const asked: string[] = [];
  const inboxes: EditorInbox[] = [];
  const openFor = async (root: string, at: string): Promise<void> => {
    const takeIn = async (directory: string): Promise<boolean> => {
      asked.push(`${at}: ${directory}`);
      await openFor(linked, 'linked');
      return true;
    };
    const verdict = () => Promise.resolve({ kind: 'denied', reason: at } as const);
    const commonDirectory = `${at === 'other' ? other.root : own.root}/.git`;
    inboxes.push(
      await openInbox({ root, repository: { commonDirectory } }, { ...answers, verdict, takeIn }, unreachable),
    );
  };
  try {
    await openFor(other.root, 'other');
    await openFor(own.root, 'own');
    for (const directory of [`${linked}/src`, linked])
      expect(await askEditor('codex', { edits: [], directory }, '{}', 9_000)).toMatchObject({ reason: 'linked' });
    expect(asked).toEqual([`own: ${linked}`]);
    // Another clone, whatever a file in it says of where it belongs.
    const posed = `${own.root}/posed`;
    own.write('posed/.git', `gitdir: ${scratch('countersign-inbox').root}\n`);
    expect(await askEditor('codex', { edits: [], directory: posed }, '{}', 9_000)).toMatchObject({ reason: 'own' });
    expect(asked).toHaveLength(1);
  } finally {
    for (const inbox of inboxes) await inbox.close();
    vi.unstubAllEnvs();
  }
});

test('of two editors on one folder one is asked, and the other one when that goes without an answer', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const asked: string[] = [];
  const openAs = (name: string, answer: () => Promise<never> | Promise<{ readonly kind: 'pass' }>) =>
    openInbox({ root, repository: null }, { ...answers, verdict: () => (asked.push(name), answer()) }, unreachable);
  const ask = () => askEditor('codex', { edits: [], directory: root }, '{}', 9_000);
  const first = await openAs('one', () => Promise.resolve({ kind: 'pass' }));
  const second = await openAs('one', () => Promise.resolve({ kind: 'pass' }));
  try {
    expect(await Promise.all([ask(), ask()])).toEqual([{ kind: 'pass' }, { kind: 'pass' }]);
    expect(asked).toEqual(['one', 'one']);
    await first.close();
    await second.close();
    // The first that is asked goes away while it is asked.
    const leaving: EditorInbox[] = [];
    const leave = (): Promise<never> => {
      void leaving.splice(0).forEach((inbox) => void inbox.close());
      return new Promise<never>(() => undefined);
    };
    leaving.push(await openAs('leaves', leave));
    const stays = await openAs('stays', () => Promise.resolve({ kind: 'pass' }));
    asked.length = 0;
    expect(await ask()).toEqual({ kind: 'pass' });
    expect(asked.filter((name) => name === 'stays')).toHaveLength(1);
    await stays.close();
    for (const inbox of leaving) await inbox.close();
  } finally {
    vi.unstubAllEnvs();
  }
});

test('connections that ask nothing keep nobody from asking', async () => {
  vi.stubEnv('XDG_STATE_HOME', scratch('countersign-inbox').root);
  const { root } = repository('countersign-inbox');
  const inbox = await openInbox({ root, repository: null }, answers, unreachable);
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
