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
import type { LedgerRecord, RecordBody } from '../../server/src/core/model/record.ts';
import { originOf } from '../../server/src/core/channel.ts';
import { ingestVersions, toVersion } from '../../server/src/core/ingest.ts';
import { toLine, verifyLedger } from '../../server/src/core/record.ts';
import { CHECK_COMMANDS } from '../../server/src/core/exports/bundle-page.ts';
import { allowed, bensKey, blob, chainOf, realistic, recordedHunk } from '../unit/exports/realistic.ts';
import { countersign } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

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

/** As the analysis names it. */
function hunkOf(path: string, before: string, after: string): string {
  const [file] = ingestVersions([{ path, before: toVersion(before), after: toVersion(after) }], originOf('git')).files;
  return file?.hunks[0]?.id ?? '';
}

function writeLedger(records: readonly LedgerRecord[]): string {
  return write('ledger.jsonl', records.map(toLine).join(''));
}

async function exportAs(format: string, ...words: readonly string[]) {
  return await countersignHere(['export', '--ledger', 'ledger.jsonl', '--format', format, ...words], {
    directory: folder,
  });
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
    expect(verifyLedger(ledger)).toMatchObject({ kind: 'intact', head: { seq: 11 } });
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
    const id = hunkOf('a.ts', 'one\n', 'two\n');
    writeLedger(
      chainOf([
        { ...decision, changeSet: 'mine', hunks: [recordedHunk({ id, path: 'a.ts', beforeBlob, afterBlob })] },
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
    expect(made.coverage.counts).toEqual({ content: 1, bound: 0, hunks: 0, none: 2 });
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
  /** A folder that allows the keys that signed its ledger: in rows of several names, one of which has expired since. */
  function sealedLedger(): void {
    const [forAna = '', forBen = ''] = allowed;
    const expired = forAna.replace(' ssh-', ' namespaces="countersign",valid-before="20261121103000Z" ssh-');
    write('.countersign/allowed_signers', `!mallory@example.org,${expired}\n${forBen}\n`);
    writeLedger(realistic);
  }

  const check = (command: string, directory: string) =>
    spawnSync('sh', ['-c', command], { cwd: directory, encoding: 'utf8' });

  test('is checked with sha256sum and ssh-keygen alone, by the commands on its page', async () => {
    sealedLedger();
    const run = await exportAs('bundle', '--out', 'bundle');
    expect([run.exitCode, run.errors]).toEqual([0, '']);
    const directory = join(folder, 'bundle');
    for (const command of [CHECK_COMMANDS.hashes, CHECK_COMMANDS.chain, CHECK_COMMANDS.files])
      expect(check(command, directory)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const { stdout } = check(CHECK_COMMANDS.seals, directory);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^Good "countersign" signature for ana@example\.org .*seals\/00000006\.txt$/u),
      expect.stringMatching(/^Good "countersign" signature for ben@example\.org .*seals\/00000011\.txt$/u),
    ]);
    const page = readFileSync(join(directory, 'CHECK.html'), 'utf8');
    expect(page).toContain('sha256sum --check --quiet SHA256SUMS');
  });

  test('shows what was changed, dropped, added, revoked, and signed by somebody else', async () => {
    sealedLedger();
    await exportAs('bundle', '--out', 'bundle');
    const directory = join(folder, 'bundle');
    /** What a command says of the bundle with another text in a file; null: the file is not there before and not after. */
    const doctored = (path: string, change: (text: string) => string, command: string): string => {
      const file = join(directory, path);
      const was = existsSync(file) ? readFileSync(file, 'utf8') : null;
      writeFileSync(file, change(was ?? ''));
      const { stdout, stderr } = check(command, directory);
      if (was === null) rmSync(file);
      else writeFileSync(file, was);
      return `${stdout}${stderr}`;
    };
    const { hashes, chain, seals, files } = CHECK_COMMANDS;
    const without = (from: number, to: number) => (text: string) =>
      text
        .split('\n')
        .toSpliced(from, to - from)
        .join('\n');
    expect(doctored('records/00000002.json', (text) => text.replace('rejected', 'accepted'), hashes)).toContain(
      'FAILED',
    );
    expect(doctored('SHA256SUMS', without(1, 2), chain)).toBe(
      'BROKEN: records/00000003.json does not follow the record before it\n',
    );
    expect(doctored('seals/00000006.txt', (text) => text.replace('"none"', '"touch"'), seals)).toContain(
      'BROKEN: ./seals/00000006.sig',
    );
    expect(doctored('SHA256SUMS', without(0, 5), seals)).toContain('signs a record that is not here');
    const later = (text: string): string => text.replace('20261121103000Z', '20261121100000Z');
    expect(doctored('.countersign/allowed_signers', later, seals)).toContain('BROKEN: ./seals/00000006.sig');
    for (const revoked of [bensKey.line, bensKey.fingerprint])
      expect(doctored('.countersign/revoked_signers', () => `${revoked}\n`, seals)).toContain(
        'BROKEN: ./seals/00000011.sig',
      );
    for (const path of ['report.html', 'records.jsonl', 'CHECK.html', 'SHA256SUMS', '.countersign/policy.yaml'])
      expect(doctored(path, (text) => `${text} `, files)).toMatch(/FAILED|BROKEN/u);
    expect(doctored('seals/00000099.txt', () => '{}', files)).toContain(
      'BROKEN: not here, or in no list: seals/00000099.txt',
    );
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
