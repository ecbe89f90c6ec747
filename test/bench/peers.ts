import python from '@ast-grep/lang-python';
import { Lang, parse, registerDynamicLanguage } from '@ast-grep/napi';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { networkCalls } from '../../server/src/core/facts/apis/network-calls.ts';
import { measureEdits } from './edits.ts';
import { sourceOf } from './sources.ts';
import { milliseconds, percentile, sample } from './statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const lines = 1_000;

registerDynamicLanguage({ python });

type Language = 'typescript' | 'python';

/**
 * One edit of a file of 1,000 lines, in this run: our warm analysis, and others that are given a rule for each network call
 * of our tables. They know less of each call and nothing of what the edit changes; they say what such a search costs.
 */
export async function benchPeers(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [['per edit', 'language', 'rules', 'p50', 'against ours']];
  for (const language of ['typescript', 'python'] as const) {
    const ours = percentile((await measureEdits(language, lines)).whole, 0.5);
    rows.push(['countersign, warm', language, 'all', milliseconds(ours), '1.0x']);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-peers-'));
    try {
      const { file, edit } = prepare(folder, language);
      for (const peer of peers(folder, language, file)) {
        const times = await sample(peer.times, 1, (round) => {
          edit(round);
          peer.run();
        });
        const p50 = percentile(times, 0.5);
        rows.push([peer.name, language, String(patterns.length), milliseconds(p50), `${(p50 / ours).toFixed(1)}x`]);
      }
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  if (semgrep() === null) rows.push(['semgrep', '-', '-', 'not installed', '-']);
  return rows;
}

/** Each of our network calls as a pattern; paths through a client that was made are left out. */
const patterns = [...networkCalls.keys()].filter((name) => /^[A-Za-z_][\w.]*$/.test(name));

interface Peer {
  readonly name: string;
  readonly times: number;
  readonly run: () => void;
}

function peers(folder: string, language: Language, file: string): readonly Peer[] {
  const found: Peer[] = [];
  const run = (program: string, args: readonly string[]): void => {
    const { status, error, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (error !== undefined) throw error;
    // Findings are no failure: both answer 1 for them when asked to.
    if (status !== 0 && status !== 1) throw new Error(`${program} ended with ${status}: ${stderr}`);
  };
  const rule = { any: patterns.map((name) => ({ pattern: `${name}($$$)` })) };
  const grammar = language === 'typescript' ? Lang.TypeScript : language;
  found.push({
    name: 'ast-grep, warm',
    times: 60,
    run: () =>
      void parse(grammar, fs.readFileSync(path.join(folder, file), 'utf8'))
        .root()
        .findAll({ rule }),
  });
  const program = semgrep();
  if (program === null) return found;
  const config = path.join(folder, 'semgrep.yml');
  fs.writeFileSync(config, `rules:\n${patterns.map((name, number) => semgrepRule(language, name, number)).join('')}`);
  const offline = ['--metrics=off', '--disable-version-check', '--quiet', '--json'];
  found.push({
    name: 'semgrep scan of the diff, a process',
    times: 5,
    run: () => run(program, ['scan', ...offline, '--config', config, '--baseline-commit', 'HEAD', file]),
  });
  return found;
}

function semgrepRule(language: Language, name: string, number: number): string {
  return `- { id: call-${number}, languages: [${language}], severity: INFO, message: call, pattern: '${name}(...)' }\n`;
}

/** On the path, or where `pip` put it: `python3 -m venv .cache/semgrep && .cache/semgrep/bin/pip install semgrep`. */
function semgrep(): string | null {
  const own = path.join(root, '.cache/semgrep/bin/semgrep');
  if (fs.existsSync(own)) return own;
  return spawnSync('semgrep', ['--version']).status === 0 ? 'semgrep' : null;
}

/** A repository in which the file is committed; `edit` adds a line to it. */
function prepare(folder: string, language: Language): { file: string; edit: (round: number) => void } {
  const source = sourceOf(language, lines);
  const file = path.basename(source.path);
  const write = (text: string): void => fs.writeFileSync(path.join(folder, file), text);
  write(source.text);
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  for (const args of [
    ['init', '--quiet'],
    ['add', file],
    [...identity, 'commit', '--quiet', '--message', 'bench'],
  ]) {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
  const comment = language === 'typescript' ? '//' : '#';
  return { file, edit: (round) => write(`${source.text}\n${comment} ${round}\n`) };
}
