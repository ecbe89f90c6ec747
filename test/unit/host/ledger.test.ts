import { spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toProblemBody, verifyLedger } from '../../../server/src/core/record.ts';
import { systemClock } from '../../../server/src/host/clock.ts';
import { nodeDisk, type Disk } from '../../../server/src/host/durable.ts';
import { openLedger, readLedger, type Ledger } from '../../../server/src/host/ledger-file.ts';
import { tryLock, withLock } from '../../../server/src/host/lock.ts';
import { countSteps, failAt } from './failing-disk.ts';
import { scratch, type Scratch } from './scratch.ts';

const body = (message: string) =>
  toProblemBody(message, { decidedAt: '2026-11-21T09:00:00.000Z', toolVersion: '0.1.0' });

function ledgerIn(files: Scratch, disk: Disk = nodeDisk): Ledger {
  return openLedger({
    ledger: files.at('ledger.jsonl'),
    ledgerLock: files.at('ledger.lock'),
    disk,
    clock: systemClock,
    toolVersion: '0.1.0',
  });
}

function textOf(files: Scratch): string {
  return files.read('ledger.jsonl').toString();
}

describe('the ledger file', () => {
  it('chains records, and another process goes on where the first ended', async () => {
    const files = scratch();
    const one = ledgerIn(files);
    const other = ledgerIn(files);
    await one.append(body('a'));
    await other.append(body('b'));
    const last = await one.append(body('c'));
    expect(last.seq).toBe(3);
    expect(verifyLedger(textOf(files))).toMatchObject({ kind: 'intact', head: { seq: 3 } });
    expect(statSync(files.at('ledger.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('keeps order when many write at once', async () => {
    const files = scratch();
    const writers = Array.from({ length: 8 }, () => ledgerIn(files));
    await Promise.all(writers.flatMap((ledger, at) => [ledger.append(body(`${at}`)), ledger.append(body(`${at}`))]));
    expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'intact', head: { seq: 16 } });
  });

  it('holds once what many look for before they write it', async () => {
    const files = scratch();
    const writers = Array.from({ length: 8 }, () => ledgerIn(files));
    const found = await Promise.all(
      writers.map((ledger) =>
        ledger.findOrAppend(
          (records) => records.find((each) => each.kind === 'problem' && each.message === 'a'),
          body('a'),
        ),
      ),
    );
    expect(found.map(({ seq }) => seq)).toEqual(writers.map(() => 1));
    expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'intact', head: { seq: 1 } });
  });

  it('repairs a line that a crash cut off, keeps its bytes and says so in the chain', async () => {
    const files = scratch();
    await ledgerIn(files).append(body('a'));
    appendFileSync(files.at('ledger.jsonl'), '{"kind":"dec');
    expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'torn', line: 2 });
    await ledgerIn(files).append(body('b'));
    const verified = await readLedger(files.at('ledger.jsonl'));
    expect(verified).toMatchObject({ kind: 'intact', head: { seq: 3 } });
    expect(verified?.records[1]).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('cut off') as string,
    });
    const kept = readdirSync(files.root).filter((name) => name.includes('.torn-'));
    expect(kept.map((name) => readFileSync(join(files.root, name), 'utf8'))).toEqual(['{"kind":"dec']);
  });

  it('appends nothing behind a record that was changed, cut out or replaced by bytes that are no text', async () => {
    for (const damage of [
      (text: string) => text.replace('first', 'FIRST'),
      (text: string) => text.split('\n').slice(1).join('\n'),
      (text: string) => Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(text)]),
    ]) {
      const files = scratch();
      await ledgerIn(files).append(body('first'));
      await ledgerIn(files).append(body('second'));
      writeFileSync(files.at('ledger.jsonl'), damage(textOf(files)));
      const size = statSync(files.at('ledger.jsonl')).size;
      await expect(ledgerIn(files).append(body('third'))).rejects.toMatchObject({
        problem: { code: 'CS3030', fix: expect.stringContaining('verify') as string },
      });
      expect(statSync(files.at('ledger.jsonl')).size).toBe(size);
      expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'broken' });
    }
  });

  it('notices that the file was emptied or removed while it was open', async () => {
    const files = scratch();
    const ledger = ledgerIn(files);
    await ledger.append(body('a'));
    files.remove('ledger.jsonl');
    await expect(ledger.append(body('b'))).rejects.toMatchObject({ problem: { code: 'CS3030' } });
  });

  it('records whole or not at all, whichever step of the disk fails', async () => {
    const steps = await countSteps((disk) => ledgerIn(scratch(), disk).append(body('a')));
    expect(steps).toEqual(['open', 'write', 'sync', 'close', 'syncDirectory']);
    for (const [index, step] of steps.entries()) {
      const files = scratch();
      await expect(ledgerIn(files, failAt(nodeDisk, index, 'ENOSPC')).append(body('a')), step).rejects.toMatchObject({
        problem: { code: 'CS3021' },
      });
      const before = (await readLedger(files.at('ledger.jsonl')))?.records.length ?? 0;
      await ledgerIn(files).append(body('b'));
      expect(await readLedger(files.at('ledger.jsonl')), step).toMatchObject({
        kind: 'intact',
        head: { seq: before + 1 },
      });
    }
  });

  it('takes a half-written record back, or finds it torn when even that failed', async () => {
    const files = scratch();
    await ledgerIn(files).append(body('a'));
    const half: Disk = {
      ...nodeDisk,
      open: async (...given) => {
        const file = await nodeDisk.open(...given);
        return {
          ...file,
          write: async (bytes) => {
            await file.write(bytes.subarray(0, 20));
            throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          },
        };
      },
    };
    await expect(ledgerIn(files, half).append(body('b'))).rejects.toMatchObject({ problem: { code: 'CS3021' } });
    expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'intact', head: { seq: 1 } });
  });

  it('survives a cut at every byte of its last record', async () => {
    const files = scratch();
    await ledgerIn(files).append(body('a'));
    const size = statSync(files.at('ledger.jsonl')).size;
    await ledgerIn(files).append(body('b'));
    const whole = files.read('ledger.jsonl');
    for (let at = size + 1; at < whole.length; at += 7) {
      writeFileSync(files.at('ledger.jsonl'), whole);
      truncateSync(files.at('ledger.jsonl'), at);
      await ledgerIn(files).append(body('c'));
      expect(await readLedger(files.at('ledger.jsonl'))).toMatchObject({ kind: 'intact', head: { seq: 3 } });
    }
  });
});

describe('the lock', () => {
  it('is held by one at a time and free afterwards', async () => {
    const files = scratch();
    const lock = await tryLock(files.at('l'));
    expect(await tryLock(files.at('l'))).toBeNull();
    await lock?.release();
    expect(await withLock(files.at('l'), () => Promise.resolve('mine'))).toBe('mine');
    expect(files.has('l')).toBe(false);
  });

  it('of a process that was killed is taken over', async () => {
    const files = scratch();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    writeFileSync(
      files.at('l'),
      JSON.stringify({ pid: child.pid, start: null, host: (await import('node:os')).hostname(), nonce: 'x' }),
    );
    expect(await tryLock(files.at('l'))).toBeNull();
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(await tryLock(files.at('l'))).not.toBeNull();
  });

  it('of an earlier process with the same number is taken over', async () => {
    const files = scratch();
    writeFileSync(
      files.at('l'),
      JSON.stringify({
        pid: process.pid,
        start: 'another boot 1',
        host: (await import('node:os')).hostname(),
        nonce: 'x',
      }),
    );
    expect(await tryLock(files.at('l'))).not.toBeNull();
  });

  it('that somebody cannot get in time is a problem with the name of the file', async () => {
    const files = scratch();
    const lock = await tryLock(files.at('l'));
    await expect(withLock(files.at('l'), () => Promise.resolve(), 30)).rejects.toMatchObject({
      problem: { code: 'CS3022', path: files.at('l') },
    });
    await lock?.release();
  });
});
