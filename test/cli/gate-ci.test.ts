import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { gateRow } from '../../server/src/cli/gate-row.ts';
import { repositoryAt, type ScratchRepository } from '../unit/host/scratch.ts';
import { branch, file, guarded, open, turn } from './gate-steps.ts';
import { cliBundle } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

// A gate is a process and an analysis, and each test asks several.
vi.setConfig({ testTimeout: 400_000 });

const root = join(import.meta.dirname, '../../server/ci');
const shipped = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));

/** As a runner has it: a clone of a bare repository, with the branch checked out and no records. */
function runner(files: ScratchRepository): ScratchRepository {
  const folder = files.at('.git/test-runner');
  mkdirSync(folder);
  files.git('clone', '--quiet', '--bare', files.root, join(folder, 'origin.git'));
  files.git('clone', '--quiet', '--branch', 'work', `file://${join(folder, 'origin.git')}`, join(folder, 'clone'));
  return repositoryAt(join(folder, 'clone'));
}

function action(
  clone: ScratchRepository,
  environment: NodeJS.ProcessEnv,
): { readonly status: number | null; readonly output: string } {
  const run = spawnSync('bash', [join(root, 'github/gate.sh')], {
    cwd: clone.root,
    env: { ...process.env, GATE_PROGRAM: cliBundle, ...environment },
    encoding: 'utf8',
  });
  return { status: run.status, output: run.stdout + run.stderr };
}

describe('files for CI', () => {
  it.each(shipped.filter((name) => /\.ya?ml$/.test(name)))('%s is YAML', (name) => {
    expect(parse(readFileSync(join(root, name), 'utf8'))).toBeTruthy();
  });

  it('name only options that the gate has', () => {
    for (const name of shipped)
      for (const [, option = ''] of readFileSync(join(root, name), 'utf8').matchAll(
        /(?:countersign gate[^\n]*|\(gate[^\n]*|words\+=\()--([a-z-]+)/g,
      ))
        expect(Object.keys(gateRow.options)).toContain(option);
  });

  it('the job of Zuul judges every commit of a change, whatever the last of them does', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    files.write('src/other.js', 'module.exports = 1;\n');
    files.commit('harmless');
    // As its executor leaves it: the change put on top of what `origin/main` is.
    files.git('update-ref', 'refs/remotes/origin/main', 'main');
    const playbook = readFileSync(join(root, 'zuul/playbooks/countersign-gate.yaml'), 'utf8');
    const [, words = ''] = /cmd: countersign (gate .*)/.exec(playbook) ?? [];
    const asked = words.replace('{{ zuul.branch | quote }}', 'main').split(' ');
    expect((await countersignHere(asked, { directory: files.root })).exitCode).toBe(1);
  });

  it('the action is closed over what nobody answered for, with annotations and a report', () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    const clone = runner(files);
    const { status, output } = action(clone, { GATE_BASE: 'origin/main', GATE_SARIF_FILE: 'gate.sarif' });
    expect(status).toBe(1);
    expect(output).toContain('::error file=src/app.js,line=8');
    expect(JSON.parse(clone.read('gate.sarif').toString())).toMatchObject({ version: '2.1.0' });
  });

  it('the action fetches the published records, and is open where they answer', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    const clone = runner(files);
    expect(action(clone, { GATE_BASE: 'origin/main', GATE_HEAD: 'HEAD' }).status).toBe(1);
    const blob = files.git('hash-object', '-w', '.git/countersign/ledger.jsonl');
    const tree = spawnSync('git', ['mktree'], {
      cwd: files.root,
      input: `100644 blob ${blob}\t00000001.jsonl\n`,
      encoding: 'utf8',
    });
    const commit = files.git('commit-tree', tree.stdout.trim(), '-m', 'records');
    const ref = `refs/countersign/ledger/${'a'.repeat(32)}`;
    files.git('push', '--quiet', files.at('.git/test-runner/origin.git'), `${commit}:${ref}`);
    expect(action(clone, { GATE_BASE: 'origin/main' })).toMatchObject({ status: 0 });
    // A ref that was deleted answers for nothing.
    files.git('push', '--quiet', files.at('.git/test-runner/origin.git'), `:${ref}`);
    clone.git('update-ref', '-d', ref.replace('ledger/', 'from/origin/ledger/'));
    expect(action(clone, { GATE_BASE: 'origin/main' })).toMatchObject({ status: 1 });
  });
});
