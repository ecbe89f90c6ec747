/**
 * Builds the demo workspace from media/sample/ and lands the agent's turn in it. Node built-ins only.
 *
 *     history/NN-slug/   one folder a commit, in order: the files it changes, and commit.json
 *                        { message, author, email, date, deleted?: [path] }
 *     agent/             the files of the agent's turn, and turn.json { agent, model, prompt, deleted: [path] }
 *
 * The two JSON files are not copied. The same input gives the same commit ids on every machine.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const sampleDir = path.resolve(import.meta.dirname, '../../media/sample');

/**
 * @param {string} target a folder that is empty or does not exist
 * @param {{ from?: string }} [options] a folder laid out as media/sample/
 * @returns {Promise<{ head: string }>} the id of the last commit
 * @throws when the target holds files, git is missing, or a commit.json is not as described above
 */
export async function buildSampleWorkspace(target, { from = sampleDir } = {}) {
  const historyDir = path.join(from, 'history');
  const names = readFolder(historyDir).sort();
  if (names.length === 0) throw new Error(`${historyDir} holds no commits.`);
  fs.mkdirSync(target, { recursive: true });
  if (fs.readdirSync(target).length > 0) throw new Error(`${target} is not empty.\nfix  Name a new folder.`);

  git(target, ['init', '--quiet', '--initial-branch=main', '--template=']);
  git(target, ['config', 'core.autocrlf', 'false']);
  for (const name of names) applyCommit(target, path.join(historyDir, name));
  // As a clone has it: rules are taken from what the others have, and a repository that nobody else has has none.
  git(target, ['update-ref', 'refs/remotes/origin/main', 'HEAD']);
  return { head: git(target, ['rev-parse', 'HEAD']).trim() };
}

/**
 * Writes the files of the agent's turn into the workspace one after another, then deletes what the turn deletes.
 * @param {string} target a workspace made by `buildSampleWorkspace`
 * @param {{ delayMs?: number, from?: string }} [options] delayMs is the pause before each file
 * @returns {Promise<string[]>} the paths written and deleted, in order
 */
export async function landAgentTurn(target, { delayMs = 150, from = sampleDir } = {}) {
  const turnDir = path.join(from, 'agent');
  const turn = readJson(path.join(turnDir, 'turn.json'));
  const written = listFiles(turnDir).filter((file) => file !== 'turn.json');
  for (const file of written) {
    await sleep(delayMs);
    copyFile(turnDir, target, file);
  }
  for (const file of turn.deleted ?? []) {
    await sleep(delayMs);
    fs.rmSync(path.join(target, file));
  }
  return [...written, ...(turn.deleted ?? [])];
}

/** What the agent was asked, and who it says it is. */
export function readAgentTurn({ from = sampleDir } = {}) {
  return readJson(path.join(from, 'agent/turn.json'));
}

function applyCommit(target, commitDir) {
  const commitFile = path.join(commitDir, 'commit.json');
  const commit = readJson(commitFile);
  for (const name of ['message', 'author', 'email', 'date']) {
    if (typeof commit[name] !== 'string') throw new Error(`${commitFile} has no "${name}".`);
  }
  for (const file of listFiles(commitDir)) {
    if (file !== 'commit.json') copyFile(commitDir, target, file);
  }
  for (const file of commit.deleted ?? []) fs.rmSync(path.join(target, file));

  git(target, ['add', '--all', '--force']); // --force: an overlay's own .gitignore must not hide what the overlay holds
  git(target, ['commit', '--quiet', '--no-verify', '--message', commit.message], {
    GIT_AUTHOR_NAME: commit.author,
    GIT_AUTHOR_EMAIL: commit.email,
    GIT_AUTHOR_DATE: commit.date,
    GIT_COMMITTER_NAME: commit.author,
    GIT_COMMITTER_EMAIL: commit.email,
    GIT_COMMITTER_DATE: commit.date,
  });
}

/** Git without anybody's configuration, hooks, keys or templates, and without the variables of a git that runs us. */
function git(cwd, args, extra = {}) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith('GIT_')) delete env[name];
  Object.assign(env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...extra });
  try {
    const options = { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
    return execFileSync('git', ['-c', 'commit.gpgSign=false', '-c', 'core.fileMode=true', ...args], options);
  } catch (error) {
    const isMissing = error.code === 'ENOENT';
    const what = isMissing
      ? 'git was not found.\nfix  Install git and put it on PATH.'
      : `git ${args[0]} failed: ${error.stderr}`;
    throw new Error(what, { cause: error });
  }
}

/** Paths of all files below a folder, with forward slashes, sorted by code unit so that every machine has the same order. */
function listFiles(dir) {
  return fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function copyFile(fromDir, toDir, file) {
  const target = path.join(toDir, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(path.join(fromDir, file), target); // keeps the mode, so an executable script stays one
}

function readFolder(dir) {
  try {
    return fs
      .readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    throw new Error(`The sample's history cannot be read: ${error.message}`, { cause: error });
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error.message}`, { cause: error });
  }
}
