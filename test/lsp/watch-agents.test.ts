import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LedgerRecord } from '../../server/src/core/model/record.ts';
import { remember } from '../../server/src/host/set-up/drift.ts';
import { watchAgents } from '../../server/src/lsp/watch-agents.ts';

let home: string;
beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-watch-'));
  vi.stubEnv('HOME', home);
  await remember(home, [{ agent: 'codex', scope: 'user', path: path.join(home, '.codex/hooks.json') }], false);
  fs.writeFileSync(path.join(home, '.countersign/hook'), '');
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
      record: (sentence) => Promise.resolve(void recorded.push(sentence)),
    });
  const first = start([]);
  await expect.poll(first.drift).toEqual([gone()]);
  await expect.poll(() => recorded).toEqual([gone()]);
  first.stop();
  const again = start([{ kind: 'problem', message: gone() } as LedgerRecord]);
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
