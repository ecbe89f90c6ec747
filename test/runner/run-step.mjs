import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findServerNode } from '../workbench/server-node.mjs';
import { readCounts } from './counts.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const logs = path.join(root, '.cache/test');

/** How much of a failed step's output is printed; all of it is in its log. */
const shownLines = 150;

/** Exit code of a command that cannot reach what it wants from the network. */
const unreachable = 75;

/** The oldest major that `engines.node` allows. */
const oldest = 20;

/** A Node of the oldest major, on the PATH outside node_modules; undefined when this machine has none. */
function findOldestNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return process.env['PATH']
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => path.join(folder, file))
    .filter((candidate) => fs.existsSync(candidate))
    .find((candidate) => {
      const { stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
      return stdout?.startsWith(`v${oldest}.`);
    });
}

function environment(programsNode) {
  const bin = path.join(root, 'node_modules/.bin');
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: [path.dirname(findServerNode()), bin, process.env['PATH']].join(path.delimiter),
    // Tests start our programs a thousand times: what was compiled once need not be again. Older ones do not know it.
    NODE_COMPILE_CACHE: path.join(root, '.cache/compile'),
    // What the cli and lsp suites start the built programs with.
    COUNTERSIGN_NODE: programsNode,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
}

function hasFiles(folder) {
  const absolute = path.join(root, folder);
  if (!fs.existsSync(absolute)) return false;
  return fs
    .readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .some((file) => /\.(test\.ts|ui\.mjs)$/.test(file));
}

/** Runs in a process group of its own, so that the time limit ends browsers and servers too. */
function runCommand([program, ...args], { env, logFile, minutes, verbose }) {
  return new Promise((resolve) => {
    const log = fs.createWriteStream(logFile);
    const isWindows = process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !isWindows,
      shell: isWindows,
    });
    let note = '';
    const timer = setTimeout(() => {
      note = `stopped after ${minutes} minutes`;
      if (isWindows) child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    }, minutes * 60_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        log.write(data);
        if (verbose) process.stdout.write(data);
      });
    }
    const end = (code, message) => {
      clearTimeout(timer);
      log.end(() => resolve({ code, note: message || note }));
    };
    child.on('error', (error) => end(1, error.message));
    child.on('close', (code) => end(code ?? 1, ''));
  });
}

function printTail(logFile) {
  const lines = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n');
  if (lines.length > shownLines) console.log(`  … ${lines.length - shownLines} lines above`);
  for (const text of lines.slice(-shownLines)) console.log(`  ${text}`);
}

/** `{ name, status: ok | failed | skipped, seconds, counts?, note }` */
export async function runStep(step, { verbose }) {
  const { name } = step;
  const start = performance.now();
  const done = (status, note = '', counts) => ({
    name,
    status,
    seconds: (performance.now() - start) / 1000,
    counts,
    note,
  });
  if (step.tests && !hasFiles(step.tests)) return done('failed', `no files in ${step.tests}`);
  const programsNode = step.node === 'oldest' ? findOldestNode() : findServerNode();
  if (programsNode === undefined) return done('skipped', `no Node ${oldest} on the PATH`);

  fs.mkdirSync(logs, { recursive: true });
  const report = step.report ? path.join(root, step.report) : path.join(logs, `${name}.json`);
  const logFile = path.join(logs, `${name}.log`);
  fs.rmSync(report, { force: true });
  const command = step.command.map((word) => word.replace('{report}', report));
  const { code, note } = await runCommand(command, {
    env: environment(programsNode),
    logFile,
    minutes: step.minutes,
    verbose,
  });
  if (code === unreachable)
    return done('skipped', `no network for what it installs; see ${path.relative(root, logFile)}`);
  const { counts, problem } = step.counts ? readCounts(step.counts, report) : {};
  const failed = code !== 0 || problem !== undefined || (counts?.failed ?? 0) > 0;
  if (failed && !verbose) printTail(logFile);
  return done(failed ? 'failed' : 'ok', [note, problem].filter(Boolean).join('; '), counts);
}
