import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import type { Cancel } from '../core/model/cancel.ts';
import { worded } from '../core/model/wording.ts';
import { errorCode, hostProblem, HostProblem } from './problems.ts';

export interface GitRun {
  readonly directory: string;
  readonly arguments: readonly string[];
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxOutputBytes?: number;
  /** Further `-c` settings, such as those that switch the repository's own filters off. */
  readonly settings?: readonly string[];
  readonly cancel?: Cancel;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly complaint: string;
  /** By a signal, ours or another's: it said nothing. */
  readonly isStopped: boolean;
}

/** The last setting of a name wins, so these outrank what the repository's own configuration says. */
const safeSettings = [
  'core.fsmonitor=',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.quotePath=false',
  'core.askPass=',
  'core.sshCommand=false',
  'credential.helper=',
  'diff.external=',
  'diff.renames=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'log.showSignature=false',
  'color.ui=false',
  'advice.detachedHead=false',
];

/**
 * The environment git runs in: one language for messages, no prompts, no network, no write to the index, and none of the
 * caller's GIT_* variables, which inside a hook point at another repository or index.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || isKept(name));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
  };
}

/** Where git is, where it stops looking and which configuration the user chose. */
function isKept(name: string): boolean {
  return /^GIT_(?:CEILING_DIRECTORIES|EXEC_PATH|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/.test(name);
}

export function gitArguments(run: Pick<GitRun, 'arguments' | 'settings'>): string[] {
  const settings = [...safeSettings, ...(run.settings ?? [])].flatMap((setting) => ['-c', setting]);
  return ['--no-pager', ...settings, ...run.arguments];
}

/**
 * Runs git without a shell and answers whatever it said.
 *
 * @throws HostProblem when git is missing, too slow or says more than `maxOutputBytes`
 */
export async function runGit(run: GitRun): Promise<GitAnswer> {
  const { timeoutMs = 60_000, maxOutputBytes = 256 * 1024 * 1024 } = run;
  return await new Promise<GitAnswer>((resolve, reject) => {
    const child = spawn('git', gitArguments(run), {
      cwd: run.directory,
      env: gitEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let sizeBytes = 0;
    const stop = (problem: HostProblem): void => {
      child.kill('SIGKILL');
      reject(problem);
    };
    const timer = setTimeout(
      () => stop(failed('gitTimeout', run, `did not finish within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    child.stdout.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxOutputBytes) stop(failed('tooMany', run, `answered more than ${maxOutputBytes} bytes`));
      else if (run.cancel?.isCancelled() === true) child.kill('SIGKILL');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => complaint.length < 64 && complaint.push(chunk));
    child.on('error', (error) => {
      clearTimeout(timer);
      const isMissing = errorCode(error) === 'ENOENT';
      reject(isMissing ? new HostProblem(hostProblem('gitMissing', worded`The git program was not found.`)) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        exitCode: code ?? 128,
        output: Buffer.concat(output),
        complaint: Buffer.concat(complaint).toString('utf8'),
        isStopped: code === null,
      });
    });
    // git may exit before it has read everything; its exit code says what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(run.input ?? '');
  });
}

/** What git exits with when it does not know an option. Ours are all there are since 2.25. */
const usageExitCode = 129;

/** @throws HostProblem unless git answered 0 */
export async function askGit(run: GitRun): Promise<Buffer> {
  const answer = await runGit(run);
  if (answer.exitCode === 0) return answer.output;
  throw toProblem(run, answer);
}

export async function askGitForText(run: GitRun): Promise<string> {
  return (await askGit(run)).toString('utf8').trim();
}

/**
 * Null when git answered anything but 0: "there is none". Only for questions that are meant that way.
 *
 * @throws HostProblem when git could not look: it was stopped, or does not take the folder for a repository, as while HEAD is
 * being rewritten
 */
export async function askGitIfAny(run: GitRun): Promise<string | null> {
  const answer = await runGit(run);
  if (answer.exitCode === 0) return answer.output.toString('utf8').trim();
  if (answer.isStopped || isUnreadable(answer)) throw toProblem(run, answer);
  return null;
}

function isUnreadable({ complaint }: GitAnswer): boolean {
  return complaint.includes('dubious ownership') || complaint.includes('not a git repository');
}

export function toProblem(run: GitRun, answer: GitAnswer): HostProblem {
  const { complaint } = answer;
  if (complaint.includes('dubious ownership')) {
    return new HostProblem(
      hostProblem('unsafeRepository', worded`git refuses "${run.directory}": it belongs to another user.`),
    );
  }
  if (complaint.includes('not a git repository')) {
    return new HostProblem(hostProblem('noRepository', worded`"${run.directory}" is in no git repository.`));
  }
  if (isOfMissing(complaint)) {
    return failed('gitMissingObject', run, `misses an object: ${firstLine(complaint)}`);
  }
  const isUnknownOption = answer.exitCode === usageExitCode;
  return failed(
    isUnknownOption ? 'gitTooOld' : 'gitFailed',
    run,
    `answered ${answer.exitCode}: ${firstLine(complaint)}`,
  );
}

/** Whether git says that a shallow or partial clone lacks what was asked for. */
export function isOfMissing(complaint: string): boolean {
  return /missing blob|missing object|unable to read tree|bad object|could not fetch|promisor|unable to read [0-9a-f]{40}|transport '[^']*' not allowed/.test(
    complaint,
  );
}

function failed(
  name: 'gitTimeout' | 'tooMany' | 'gitFailed' | 'gitTooOld' | 'gitMissingObject',
  run: GitRun,
  what: string,
): HostProblem {
  const command = ['git', ...run.arguments].join(' ').slice(0, 200);
  return new HostProblem(hostProblem(name, `"${command}" ${what}.`));
}

export function firstLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^(?:fatal|error): /, '') ?? ''
  );
}

/** Parts of a `-z` answer. */
export function splitNul(output: Buffer | string): string[] {
  const text = typeof output === 'string' ? output : output.toString('utf8');
  const parts = text.split('\0');
  if (parts.at(-1) === '') parts.pop();
  return parts;
}
