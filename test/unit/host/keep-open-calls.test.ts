import { expect, test } from 'vitest';
import type { OpenCalls } from '../../../server/src/host/call-log-file.ts';
import { keepOpenCalls } from '../../../server/src/host/keep-open-calls.ts';
import type { Expected } from '../../../server/src/host/landed-model.ts';

/** What is written down, and the one thing that waits for its time. */
function bench() {
  const kept: { readonly paths: readonly string[]; readonly isOver: boolean }[] = [];
  const expected = new Map<string, readonly Expected[]>();
  const edit: Expected = { author: { agent: 'codex' }, before: null, after: null, until: 1 } as never;
  let waiting: (() => void) | null = null;
  const log = {
    keep: async ({ steps }: OpenCalls, isOver = false) =>
      void kept.push({ paths: steps.map(({ path }) => path), isOver }),
  };
  const clock = {
    now: () => 1_000,
    later: (act: () => void) => {
      waiting = act;
      return () => (waiting = null);
    },
  };
  const keeper = keepOpenCalls(log, clock, { toolCalls: { since: () => [] }, expected });
  return {
    kept,
    keeper,
    begin: (path: string) => {
      expected.set(path, [edit]);
      keeper.changed();
    },
    pass: async () => {
      const act = waiting;
      waiting = null;
      act?.();
      await Promise.resolve();
    },
    written: async () => {
      await new Promise(setImmediate);
      return kept.map(({ paths }) => paths.join());
    },
  };
}

test('a call is written down when it begins, and what follows closely together', async () => {
  const { begin, pass, written } = bench();
  begin('a.ts');
  expect(await written()).toEqual(['a.ts']);
  begin('b.ts');
  begin('c.ts');
  expect(await written()).toEqual(['a.ts']);
  await pass();
  expect(await written()).toEqual(['a.ts', 'a.ts,b.ts,c.ts']);
  await pass();
  expect(await written()).toHaveLength(2);
});

test('an editor that is closed writes what it knows, and nothing after that', async () => {
  const { begin, pass, keeper, kept, written } = bench();
  begin('a.ts');
  begin('b.ts');
  await keeper.close();
  expect(kept.at(-1)).toEqual({ paths: ['a.ts', 'b.ts'], isOver: true });
  await pass();
  expect(await written()).toHaveLength(2);
});
