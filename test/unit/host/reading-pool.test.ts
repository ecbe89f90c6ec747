import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { toVersion, type Known, type ReadingJob } from '../../../server/src/core/verbs.ts';
import { createReadingPool } from '../../../server/src/host/reading-pool.ts';

/** A thread that counts its batches, and says what it knows; some texts bring it down. */
const thread = `
import { parentPort } from 'node:worker_threads';
const known = new Set();
let batches = 0;
parentPort.on('message', ({ jobs, after }) => {
  batches += 1;
  for (const [path] of after.set) known.add(path);
  for (const path of after.dropped) known.delete(path);
  const outcomes = [];
  for (const { version: { text } } of jobs) {
    if (text === 'exit') process.exit(3);
    if (text === 'throw') throw new Error('a fault');
    if (text === 'fill') { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }
    outcomes.push({ kind: 'failed', message: [text, batches, ...known].join(' ') });
    if (text === 'trap') break;
    if (text === 'late') setTimeout(() => process.exit(4), 20);
  }
  const fault = jobs.some(({ version }) => version.text === 'fault') ? 'no grammar' : null;
  parentPort.postMessage({ outcomes, fault, isSpent: jobs.some(({ version }) => version.text === 'trap') });
});
`;

function onePool() {
  const program = join(mkdtempSync(join(tmpdir(), 'reader-')), 'reader.mjs');
  writeFileSync(program, thread);
  return createReadingPool({ threads: 1, program })[0]!;
}

const jobs = (...texts: string[]): ReadingJob[] =>
  texts.map((text) => ({ path: `${text}.ts`, side: 'after', language: 'typescript', version: toVersion(text) }));

const known = (...paths: string[]): Known => ({
  before: new Map(),
  after: new Map(paths.map((path) => [path, null])),
});

async function read(reader: ReturnType<typeof onePool>, texts: string[], paths: string[] = []): Promise<string[]> {
  const outcomes = await reader.read(jobs(...texts), known(...paths));
  return outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.message : 'read'));
}

test('a thread is told only what it does not know yet, and what is known no more', async () => {
  const reader = onePool();
  expect(await read(reader, ['a'], ['x', 'y'])).toEqual(['a 1 x y']);
  expect(await read(reader, ['b'], ['y', 'z'])).toEqual(['b 2 y z']);
});

test.each([
  ['exit', 'The reader failed: the thread ended with code 3'],
  ['throw', 'The reader failed: a fault'],
  ['fill', /^The reader failed: .*memory/],
])('a text that brings its thread down costs no other text: %s', async (text, message) => {
  const reader = onePool();
  const outcomes = await read(reader, ['a', text, 'b'], ['x']);
  expect(outcomes[1]).toMatch(message);
  // The thread that died knew `x`; the ones after it are told again.
  expect([outcomes[0], outcomes[2]]).toEqual(['a 1 x', 'b 1 x']);
});

test('a thread that has died since is not held against the next text', async () => {
  const reader = onePool();
  expect(await read(reader, ['late'])).toEqual(['late 1']);
  await wait(500);
  expect(await read(reader, ['b'])).toEqual(['b 1']);
});

test('a thread that rests knows nothing any more, and is there again when it is asked', async () => {
  const reader = onePool();
  expect(reader.isWarm()).toBe(false);
  await read(reader, ['a'], ['x']);
  expect(reader.isWarm()).toBe(true);
  await reader.rest();
  expect(reader.isWarm()).toBe(false);
  expect(await read(reader, ['b'], ['x'])).toEqual(['b 1 x']);
});

test('what no text is to blame for is no outcome of a text', async () => {
  const reader = onePool();
  await expect(read(reader, ['a', 'fault'])).rejects.toThrow('no grammar');
  expect(await read(reader, ['b'])).toEqual(['b 2']);
});

test('a thread whose parser broke is replaced before the next text', async () => {
  const reader = onePool();
  expect(await read(reader, ['a', 'trap', 'b'])).toEqual(['a 1', 'trap 1', 'b 1']);
});

test('who asks while it reads waits for its turn', async () => {
  const reader = onePool();
  const both = await Promise.all([read(reader, ['a']), read(reader, ['b'])]);
  expect(both).toEqual([['a 1'], ['b 2']]);
});

test('without a program there is no help', () => {
  expect(createReadingPool({ program: join(tmpdir(), 'no such program.mjs') })).toEqual([]);
});
