import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkCancelled } from '../../server/src/core/model/cancel.ts';
import { createWorkQueue, type Job } from '../../server/src/lsp/work-queue.ts';

function record(): { readonly log: string[]; readonly job: (name: string, steps?: number) => Job } {
  const log: string[] = [];
  return {
    log,
    job:
      (name, steps = 1) =>
      async (cancel) => {
        log.push(`${name} begins`);
        for (let step = 0; step < steps; step += 1) {
          await cancel.pause();
          checkCancelled(cancel);
        }
        log.push(`${name} ends`);
      },
  };
}

describe('the work queue', () => {
  test('runs one job at a time, in the order they were asked for', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    queue.ask('a', job('a', 3));
    queue.ask('b', job('b'));
    await queue.idle();
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('takes what somebody waits for before all that waits', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    queue.ask('a', job('a', 3));
    queue.ask('b', job('b'));
    queue.askFirst('c', job('c'));
    await queue.idle();
    expect(log.filter((line) => line.endsWith('begins'))).toEqual(['a begins', 'c begins', 'b begins']);
  });

  test('cancels a running job when its key is asked for again', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    queue.ask('a', job('old', 50));
    queue.ask('a', job('new'));
    await queue.flush('a');
    expect(log).toEqual(['old begins', 'new begins', 'new ends']);
  });

  test('lets a waiting job be replaced without running it', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    queue.ask('a', job('old'), 10_000);
    queue.ask('a', job('new'), 10_000);
    await queue.flush('a');
    expect(log).toEqual(['new begins', 'new ends']);
  });

  test('starts a delayed job at once when somebody waits for it', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    const anHour = 3_600_000; // longer than this test may take
    queue.ask('a', job('a'), anHour);
    await queue.flush('a');
    expect(log).toEqual(['a begins', 'a ends']);
  });

  test('goes on after a job that throws, and says what it threw', async () => {
    const bugs: unknown[] = [];
    const queue = createWorkQueue((error) => bugs.push(error));
    const { log, job } = record();
    queue.ask('a', () => Promise.reject(new Error('broken')));
    queue.ask('b', job('b'));
    await queue.idle();
    expect(log).toEqual(['b begins', 'b ends']);
    expect(bugs).toEqual([new Error('broken')]);
  });

  test('ends what runs and drops what waits when it is disposed of', async () => {
    const queue = createWorkQueue(() => undefined);
    const { log, job } = record();
    queue.ask('a', job('a', 1_000));
    queue.ask('b', job('b'), 5);
    queue.dispose();
    await wait(30);
    expect(log).toEqual(['a begins']);
  });
});
