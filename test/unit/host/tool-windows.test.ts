import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedAtMs, createToolWindows, createWindowsOfFolder } from '../../../server/src/host/tool-windows.ts';

describe('the tool calls of agents', () => {
  const claude = { agent: 'claude-code', session: 's1' };
  const codex = { agent: 'codex', session: 's2' };
  let nowMs = 1_000_000;
  const open = (): ReturnType<typeof createToolWindows> => createToolWindows(() => nowMs);

  test('have what changed while they ran, and nothing before or after', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, 'a');
    windows.end(claude, 'a', 1_002_000);
    expect(windows.authorAt(1_001_000)).toEqual(claude);
    expect(windows.authorAt(999_000)).toBeNull();
    expect(windows.authorAt(1_003_000)).toBeNull();
  });

  test('of two sessions at once are nobody’s: it cannot be told whose', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, 'a');
    windows.begin(codex, 'b');
    windows.end(codex, 'b', 1_001_000);
    expect(windows.authorAt(1_000_500)).toBeNull();
    expect(windows.authorAt(1_002_000)).toEqual(claude);
  });

  test('side by side end by their names, and all at once where there is none', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, 'a');
    windows.begin(claude, 'b');
    windows.end(claude, 'a', 1_001_000);
    expect(windows.authorAt(1_002_000)).toEqual(claude);
    windows.end(claude, undefined, 1_003_000);
    expect(windows.authorAt(1_004_000)).toBeNull();
    expect(windows.authorAt(1_002_000)).toEqual(claude);
  });

  test('whose end nobody tells are over when their session does something else', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, 'refused');
    windows.begin(codex, 'goes on');
    windows.moveOn(claude, 1_001_000);
    nowMs = 1_001_000;
    windows.begin(claude, 'next');
    windows.end(claude, 'next', 1_002_000);
    windows.end(codex, 'goes on', 1_000_100);
    expect(windows.authorAt(1_000_500)).toEqual(claude);
    expect(windows.authorAt(1_005_000)).toBeNull();
  });

  test('that go on beside the next one have what changed until their end is told', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, 'long');
    windows.moveOn(claude, 1_001_000);
    expect(windows.authorAt(1_002_000)).toBeNull();
    windows.end(claude, 'long', 1_003_000);
    expect(windows.authorAt(1_002_000)).toEqual(claude);
    windows.moveOn(claude, 1_002_500);
    expect(windows.authorAt(1_002_800)).toEqual(claude);
  });

  test('that nobody says the end of are over after a while', () => {
    const windows = open();
    nowMs = 1_000_000;
    windows.begin(claude, undefined);
    expect(windows.authorAt(1_000_000 + 29 * 60_000)).toEqual(claude);
    expect(windows.authorAt(1_000_000 + 31 * 60_000)).toBeNull();
  });
});

test('calls in one folder are not those of another one, but where nobody else works', () => {
  const all = createToolWindows(Date.now);
  const [clone, linked, notes] = [false, false, true].map((counts) => createWindowsOfFolder(all, Date.now, counts));
  const claude = { agent: 'claude-code', session: 's1' };
  const codex = { agent: 'codex', session: 's2' };
  const gemini = { agent: 'gemini-cli', session: 's3' };
  clone!.begin(claude, 't1', 1_000);
  linked!.begin(codex, 't2', 2_000);
  expect([clone, linked, notes].map((each) => each!.authorAt(1_500))).toEqual([claude, null, claude]);
  expect([clone, linked, notes].map((each) => each!.authorAt(2_500))).toEqual([claude, codex, null]);
  notes!.begin(gemini, 't3', 3_000);
  expect([clone, linked, notes].map((each) => each!.authorAt(3_500))).toEqual([claude, codex, gemini]);
  for (const each of [clone, linked, notes]) each!.end(claude, 't1', 4_000);
  notes!.end(gemini, 't3', 4_000);
  expect([clone, linked, notes].map((each) => each!.authorAt(5_000))).toEqual([null, codex, codex]);
});

describe('when a path came to be what it is', () => {
  test('is not what a program says of its content, and of one that is gone the time of its folder', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-windows-'));
    try {
      const file = path.join(folder, 'a/b/c.txt');
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, 'x');
      const before = Date.now();
      fs.utimesSync(file, new Date(0), new Date(0));
      expect(Math.abs((await changedAtMs(file))! - before)).toBeLessThan(2_000);
      fs.rmSync(path.dirname(file), { recursive: true });
      expect(await changedAtMs(file)).toBe(fs.lstatSync(path.join(folder, 'a')).ctimeMs);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
