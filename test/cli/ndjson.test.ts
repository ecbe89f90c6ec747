import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { cliBundle, countersign } from './run-cli.ts';

const directory = tmpdir();
const risky = `import { exec } from 'node:child_process';\nexec('ls ' + process.argv[2]);\n`;

async function answers(
  lines: readonly string[],
  end = '\n',
): Promise<{ exitCode: number | null; answers: Partial<ReviewResult>[] }> {
  const run = await countersign(['review', '--ndjson'], { directory, input: lines.join('\n') + end });
  expect(run.errors).toBe('');
  const parsed = run.output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Partial<ReviewResult>);
  return { exitCode: run.exitCode, answers: parsed };
}

const line = (id: unknown, after: string, before = 'export {};\n'): string =>
  JSON.stringify({ id, before: { 'a.ts': before }, after: { 'a.ts': after } });

describe('review --ndjson', () => {
  it('answers each line in its place', async () => {
    const run = await answers([
      line('one', risky),
      line('two', 'export {};\n'),
      line('three', 'export const x = 1;\n'),
    ]);
    expect(run.answers.map(({ id, facts, files }) => [id, facts?.length, files?.length])).toEqual([
      ['one', 1, 1],
      ['two', 0, 0],
      ['three', 0, 1],
    ]);
    expect(run.exitCode).toBe(1);
  });

  it('exits 0 when nothing is open anywhere, also for no line at all', async () => {
    expect(await answers([line('a', 'export const x = 1;\n')])).toMatchObject({ exitCode: 0 });
    expect(await answers([], '')).toEqual({ exitCode: 0, answers: [] });
    expect(await answers([line('a', 'export const x = 1;\n')], '')).toMatchObject({
      exitCode: 0,
      answers: [{ id: 'a' }],
    });
  });

  it.each([
    ['no JSON', '{"id":', null],
    ['no object', '[1]', null],
    ['no sides', '{"id":"x"}', 'x'],
    ['sides that are no texts', '{"id":7,"before":{"a.ts":1},"after":{}}', 7],
    ['sides that are lists', '{"id":"y","before":[],"after":{}}', 'y'],
    ['a path twice', '{"id":"z","before":{},"after":{"a.ts":"fetch(u)","a.ts":""}}', 'z'],
    ['a path twice, once escaped', '{"id":"z","before":{},"after":{"a.ts":"fetch(u)","\\u0061.ts":""}}', 'z'],
    ['an id too deep to be given back', `{"id":${'['.repeat(1e5)}${']'.repeat(1e5)},"before":{},"after":{}}`, null],
    ['bytes that are no text', '\u0000\ufffd\u0001', null],
  ])('answers a malformed line with failures in its place: %s', async (_, bad, id) => {
    const run = await answers([line('first', 'export const x = 1;\n'), bad, line('last', 'export const x = 1;\n')]);
    expect(run.answers).toMatchObject([{ id: 'first' }, { id, failures: [{ stage: 'ingest' }] }, { id: 'last' }]);
    expect(run.exitCode).toBe(2);
  });

  it('takes names of prototypes for names', async () => {
    const text = `export const x = 1;\\n`;
    const before = `{"id":"p","before":{"__proto__":"a"},"after":{"__proto__":"b","constructor.ts":"${text}","toString.ts":"${text}"}}`;
    const run = await answers([before]);
    expect(run.answers[0]?.files?.map(({ path }) => path)).toEqual(['__proto__', 'constructor.ts', 'toString.ts']);
    expect(run.exitCode).toBe(2); // "__proto__" has no grammar
  });

  it('skips a byte order mark in front of the first line', async () => {
    expect(await answers([`\ufeff${line('a', 'export const x = 1;\n')}`])).toMatchObject({
      exitCode: 0,
      answers: [{ id: 'a' }],
    });
  });

  it('answers in lines that every reader of lines takes for one', async () => {
    const run = await countersign(['review', '--ndjson'], { directory, input: line('\u2028', `exec('\u2029')`) });
    expect(run.output.split(/[\n\u2028\u2029]/)).toHaveLength(2);
    expect(JSON.parse(run.output)).toMatchObject({ id: '\u2028' });
  });

  it('goes on behind a line that is longer than may be', async () => {
    const long = `{"id":1,"before":{},"after":{"a.ts":"${'x'.repeat(70_000_000)}"}}`;
    const run = await answers([long, line('b', 'export const x = 1;\n')]);
    expect(run.answers).toMatchObject([
      { id: null, failures: [{ stage: 'ingest' }] },
      { id: 'b', failures: [] },
    ]);
    expect(run.exitCode).toBe(2);
  });

  it('refuses paths that leave the workspace, and judges the rest', async () => {
    const bad = JSON.stringify({ id: 'x', before: {}, after: { '../a.ts': 'x', 'b.ts': 'export const x = 1;\n' } });
    expect(await answers([bad])).toMatchObject({
      exitCode: 2,
      answers: [{ id: 'x', files: [{ path: 'b.ts' }], failures: [{ stage: 'ingest' }] }],
    });
  });

  it('takes a path with equal text on both sides as context', async () => {
    const wrapper = `import { exec } from 'node:child_process';\nexport function run(command: string) { return exec(command); }\n`;
    const use = `import { run } from './wrapper';\nrun('rm -rf /');\n`;
    const given = {
      id: 'c',
      before: { 'wrapper.ts': wrapper, 'a.ts': 'export {};\n' },
      after: { 'wrapper.ts': wrapper, 'a.ts': use },
    };
    const run = await answers([JSON.stringify(given)]);
    expect(run.answers[0]?.files?.map(({ path }) => path)).toEqual(['a.ts']);
    expect(run.answers[0]?.facts).toMatchObject([{ kind: 'permission.process' }]);
  });

  it('gives the same answer to the same line', async () => {
    const { answers: all } = await answers([line('a', risky), line('b', 'export const y = 2;\n'), line('a', risky)]);
    const strip = ({ stats, ...rest }: Partial<ReviewResult>): unknown => [rest, stats?.files];
    expect(strip(all[0] ?? {})).toEqual(strip(all[2] ?? {}));
  });

  it('reads no faster than its answers are read', async () => {
    const child = spawn(process.execPath, [cliBundle, 'review', '--ndjson'], { cwd: directory });
    let sent = 0;
    const one = `${line('x', `${risky}// ${'padding '.repeat(8000)}\n`)}\n`;
    const total = 400;
    child.stdin.on('error', () => undefined);
    // 400 lines of 64 KB: had the input been read ahead, all of it would be in the process by now.
    const feed = (async () => {
      for (; sent < total; sent++) {
        if (!child.stdin.write(one)) await new Promise((resolve) => child.stdin.once('drain', resolve));
      }
      child.stdin.end();
    })();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const sentBeforeReading = sent;
    let answered = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 0x0a) answered += 1;
    });
    await feed;
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(answered).toBe(total);
    expect(exitCode).toBe(1);
    expect(sentBeforeReading).toBeLessThan(total);
  });

  it('stops at Ctrl+C, also while it waits for the next line', async () => {
    const child = spawn(process.execPath, [cliBundle, 'review', '--ndjson'], { cwd: directory });
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${line('a', risky)}\n`);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
  });
});
