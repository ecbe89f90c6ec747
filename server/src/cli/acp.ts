import { spawn } from 'node:child_process';
import { createAcpProxy } from '../host/acp-proxy.ts';
import { describeError } from '../host/problems.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';

/** Starts an agent of the Agent Client Protocol and stands between it and the client that started this. */
export async function runAcp({ values, positionals, terminal }: Invocation): Promise<ExitCode> {
  const [command, ...words] = positionals;
  if (command === undefined)
    throw new UsageError(
      'No agent was named.',
      'There is nothing to stand between.',
      'Run "countersign acp -- gemini --acp", say.',
    );
  const agent = spawn(command, words, {
    cwd: terminal.directory,
    env: ownEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const proxy = createAcpProxy({
    toClient: (line) => void process.stdout.write(`${line}\n`),
    toAgent: (line) => void agent.stdin.write(`${line}\n`),
    edits: values['carry-out'] === true ? 'here' : 'client',
    onFault: (error) => terminal.note(`countersign acp: ${describeError(error)}\n`),
  });
  agent.stdin.on('error', () => undefined); // it has ended; its exit code says how
  const ended = new Promise<number>((resolve, reject) => {
    agent.on('error', (error) =>
      reject(
        new UsageError(
          `"${command}" could not be started: ${describeError(error)}.`,
          'Nothing was done.',
          'Check its name.',
        ),
      ),
    );
    agent.on('close', (code) => resolve(code ?? 1));
  });
  void readLines(agent.stdout, proxy.fromAgent).catch(() => undefined);
  // Whichever side ends, the other is told; a stream that was cut off has said what it had to say.
  void readLines(terminal.input, proxy.fromClient)
    .catch(() => undefined)
    .then(() => agent.stdin.end());
  try {
    return (await ended) === 0 ? 0 : 2;
  } finally {
    process.stdin.destroy(); // the client may wait for us, as we for it
    proxy.close();
  }
}

/** An editor whose runtime runs us is not to be run as one by the agent. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env;
  return rest;
}

/** A message is one line, and may come in many parts. */
async function readLines(stream: AsyncIterable<Uint8Array | string>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const part of stream) {
    const text = typeof part === 'string' ? part : decoder.decode(part, { stream: true });
    parts.push(text);
    if (!text.includes('\n')) continue;
    const lines = parts.join('').split('\n');
    parts = [lines.pop() ?? ''];
    for (const line of lines) onLine(line);
  }
  const rest = parts.join('');
  if (rest !== '') onLine(rest);
}
