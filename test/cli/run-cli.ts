import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const bundle = join(import.meta.dirname, '../../server/dist/cli.mjs');
if (!existsSync(bundle)) throw new Error('server/dist/cli.mjs is missing: npm run build');

export interface CliRun {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface CliOptions {
  readonly directory: string;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built CLI as a child process, on the Node that runs the tests. */
export async function countersign(
  words: readonly string[],
  { directory, input = '', environment = {} }: CliOptions,
): Promise<CliRun> {
  const child = spawn(process.execPath, [bundle, ...words], {
    cwd: directory,
    env: { ...process.env, ...environment },
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, output: Buffer.concat(output).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') };
}

export { bundle as cliBundle };
