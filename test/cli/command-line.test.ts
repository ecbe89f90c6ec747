import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toProblemBody } from '../../server/src/core/record.ts';
import { systemClock } from '../../server/src/host/clock.ts';
import { nodeDisk } from '../../server/src/host/durable.ts';
import { openLedger } from '../../server/src/host/ledger-file.ts';
import { repository, scratch, type Scratch } from '../unit/host/scratch.ts';
import { cliBundle, countersign } from './run-cli.ts';

describe('the command line', () => {
  const files = scratch();
  const directory = files.root;

  it.each([
    [['revew'], 'Did you mean "review"?'],
    [['review', '--fromat', 'json'], 'Did you mean "--format"?'],
    [['review', '--format', 'jsn'], 'Did you mean "json"?'],
    [['review', '--format'], 'help review'],
    [['review', '--head', 'HEAD', '--worktree'], 'help review'],
    [['review', '--ndjson', '--patch', 'x'], 'help review'],
    [['review', '--before', 'x'], '--after'],
    [['review', 'extra'], 'help review'],
    [['review', '--base', ''], 'Give a REV.'],
    [['explain'], 'explain FILE'],
    [['explain', 'none.ts'], 'relative to this directory'],
    [['lsp'], '--stdio'],
    [['help', 'nothing'], 'help'],
  ])('%j is a mistake that is explained without a stack', async (words, fix) => {
    const run = await countersign(words, { directory });
    expect(run.exitCode).toBe(2);
    expect(run.output).toBe('');
    expect(run.errors).toMatch(/^error CS\d{4} {2}.+\n {2}why {2}.+\n {2}fix {2}.+\n$/);
    expect(run.errors).toContain(fix);
  });

  it('outside a repository, review says what to do', async () => {
    const run = await countersign(['review'], { directory });
    expect(run).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--before') as string });
  });

  it('shows help and version', async () => {
    const help = await countersign(['help'], { directory });
    expect(help).toMatchObject({ exitCode: 0, errors: '' });
    expect(await countersign([], { directory })).toEqual(help);
    expect(await countersign(['--help'], { directory })).toEqual(help);
    expect((await countersign(['review', '--help'], { directory })).output).toContain('--ndjson');
    expect((await countersign(['--version'], { directory })).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('lsp --stdio', () => {
  it('is the language server', async () => {
    const files = scratch();
    const child = spawn(process.execPath, [cliBundle, 'lsp', '--stdio'], { cwd: files.root });
    const send = (message: object): void => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    send({ id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
    const answer = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(answer).toMatch(/^Content-Length: \d+/);
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });
});

describe('explain', () => {
  it('lists facts of a file or of a line, with evidence and why', async () => {
    const files = repository();
    files.write(
      'src/a.ts',
      `import { exec } from 'node:child_process';\nexec('ls');\nfetch('https://api.example.com/');\n`,
    );
    const all = await countersign(['explain', 'src/a.ts', '--format', 'json'], { directory: files.root });
    expect(JSON.parse(all.output)).toMatchObject({ path: 'src/a.ts', facts: [{}, {}] });
    const one = await countersign(['explain', 'a.ts:2'], { directory: files.at('src') });
    expect(one).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^src\/a\.ts:2 {2}permission\.process/) as string,
    });
    expect(one.output).not.toContain('permission.network');
  });

  it('exits 2 for a file in no known language', async () => {
    const files = scratch();
    files.write('a.vcl', 'x');
    expect((await countersign(['explain', 'a.vcl'], { directory: files.root })).exitCode).toBe(2);
  });

  it('lists calls that no table knows, and claims nothing of them', async () => {
    const files = repository();
    files.write(
      'app.py',
      'import boto3\nboto3.client("s3").frobnicate_object(Bucket="a")\nboto3.client("s3").list_buckets()\n',
    );
    const { output } = await countersign(['explain', 'app.py'], { directory: files.root });
    expect(output).toContain('s3:ListAllMyBuckets');
    expect(output).toMatch(/app\.py:2 {2}not listed {2}.*no operation frobnicate_object of S3/);
    expect(output).not.toContain('s3:Frobnicate');
  });
});

describe('verify', () => {
  async function ledger(files: Scratch, path: string): Promise<void> {
    const body = toProblemBody('note', { decidedAt: '2026-11-21T09:00:00.000Z', toolVersion: '0.1.0' });
    const opened = openLedger({
      ledger: files.at(path),
      ledgerLock: files.at('lock'),
      disk: nodeDisk,
      clock: systemClock,
      toolVersion: '0.1.0',
    });
    for (let count = 0; count < 3; count++) await opened.append(body);
  }

  it('finds the ledger of the clone, and is content when there is none yet', async () => {
    const files = repository();
    expect(await countersign(['verify'], { directory: files.root })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('No record yet') as string,
    });
    await ledger(files, '.git/countersign/ledger.jsonl');
    expect(await countersign(['verify'], { directory: files.root })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('3 records, the chain is whole') as string,
    });
  });

  it('names the first broken record', async () => {
    const files = scratch();
    await ledger(files, 'l');
    files.write('bad', files.read('l').toString().replace('"seq":2', '"seq":4'));
    expect(await countersign(['verify', 'bad'], { directory: files.root })).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('line 2') as string,
    });
    appendFileSync(files.at('l'), '{"half');
    expect(await countersign(['verify', 'l'], { directory: files.root })).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('Line 4 was cut off') as string,
    });
    expect((await countersign(['verify', 'none'], { directory: files.root })).exitCode).toBe(2);
  });

  it('is followed by export: what is whole, and that the rest is not', async () => {
    const files = repository();
    expect(await countersign(['export'], { directory: files.root })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('No record yet') as string,
    });
    await ledger(files, '.git/countersign/ledger.jsonl');
    const json = await countersign(['export', '--format', 'json'], { directory: files.root });
    expect(JSON.parse(json.output)).toMatchObject({
      ledger: { intact: true },
      records: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
    });
    const written = await countersign(['export', '--format', 'markdown', '--out', 'records.md'], {
      directory: files.root,
    });
    expect(written).toMatchObject({ exitCode: 0, output: '' });
    expect(files.read('records.md').toString()).toContain('3 records');
    files.write(
      '.git/countersign/ledger.jsonl',
      files.read('.git/countersign/ledger.jsonl').toString().replace('"seq":3', '"seq":9'),
    );
    const broken = await countersign(['export', '--format', 'json'], { directory: files.root });
    expect(broken.exitCode).toBe(2);
    expect(JSON.parse(broken.output)).toMatchObject({ ledger: { intact: false }, records: [{}, {}] });
    expect((await countersign(['export', '--out', 'no/such/folder'], { directory: files.root })).exitCode).toBe(2);
  });
});
