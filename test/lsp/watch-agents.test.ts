import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LedgerRecord } from '../../server/src/core/model/record.ts';
import { systemClock } from '../../server/src/host/clock.ts';
import { nodeDisk } from '../../server/src/host/durable.ts';
import { openLedger, readLedger, type Ledger } from '../../server/src/host/ledger-file.ts';
import { setUps } from '../../server/src/host/set-up/agents.ts';
import { remember } from '../../server/src/host/set-up/kept.ts';
import { installLauncher } from '../../server/src/host/set-up/launcher.ts';
import { recordProblem } from '../../server/src/lsp/record-problem.ts';
import { watchAgents } from '../../server/src/lsp/watch-agents.ts';
import { writeHookPrograms } from '../unit/host/hook-programs.ts';

let home: string;
beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-watch-'));
  vi.stubEnv('HOME', home);
  await remember(home, [{ agent: 'codex', scope: 'user', path: path.join(home, '.codex/hooks.json') }], false);
  writeHookPrograms(home);
  await installLauncher(home, { programs: home, runtime: process.execPath });
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(home, { recursive: true, force: true });
});

const gone = () => `Codex no longer asks before it writes: ${path.join(home, '.codex/hooks.json')} is gone.`;

test('an agent that no longer asks is said, and recorded once, however often a review starts', async () => {
  const recorded: string[] = [];
  const start = (records: readonly LedgerRecord[]) =>
    watchAgents(home, records, {
      log: { info: () => undefined, error: (message) => expect.unreachable(message) },
      changed: () => undefined,
      record: (sentence) => Promise.resolve(recorded.push(sentence)),
    });
  const first = start([]);
  await expect.poll(first.drift).toEqual([gone()]);
  await expect.poll(() => recorded).toEqual([gone()]);
  first.stop();
  const again = start([{ kind: 'problem', message: gone(), seq: 1 } as LedgerRecord]);
  await expect.poll(again.drift).toEqual([gone()]);
  again.stop();
  expect(recorded).toHaveLength(1);
});

test('a chain that takes no record keeps no review from starting', async () => {
  const errors: string[] = [];
  const watch = watchAgents(home, [], {
    log: { info: () => undefined, error: (message) => void errors.push(message) },
    changed: () => undefined,
    record: () => Promise.reject(new Error('the chain is broken')),
  });
  await expect.poll(watch.drift).toEqual([gone()]);
  await expect.poll(() => errors.join()).toContain('the chain is broken');
  watch.stop();
});

describe('windows of one folder', () => {
  const clock = systemClock;
  const stops: (() => void)[] = [];
  const patient = { timeout: 30_000 };
  let ledgerPath: string;
  const errors: string[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    ledgerPath = path.join(home, 'ledger.jsonl');
    errors.length = 0;
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    vi.useRealTimers();
  });

  const openHere = (): Ledger =>
    openLedger({ ledger: ledgerPath, ledgerLock: `${ledgerPath}.lock`, disk: nodeDisk, clock, toolVersion: 'test' });
  const recorded = async (): Promise<readonly string[]> =>
    ((await readLedger(ledgerPath))?.records ?? []).flatMap((each) => (each.kind === 'problem' ? [each.message] : []));

  async function openWindow(record?: () => Promise<number>) {
    const ledger = openHere();
    const watch = watchAgents(home, (await readLedger(ledgerPath))?.records ?? [], {
      log: { info: () => undefined, error: (message) => void errors.push(message) },
      changed: () => undefined,
      record: record ?? ((sentence, after) => recordProblem(ledger, sentence, after, { clock, toolVersion: 'test' })),
    });
    stops.push(watch.stop);
    return watch;
  }
  const look = (): Promise<unknown> => vi.advanceTimersByTimeAsync(60_000);
  /** The hook as this version writes it, or none. */
  const takeOut = (): void => fs.rmSync(path.join(home, '.codex'), { recursive: true });
  const putBack = (): void => {
    fs.mkdirSync(path.join(home, '.codex'));
    const codex = setUps.find(({ agent }) => agent === 'codex')!;
    fs.writeFileSync(path.join(home, '.codex/hooks.json'), codex.put('') ?? '');
  };

  test('record once what all see, and once more when it was mended and comes again', async () => {
    const windows = [await openWindow(), await openWindow()];
    const seen = async (): Promise<readonly (readonly string[])[]> => {
      await look();
      return windows.map(({ drift }) => drift());
    };
    await expect.poll(seen, patient).toEqual([[gone()], [gone()]]);
    await expect.poll(recorded, patient).toEqual([gone()]);
    windows.push(await openWindow());

    for (const times of [2, 3]) {
      putBack();
      await expect.poll(seen, patient).toEqual([[], [], []]);
      takeOut();
      await expect.poll(seen, patient).toEqual([[gone()], [gone()], [gone()]]);
      await expect.poll(recorded, patient).toHaveLength(times);
    }
    for (let more = 0; more < 5; more += 1) {
      await look();
      await wait(20);
    }
    expect(await recorded()).toEqual([gone(), gone(), gone()]);
    expect(errors).toEqual([]);
  });

  test('record later what the chain did not take', async () => {
    let tries = 0;
    await openWindow(() => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('the disk is full')) : Promise.resolve(1);
    });
    await expect.poll(async () => (await look(), tries), patient).toBe(3);
    for (let more = 0; more < 5; more += 1) {
      await look();
      await wait(20);
    }
    expect(tries).toBe(3);
    expect(errors).toHaveLength(2);
  });
});
