import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dsse } from '@sigstore/core';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../server/src/core/text/canonical-json.ts';
import type { LedgerRecord, RecordBody, SealBody } from '../../server/src/core/model/record.ts';
import { toLine, verifyLedger } from '../../server/src/core/record.ts';
import { CHECK_COMMANDS } from '../../server/src/core/exports/bundle-page.ts';
import { blob, chainOf, realistic, recordedHunk } from '../unit/exports/realistic.ts';
import { countersign } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...words: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...words], { cwd: folder, encoding: 'utf8' }).trim();
}

function write(path: string, text: string): string {
  const target = join(folder, path);
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, text);
  return target;
}

function writeLedger(records: readonly LedgerRecord[]): string {
  return write('ledger.jsonl', records.map(toLine).join(''));
}

async function exportAs(format: string, ...words: readonly string[]) {
  return await countersign(['export', '--ledger', 'ledger.jsonl', '--format', format, ...words], { directory: folder });
}

describe('countersign export', () => {
  test('exports an empty clone, and says so', async () => {
    git('init', '-q');
    const run = await countersign(['export', '--format', 'html'], { directory: folder });
    expect([run.exitCode, run.errors]).toEqual([0, '']);
    expect(run.output).toContain('0 records');
  });

  test('exports a broken ledger as far as it is whole, and exits 2', async () => {
    const lines = realistic.map(toLine);
    lines[4] = (lines[4] ?? '').replace('undone', 'amended');
    write('ledger.jsonl', lines.join(''));
    const run = await exportAs('json');
    expect(run.exitCode).toBe(2);
    const made = JSON.parse(run.output) as { ledger: object; records: readonly object[] };
    expect(made.ledger).toMatchObject({ intact: false, message: expect.stringContaining('line 5') as string });
    expect(made.records).toHaveLength(4);
  });

  test('exports a torn ledger up to the tear', async () => {
    write('ledger.jsonl', realistic.map(toLine).join('').slice(0, -20));
    const run = await exportAs('ndjson');
    expect(run.exitCode).toBe(2);
    expect(run.output.trimEnd().split('\n')).toHaveLength(realistic.length);
  });

  test.each([
    [['--range', 'HEAD'], /no range/],
    [['--since', 'yesterday'], /no date/],
    [['--since', '2026-13-45'], /no date/],
    [['--path', 'src/{a'], /no path pattern/],
    [['--key', 'k.pem'], /only signs/],
    [['--endpoint', 'http://127.0.0.1:1'], /only goes with/],
    [['--range', 'nope..HEAD'], /nope/],
  ] as const)('refuses %s', async (words, message) => {
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    writeLedger(realistic);
    const run = await exportAs('json', ...words);
    expect([run.exitCode, run.output]).toEqual([2, '']);
    expect(run.errors).toMatch(message);
  });

  test('refuses a bundle without a place, and a folder that is not empty', async () => {
    writeLedger(realistic);
    expect((await exportAs('bundle')).errors).toMatch(/several files/);
    const run = await exportAs('bundle', '--out', '.');
    expect(run.errors).toMatch(/not empty/);
    expect(run.exitCode).toBe(2);
  });

  test('leaves no part behind where it cannot write', async () => {
    writeLedger(realistic);
    const run = await exportAs('json', '--out', 'no/such/folder/out.json');
    expect(run.exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(['ledger.jsonl']);
  });

  test('an unfiltered NDJSON export is a ledger again behind its first line', async () => {
    writeLedger(realistic);
    const { output } = await exportAs('ndjson');
    const ledger = output.slice(output.indexOf('\n') + 1);
    expect(verifyLedger(ledger)).toMatchObject({ kind: 'intact', head: { seq: 10 } });
  });

  test('reads privacy from the policy of the base and that of the work tree, whichever is stricter', async () => {
    git('init', '-q');
    write('.countersign/policy.yaml', 'version: 1\nprivacy: { recordPrompts: none }\n');
    writeLedger(realistic);
    expect((await exportAs('json')).output).not.toContain('9'.repeat(64));
    const { output } = await exportAs('csv', '--identity', 'key-id');
    expect(output).not.toMatch(/Ana Ruiz|ben@example\.org/u);
    expect(output).toContain('person 1');
  });
});

describe('a range', () => {
  test('selects by content, and says which changes have no record', async () => {
    git('init', '-q');
    write('a.ts', 'one\n');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    write('a.ts', 'two\n');
    write('b c.ts', 'b\n');
    git('add', '.');
    git('commit', '-q', '-m', 'second');
    git('rm', '-q', 'b c.ts');
    git('commit', '-q', '-m', 'third');
    const beforeBlob = git('rev-parse', 'HEAD~2:a.ts');
    const afterBlob = git('rev-parse', 'HEAD~1:a.ts');
    const [first] = realistic as readonly [LedgerRecord];
    const { seq: _seq, prev: _prev, hash: _hash, ...body } = first;
    const decision = body as Extract<RecordBody, { kind: 'decision' }>;
    writeLedger(
      chainOf([
        { ...decision, changeSet: 'mine', hunks: [recordedHunk({ path: 'a.ts', beforeBlob, afterBlob })] },
        { ...decision, changeSet: 'other', hunks: [recordedHunk({ path: 'a.ts', afterBlob: blob('0') })] },
      ]),
    );
    const { output, errors } = await exportAs('json', '--range', 'HEAD~2..HEAD');
    expect(errors).toBe('');
    const made = JSON.parse(output) as {
      coverage: { counts: object; commits: readonly { changes: readonly object[] }[] };
      records: readonly { changeSet: string }[];
    };
    expect(made.records.map(({ changeSet }) => changeSet)).toEqual(['mine']);
    expect(made.coverage.counts).toEqual({ content: 1, bound: 0, none: 2 });
    expect(made.coverage.commits.map(({ changes }) => changes)).toMatchObject([
      [
        { path: 'a.ts', account: 'content', records: [1] },
        { path: 'b c.ts', account: 'none' },
      ],
      [{ path: 'b c.ts', account: 'none', afterBlob: null }],
    ]);
  });
});

describe('in-toto in DSSE', () => {
  const envelopesOf = (output: string) =>
    output
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { payload: string; payloadType: string; signatures: [{ keyid: string; sig: string }] },
      );

  test.each([
    ['ed25519', generateKeyPairSync('ed25519')],
    ['ec', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['rsa', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ] as const)('verifies with the encoding of an independent library (%s)', async (name, { privateKey, publicKey }) => {
    writeLedger(realistic);
    write('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    const { output, errors, exitCode } = await exportAs('in-toto', '--key', 'key.pem');
    expect([exitCode, errors]).toEqual([0, '']);
    for (const { payload, payloadType, signatures } of envelopesOf(output)) {
      const [{ keyid, sig }] = signatures;
      const signed = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
      const algorithm = name === 'ed25519' ? null : 'sha256';
      expect(verify(algorithm, signed, publicKey, Buffer.from(sig, 'base64'))).toBe(true);
      expect(verify(algorithm, Buffer.concat([signed, Buffer.from(' ')]), publicKey, Buffer.from(sig, 'base64'))).toBe(
        false,
      );
      const der = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
        type: 'spki',
        format: 'der',
      });
      expect(keyid).toBe(createHash('sha256').update(der).digest('hex'));
      expect(JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))).toMatchObject({
        _type: 'https://in-toto.io/Statement/v1',
        predicateType: 'urn:countersign:agent-edit-review/v1',
      });
    }
  });

  test('verifies with ssh-keygen when the key is an SSH key', async () => {
    writeLedger(realistic);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', 'id'], { cwd: folder });
    write('signers', `ana@example.org ${readFileSync(join(folder, 'id.pub'), 'utf8')}`);
    const { output } = await exportAs('in-toto', '--key', 'id');
    for (const { payload, payloadType, signatures } of envelopesOf(output)) {
      write('sig', Buffer.from(signatures[0].sig, 'base64').toString('utf8'));
      const words = ['-Y', 'verify', '-f', 'signers', '-I', 'ana@example.org', '-n', 'countersign', '-s', 'sig'];
      const input = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
      expect(spawnSync('ssh-keygen', words, { cwd: folder, input }).status).toBe(0);
      expect(spawnSync('ssh-keygen', words, { cwd: folder, input: `${input.toString()} ` }).status).not.toBe(0);
    }
  });

  test('refuses a key that is none', async () => {
    writeLedger(realistic);
    write('key.pem', 'no key');
    const run = await exportAs('in-toto', '--key', 'key.pem', '--out', 'out.jsonl');
    expect(run.errors).toMatch(/cannot be signed with/);
    expect(existsSync(join(folder, 'out.jsonl'))).toBe(false);
  });
});

describe('OpenTelemetry', () => {
  interface Request {
    readonly resourceLogs: readonly [
      {
        readonly scopeLogs: readonly [
          { readonly logRecords: readonly { readonly eventName: string; readonly timeUnixNano: string }[] },
        ];
      },
    ];
  }

  async function collect(status: number, run: (port: number) => ReturnType<typeof countersign>) {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(`${request.url ?? ''} ${Buffer.concat(chunks).toString('utf8')}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    try {
      const answer = await run((server.address() as AddressInfo).port);
      return { answer, bodies };
    } finally {
      server.close();
    }
  }

  test('sends every record to the endpoint that was named, and nowhere without one', async () => {
    writeLedger(realistic);
    const { answer, bodies } = await collect(200, (port) => exportAs('otlp', '--endpoint', `http://127.0.0.1:${port}`));
    expect([answer.exitCode, answer.output]).toEqual([0, '']);
    expect(bodies.every((body) => body.startsWith('/v1/logs '))).toBe(true);
    const sent = bodies.flatMap((body) => {
      const request = JSON.parse(body.slice('/v1/logs '.length)) as Request;
      return request.resourceLogs[0].scopeLogs[0].logRecords;
    });
    expect(sent.map(({ eventName }) => eventName)).toEqual([
      'countersign.export',
      ...realistic.map(({ kind }) => `countersign.${kind}`),
    ]);
    expect(sent[1]?.timeUnixNano).toBe(`${Date.parse('2026-11-21T10:03:00.000Z')}000000`);
    const silent = await collect(200, (port) =>
      countersign(['export', '--ledger', 'ledger.jsonl', '--format', 'otlp'], {
        directory: folder,
        environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
      }),
    );
    expect(silent.bodies).toEqual([]);
    expect(silent.answer.output).toContain('resourceLogs');
  });

  test('fails when the collector does not take them', async () => {
    writeLedger(realistic);
    const { answer } = await collect(403, (port) => exportAs('otlp', '--endpoint', `http://127.0.0.1:${port}/custom`));
    expect(answer.exitCode).toBe(2);
    expect(answer.errors).toMatch(/did not take the records/);
  });
});

describe('a bundle', () => {
  /** A ledger whose seal is signed with a real key that the repository allows. */
  function sealedLedger(): void {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', 'id'], { cwd: folder });
    write(
      '.countersign/allowed_signers',
      `ana@example.org namespaces="countersign" ${readFileSync(join(folder, 'id.pub'), 'utf8')}`,
    );
    const sealAt = realistic.findIndex(({ kind }) => kind === 'seal');
    const before = realistic.slice(0, sealAt);
    const {
      seq: _seq,
      prev: _prev,
      hash: _hash,
      signature: _signature,
      ...unsigned
    } = realistic[sealAt] as LedgerRecord & SealBody;
    const value = execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'countersign', '-f', 'id'], {
      cwd: folder,
      input: `${canonicalJson(unsigned)}\n`,
      encoding: 'utf8',
    });
    const bodies = [...before, ...realistic.slice(sealAt + 1)].map(
      ({ seq: _s, prev: _p, hash: _h, ...body }) => body as RecordBody,
    );
    const seal: RecordBody = { ...unsigned, signature: { format: 'sshsig', namespace: 'countersign', value } };
    writeLedger(chainOf([...bodies.slice(0, sealAt), seal, ...bodies.slice(sealAt)]));
  }

  const check = (command: string, directory: string) =>
    spawnSync('sh', ['-c', command], { cwd: directory, encoding: 'utf8' });

  test('is checked with sha256sum and ssh-keygen alone, by the commands on its page', async () => {
    sealedLedger();
    const run = await exportAs('bundle', '--out', 'bundle');
    expect([run.exitCode, run.errors]).toEqual([0, '']);
    const directory = join(folder, 'bundle');
    for (const command of [CHECK_COMMANDS.hashes, CHECK_COMMANDS.chain, CHECK_COMMANDS.attached])
      expect(check(command, directory)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const { stdout } = check(CHECK_COMMANDS.seals, directory);
    expect(stdout).toMatch(/^Good "countersign" signature for ana@example\.org/u);
    expect(stdout).not.toContain('BROKEN');
    const page = readFileSync(join(directory, 'CHECK.html'), 'utf8');
    expect(page).toContain('sha256sum --check --quiet SHA256SUMS');
  });

  test('shows what was changed, dropped, and signed by somebody else', async () => {
    sealedLedger();
    await exportAs('bundle', '--out', 'bundle');
    const directory = join(folder, 'bundle');
    const second = join(directory, 'records/00000002.json');
    const was = readFileSync(second, 'utf8');
    writeFileSync(second, was.replace('rejected', 'accepted'));
    expect(check(CHECK_COMMANDS.hashes, directory).status).not.toBe(0);
    writeFileSync(second, was);
    const sums = join(directory, 'SHA256SUMS');
    const lines = readFileSync(sums, 'utf8').split('\n');
    writeFileSync(sums, [...lines.slice(0, 1), ...lines.slice(2)].join('\n'));
    expect(check(CHECK_COMMANDS.chain, directory).stdout).toContain('BROKEN: records/00000003.json');
    writeFileSync(sums, lines.join('\n'));
    const signed = join(directory, 'seals/00000006.txt');
    const text = readFileSync(signed, 'utf8');
    writeFileSync(signed, text.replace('"touch"', '"none"'));
    expect(check(CHECK_COMMANDS.seals, directory).stdout).toContain('BROKEN: seals/00000006.sig');
    writeFileSync(signed, text);
    writeFileSync(sums, lines.slice(5).join('\n'));
    expect(check(CHECK_COMMANDS.seals, directory).stdout).toContain('signs a record that is not here');
  });

  test('as an archive holds the same files', async () => {
    sealedLedger();
    await exportAs('bundle', '--out', 'bundle');
    await exportAs('bundle', '--out', 'bundle.zip');
    const entries = unzipSync(readFileSync(join(folder, 'bundle.zip')));
    const files = readdirSync(join(folder, 'bundle'), { recursive: true, withFileTypes: true }).filter((it) =>
      it.isFile(),
    );
    expect(Object.keys(entries)).toHaveLength(files.length);
    const sums = Buffer.from(entries['SHA256SUMS'] ?? new Uint8Array(0)).toString('utf8');
    expect(sums).toBe(readFileSync(join(folder, 'bundle/SHA256SUMS'), 'utf8'));
  });
});
