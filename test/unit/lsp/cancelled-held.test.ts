import { describe, expect, test } from 'vitest';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { file as path, guarded } from '../../agents/guarded-route.ts';
import { heldBench, reasonOf, type HeldBench } from './held-bench.ts';

/** Writes nothing that a rule holds. */
const harmless = { tool_name: 'Write', tool_input: { file_path: path, content: guarded.replace('3000', '3001') } };

async function shown({ desk }: HeldBench): Promise<ChangeSetView> {
  await expect.poll(() => desk.views().length, { timeout: 20_000 }).toBe(1);
  return desk.views()[0]!;
}

async function again(bench: HeldBench): Promise<ChangeSetView> {
  const { id } = await shown(bench);
  expect(bench.desk.analyseAgain(id).done).toBe(true);
  await bench.ended();
  return await shown(bench);
}

describe('an edit that waits, whose analysis was cancelled,', () => {
  test('stays held, and is accepted by nobody until it is analysed again', async () => {
    const bench = await heldBench();
    const { desk, ask, cancelNext } = bench;
    cancelNext();
    const asked = ask('s1');
    const { id, hunks, isCancelled, heldUntil } = await shown(bench);
    const [hunk] = hunks;
    expect([isCancelled, heldUntil !== null]).toEqual([true, true]);
    expect(hunk).toMatchObject({ judged: false, landing: 'held', notJudged: 'Not analysed: cancelled.' });
    const refused = async (wish: Parameters<typeof desk.decide>[1]): Promise<string | null> =>
      (await desk.decide(id, wish, 'lsp')).refused;
    expect(await refused({ kind: 'accept', hunk: hunk!.id })).toBe('Not analysed: cancelled. Analyse it again first.');
    expect(await refused({ kind: 'acknowledgeNotJudged', hunk: hunk!.id })).toMatch(/analyse it again/);
    expect(await refused({ kind: 'acceptWithoutFindings' })).not.toBeNull();

    // Cancelled again, it stays as it is.
    cancelNext();
    expect((await again(bench)).isCancelled).toBe(true);

    const now = await again(bench);
    expect(now).toMatchObject({ id, isCancelled: false });
    expect(now.hunks[0]!.findings.length).toBeGreaterThan(0);
    expect(await refused({ kind: 'accept', hunk: hunk!.id })).toMatch(/is not explained yet/);
    await bench.reject(id, 'Keep the guard.');
    expect(reasonOf(await asked)).toContain('Keep the guard.');
  });

  test('is rejected as any other, and denied when nobody decides in time', async () => {
    const bench = await heldBench();
    bench.cancelNext();
    const late = reasonOf(await bench.ask('s1', { waitMs: 0 }));
    expect(late).toMatch(/has not ended yet/);
    expect(late).toContain('cancelled its analysis');
    const asked = bench.ask('s1');
    await expect.poll(() => bench.desk.views()[0]?.heldUntil ?? null).not.toBeNull();
    await bench.reject((await shown(bench)).id, 'Not now.');
    expect(reasonOf(await asked)).toContain('Not now.');
  });

  test('passes when it is analysed again and nothing holds it', async () => {
    const bench = await heldBench();
    bench.cancelNext();
    const asked = bench.send('claude-code', { session_id: 's1', tool_use_id: 't1', ...harmless });
    bench.desk.analyseAgain((await shown(bench)).id);
    expect(await asked).toEqual({ kind: 'pass' });
    expect(bench.desk.views()).toEqual([]);
  });

  test('does not pass when a person has changed it meanwhile: what they made of it is theirs to accept', async () => {
    const bench = await heldBench();
    bench.cancelNext();
    const asked = bench.ask('s1');
    const { id } = await shown(bench);
    bench.cancelNext();
    expect(await bench.desk.amend(id, path, harmless.tool_input.content)).toMatch(/stays as it was/);
    expect((await shown(bench)).isCancelled).toBe(true);
    expect(await bench.desk.amend(id, path, harmless.tool_input.content)).toBeNull();
    const { hunks, isCancelled } = await shown(bench);
    expect(isCancelled).toBe(false);
    expect((await again(bench)).isCancelled).toBe(false);
    await bench.desk.decide(id, { kind: 'accept', hunk: hunks[0]!.id }, 'lsp');
    expect(JSON.stringify(await asked)).toContain('3001');
  });

  test('does not pass when a part of it was rejected meanwhile', async () => {
    const bench = await heldBench();
    bench.cancelNext();
    const content = `// first\n${harmless.tool_input.content}`;
    const input = { ...harmless, tool_input: { file_path: path, content } };
    const asked = bench.send('claude-code', { session_id: 's1', tool_use_id: 't1', ...input });
    const { id, hunks } = await shown(bench);
    const port = hunks.find(({ firstLine }) => firstLine > 1);
    const first = hunks.find(({ firstLine }) => firstLine === 1);
    await bench.desk.decide(id, { kind: 'reject', hunk: port!.id, reason: 'Keep the port.' }, 'lsp');
    expect((await again(bench)).hunks.map(({ outcome }) => outcome)).toContain(null);
    await bench.desk.decide(id, { kind: 'accept', hunk: first!.id }, 'lsp');
    const verdict = JSON.stringify(await asked);
    expect(verdict).toContain('// first');
    expect(verdict).not.toContain('3001');
  });

  test('is closed when its file has changed and the new analysis is cancelled', async () => {
    const bench = await heldBench();
    const asked = bench.ask('s1');
    const { id, hunks } = await shown(bench);
    bench.files.write(path, guarded.replace('3000', '4000'));
    bench.cancelNext();
    const { refused } = await bench.desk.decide(id, { kind: 'accept', hunk: hunks[0]!.id }, 'lsp');
    expect(refused).toBe('Its files have changed since it was asked about: its analysis was cancelled.');
    expect(await shown(bench)).toMatchObject({ id, isCancelled: true });
    expect((await again(bench)).hunks.flatMap(({ findings }) => findings)).not.toEqual([]);
    bench.files.write(path, guarded.replace('3000', '5000'));
    bench.cancelNext();
    expect(await bench.desk.amend(id, path, guarded)).toMatch(/analysis was cancelled/);
    for (const hunk of (await shown(bench)).hunks)
      await bench.desk.decide(id, { kind: 'reject', hunk: hunk.id, reason: 'No.' }, 'lsp');
    expect(reasonOf(await asked)).toContain('No.');
  });
});
