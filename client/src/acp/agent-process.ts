import { spawn } from 'node:child_process';

export interface Launch {
  /** What stands between: it holds edits, and starts the agent. */
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly directory: string;
}

export interface AgentProcess {
  readonly send: (line: string) => void;
  /** The last that it wrote to standard error. */
  readonly output: () => string;
  /** Ends it: first its input, then the process with all that it started. */
  readonly stop: () => void;
}

/** Characters. */
const maxOutput = 4_000;
const politeMs = 2_000;
const isWindows = process.platform === 'win32';

export function startAgent(
  { program, words, environment, directory }: Launch,
  heard: (bytes: Buffer) => void,
  /** Null: it was killed. */
  ended: (code: number | null) => void,
): AgentProcess {
  // A group of its own: what it started and left running ends with it. Windows has no such groups.
  const child = spawn(program, words, { cwd: directory, env: environment, detached: !isWindows, windowsHide: true });
  let output = '';
  let isOver = false;
  const note = (text: string): void => void (output = `${output}${text}`.slice(-maxOutput));
  const over = (code: number | null): void => {
    if (isOver) return;
    isOver = true;
    ended(code);
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', (bytes: Buffer) => note(bytes.toString('utf8')));
  child.stdin.on('error', () => undefined); // it has ended, which is told below
  child.on('error', (error) => {
    note(error.message);
    over(null);
  });
  child.on('close', over);

  /** False: nothing of it is left. */
  function signal(name: NodeJS.Signals): boolean {
    if (child.pid === undefined) return false;
    try {
      return isWindows ? child.kill(name) : process.kill(-child.pid, name);
    } catch {
      return false;
    }
  }

  let hasExited = false;
  // Not on `close`: what was left running may hold the output open. Nobody else gets the number of a group while one is in it.
  child.on('exit', () => {
    hasExited = true;
    if (signal('SIGTERM')) setTimeout(() => signal('SIGKILL'), politeMs).unref();
  });
  const signalLater = (name: NodeJS.Signals, afterMs: number): void => {
    setTimeout(() => void (hasExited || signal(name)), afterMs).unref();
  };

  return {
    send: (line) => void child.stdin.write(`${line}\n`),
    output: () => output.trim(),
    stop() {
      child.stdin.end();
      signalLater('SIGTERM', politeMs);
      signalLater('SIGKILL', 2 * politeMs);
    },
  };
}
