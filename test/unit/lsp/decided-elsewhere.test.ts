import fs from 'node:fs';
import { expect, test } from 'vitest';
import { watchDecisions } from '../../../server/src/lsp/decided-elsewhere.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';
import { scratch } from '../host/scratch.ts';

const line = (hash: string, surface: string, more: object = {}): string =>
  `${JSON.stringify({ kind: 'decision', hash, seq: 1, outcome: 'accepted', hunks: [{ path: 'a.ts' }], decidedBy: { surface }, ...more })}\n`;

async function watched(): Promise<{
  readonly add: (text: string) => void;
  readonly said: string[];
  readonly recorded: string[];
  readonly decisions: Awaited<ReturnType<typeof watchDecisions>>;
}> {
  const path = scratch('countersign-elsewhere').at('ledger.jsonl');
  fs.writeFileSync(path, line('before', 'terminal'));
  const [said, recorded]: [string[], string[]] = [[], []];
  const decisions = await watchDecisions(path, {
    // As the session does: what is recorded takes away what was said before.
    recorded: ({ hash }) => {
      recorded.push(hash);
      said.length = 0;
    },
    problem: ({ message }) => void said.push(message),
  });
  return { add: (text) => fs.appendFileSync(path, text), said, recorded, decisions };
}

test('what another program decided is said, whatever was recorded behind it', async () => {
  const { add, said, recorded, decisions } = await watched();
  add(line('one', 'terminal') + line('two', 'panel'));
  expect(await decisions.look()).toBe(true);
  expect(recorded).toEqual(['one', 'two']);
  expect(said).toEqual(['An edit of "a.ts" was accepted in a terminal, not in this editor (record 1).']);
});

test('a record of this window is its own, though it is noted while others are read', async () => {
  const { add, said, recorded, decisions } = await watched();
  add(line('one', 'terminal'));
  const looking = decisions.look();
  add(line('mine', 'lsp'));
  decisions.own({ hash: 'mine' } as LedgerRecord);
  // Asked for while it looks: it looks once more.
  await Promise.all([looking, decisions.look()]);
  await decisions.look();
  expect(recorded).toEqual(['one']);
  expect(said).toHaveLength(1);
});

test('what comes while it looks is read as well', async () => {
  const { add, recorded, decisions } = await watched();
  add(line('one', 'panel'));
  const looking = decisions.look();
  await new Promise((resolve) => setTimeout(resolve, 100));
  add(line('two', 'terminal'));
  await Promise.all([looking, decisions.look()]);
  expect(recorded).toEqual(['one', 'two']);
});

test('lines that are no records hide none behind them, and more than is read is said', async () => {
  const { add, said, recorded, decisions } = await watched();
  add('{"kind":"decision","hunks":[]}\n' + line('odd', 'lsp', { outcome: '__proto__' }) + line('one', 'terminal'));
  await decisions.look();
  expect(recorded).toEqual(['one']);
  add(line('large', 'terminal', { words: 'x'.repeat(5 * 1024 * 1024) }));
  expect(await decisions.look()).toBe(true);
  expect(said.at(-1)).toBe('More was recorded at once than is read here, not in this editor.');
});
