import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DecisionBody, RecordBody } from '../../server/src/core/model/record.ts';
import { appendRecord, toSegments, type Head } from '../../server/src/core/record.ts';
import type { LedgerRecord } from '../../server/src/core/model/record.ts';
import { codeSet, type ChangedFile } from './code-sets.ts';
import { runCli, type CliRun } from './run-cli.ts';
import { milliseconds } from './statistics.ts';

const changedFiles = 2_000;
const linesPerFile = 100;
const recordCount = 50_000;
const commitCount = 1_000;

/** The gate as a process of its own: over many changed files with many records, and over many commits. */
export async function benchGate(): Promise<readonly (readonly string[])[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-bench-'));
  try {
    const files = [...codeSet(changedFiles, linesPerFile)];
    const wide = toRepository(path.join(folder, 'wide'), files, [files]);
    const bare = await run(wide);
    const records = toRecords(bare.findings);
    publish(wide, records);
    const full = await run(wide);
    const some = files.slice(0, 50);
    const long = toRepository(path.join(folder, 'long'), some, [...commitsOf(some)]);
    publish(long, records);
    const range = await run(long);
    return [
      ['gate', 'time', 'processor time', 'peak memory', 'findings', 'answered'],
      row(`${changedFiles} changed files of ${linesPerFile} lines, no record`, bare),
      row(`the same with ${records.length} records`, full),
      row(`a range of ${commitCount} commits in ${some.length} files, ${records.length} records`, range),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface FoundFinding {
  readonly fingerprint: string;
  readonly path: string;
  readonly kind: string;
  readonly evidenceHash: string;
  readonly subjectHash: string | null;
  readonly settled: unknown;
}

interface Run extends Omit<CliRun, 'output'> {
  readonly findings: readonly FoundFinding[];
}

function row(title: string, { ms, processorMs, megabytes, findings }: Run): readonly string[] {
  const answered = findings.filter(({ settled }) => settled !== null).length;
  return [
    title,
    milliseconds(ms),
    milliseconds(processorMs),
    `${megabytes} MB`,
    String(findings.length),
    String(answered),
  ];
}

function git(folder: string, input: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', words, {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** `main` with the earlier sides and a policy, `work` with the commits on it. */
function toRepository(
  folder: string,
  files: readonly ChangedFile[],
  commits: readonly (readonly Pick<ChangedFile, 'path' | 'after'>[])[],
): string {
  fs.mkdirSync(folder, { recursive: true });
  git(folder, '', 'init', '--quiet', '--initial-branch=main');
  const policy = 'version: 1\nextends: [countersign:recommended]\ngate: { unsigned: count }\n';
  const base = [
    ...files.map(({ path: name, before }) => [name, before] as const),
    ['.countersign/policy.yaml', policy] as const,
  ];
  const stream = [toCommit('refs/heads/main', base, null)];
  for (const [index, changed] of commits.entries())
    stream.push(
      toCommit(
        'refs/heads/work',
        changed.map(({ path: name, after }) => [name, after] as const),
        index === 0 ? 'refs/heads/main' : null,
      ),
    );
  git(folder, stream.join(''), 'fast-import', '--quiet');
  return folder;
}

function toCommit(ref: string, files: readonly (readonly [string, string])[], from: string | null): string {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const head = `commit ${ref}\ncommitter Bench <bench@example.org> 1790000000 +0000\n${data('work')}`;
  const parent = from === null ? '' : `from ${from}\n`;
  return `${head}${parent}${files.map(([name, text]) => `M 100644 inline ${name}\n${data(text)}`).join('')}`;
}

/** One file more of its later side each time; then lines at the end. */
function* commitsOf(files: readonly ChangedFile[]): Generator<readonly Pick<ChangedFile, 'path' | 'after'>[]> {
  for (let number = 0; number < commitCount; number += 1) {
    const { path: name, after } = files[number % files.length]!;
    yield [{ path: name, after: `${after}\n${'\n'.repeat(Math.floor(number / files.length))}` }];
  }
}

function toRecords(findings: readonly FoundFinding[]): readonly LedgerRecord[] {
  const records: LedgerRecord[] = [];
  for (let number = 0; number < recordCount; number += 1) {
    const found = findings[number % findings.length]!;
    const isOther = number >= findings.length;
    records.push(appendRecord(toBody(found, isOther ? number : 0), (records.at(-1) as Head | undefined) ?? null));
  }
  return records;
}

function toBody({ fingerprint, path: name, kind, evidenceHash, subjectHash }: FoundFinding, other: number): RecordBody {
  const at = '2026-11-01T10:00:00.000Z';
  const finding = {
    fingerprint: other === 0 ? fingerprint : `${fingerprint.slice(0, 24)}${String(other).padStart(8, '0')}`,
    detectorId: 'bench',
    kind,
    change: 'added',
    message: 'Something is needed that was not needed before.',
    obligation: 'explain',
    rule: { id: 'bench', layer: 'built-in' },
    tags: ['CWE-250'],
    evidenceHash,
    ...(subjectHash === null ? {} : { subjectHash }),
    acknowledgement: { obligation: 'explain', reason: 'needed', words: 'The report needs it.', at },
  } as const;
  const body: DecisionBody = {
    kind: 'decision',
    schemaVersion: 1,
    changeSet: String(other),
    outcome: 'accepted',
    hunks: [
      {
        id: `${fingerprint}-${other}`,
        path: name,
        before: { start: 0, lines: 1 },
        after: { start: 0, lines: 2 },
        beforeBlob: 'a'.repeat(40),
        afterBlob: 'b'.repeat(40),
        acceptedBlob: 'b'.repeat(40),
        judged: true,
        findings: [finding],
      },
    ],
    origin: { kind: 'agent', channel: 'disk', held: false, claimedBy: 'hook' },
    policy: { digest: 'c'.repeat(64), base: null },
    decidedBy: { name: 'Bench', email: 'bench@example.org', key: null, basis: 'claimed', surface: 'panel' },
    decidedAt: at,
    tool: { name: 'countersign', version: 'bench' },
  };
  return body;
}

function publish(folder: string, records: readonly LedgerRecord[]): void {
  const rows = [...toSegments(records)].map(
    ([name, text]) => `100644 blob ${git(folder, text, 'hash-object', '-w', '--stdin')}\t${name}\n`,
  );
  const tree = git(folder, rows.join(''), 'mktree');
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org'];
  const commit = git(folder, '', ...identity, 'commit-tree', tree, '-m', 'records');
  git(folder, '', 'update-ref', `refs/countersign/ledger/${'a'.repeat(32)}`, commit);
}

async function run(folder: string): Promise<Run> {
  const { output, ...measured } = await runCli(folder, [
    'gate',
    '--base',
    'main',
    '--head',
    'work',
    '--format',
    'json',
  ]);
  return { ...measured, findings: (JSON.parse(output) as Pick<Run, 'findings'>).findings };
}
