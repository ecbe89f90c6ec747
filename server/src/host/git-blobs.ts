import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { firstLine, gitArguments, gitEnvironment, isOfMissing } from './git-run.ts';
import { hostProblem, HostProblem } from './problems.ts';

export type BlobRead =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  /** Larger than asked for; not read. */
  | { readonly kind: 'too-large'; readonly sizeBytes: number }
  /** A shallow or partial clone lacks it, or it never existed. */
  | { readonly kind: 'missing' };

/** Reads many objects through two long-lived `git cat-file` processes, one answer after the other. */
export interface BlobReader {
  /** What `<commit>:<path>` is, or null when the commit has no such path. `path` is from the repository's top. */
  readonly locate: (commit: string, path: string) => Promise<Header | null>;
  readonly read: (id: string, maxBytes: number) => Promise<BlobRead>;
  readonly close: () => void;
}

interface Header {
  readonly id: string;
  readonly type: string;
  readonly sizeBytes: number;
}

const stallMs = 60_000;

/** `--batch-check` first: `--batch` would send a blob of any size. (`--batch-command` needs git 2.36.) */
export function openBlobReader(directory: string, settings: readonly string[]): BlobReader {
  const check = openBatch(directory, '--batch-check', settings);
  const batch = openBatch(directory, '--batch', settings);
  return {
    locate: async (commit, path) => {
      if (!isObjectId(commit)) throw new Error(`not an object id: ${commit}`);
      if (path.includes('\n')) return null;
      return await check.ask(`${commit}:${path}`, async (stream) => toHeader(await stream.line()));
    },
    read: async (id, maxBytes) => {
      if (!isObjectId(id)) throw new Error(`not an object id: ${id}`);
      const header = await check.ask(id, async (stream) => toHeader(await stream.line()));
      if (header === null) return { kind: 'missing' };
      if (header.sizeBytes > maxBytes) return { kind: 'too-large', sizeBytes: header.sizeBytes };
      return await batch.ask(id, async (stream): Promise<BlobRead> => {
        const found = toHeader(await stream.line());
        if (found === null) return { kind: 'missing' };
        const bytes = await stream.bytes(found.sizeBytes + 1);
        return { kind: 'blob', bytes: bytes.subarray(0, found.sizeBytes) };
      });
    },
    close: () => {
      check.close();
      batch.close();
    },
  };
}

export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

/** `<id> blob <size>`, or null for `<name> missing`, where the name may hold anything. */
function toHeader(line: string): Header | null {
  const match = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line);
  return match === null ? null : { id: match[1] ?? '', type: match[2] ?? '', sizeBytes: Number(match[3]) };
}

interface Answers {
  readonly line: () => Promise<string>;
  readonly bytes: (count: number) => Promise<Buffer>;
}

interface Batch {
  readonly ask: <T>(id: string, readAnswer: (stream: Answers) => Promise<T>) => Promise<T>;
  readonly close: () => void;
}

/** Starts with the first question. Questions queue up: answers come in the order asked. */
function openBatch(directory: string, form: string, settings: readonly string[]): Batch {
  let process: { child: ChildProcessWithoutNullStreams; answers: Answers } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const close = (): void => {
    process?.child.stdin.end();
    process?.child.kill();
    process = null;
  };
  const start = (): { child: ChildProcessWithoutNullStreams; answers: Answers } => {
    const child = spawn('git', gitArguments({ arguments: ['cat-file', form], settings }), {
      cwd: directory,
      env: gitEnvironment(),
      windowsHide: true,
    });
    child.stdin.on('error', () => undefined);
    child.unref();
    return { child, answers: readAnswers(child) };
  };
  return {
    ask: (id, readAnswer) => {
      const answer = queue.then(async () => {
        process ??= start();
        const { child, answers } = process;
        child.stdin.write(`${id}\n`);
        try {
          return await readAnswer(answers);
        } catch (error) {
          close(); // out of step: the next question starts afresh
          throw error;
        }
      });
      queue = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
}

/** A partial clone asks the remote for what it lacks; it may not here, and gives up. */
function toEnd(complaint: string): Problem {
  const said = firstLine(complaint);
  return isOfMissing(complaint)
    ? hostProblem('gitMissingObject', worded`This partial clone lacks a content that is needed.`)
    : hostProblem('gitFailed', worded`"git cat-file" ended unexpectedly${said === '' ? '' : `: ${said}`}.`);
}

function readAnswers(child: ChildProcessWithoutNullStreams): Answers {
  const chunks: Buffer[] = [];
  let available = 0;
  let failure: HostProblem | null = null;
  let wake: (() => void) | null = null;
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    available += chunk.length;
    wake?.();
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString('utf8')}`.slice(0, 4096)));
  const end = (): void => {
    failure ??= new HostProblem(toEnd(complaint));
    wake?.();
  };
  child.on('close', end);
  child.on('error', end);
  const more = async (): Promise<void> => {
    if (failure !== null) throw failure;
    await new Promise<void>((resolve, reject) => {
      const stalled = (): void =>
        reject(new HostProblem(hostProblem('gitTimeout', worded`git cat-file gave no answer.`)));
      const timer = setTimeout(stalled, stallMs);
      wake = () => {
        clearTimeout(timer);
        wake = null;
        resolve();
      };
    });
  };
  const take = (count: number): Buffer => {
    const whole = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
    chunks.length = 0;
    if (whole.length > count) chunks.push(whole.subarray(count));
    available -= count;
    return whole.subarray(0, count);
  };
  return {
    bytes: async (count) => {
      while (available < count) await more();
      return take(count);
    },
    line: async () => {
      for (;;) {
        const whole = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
        chunks.splice(0, chunks.length, whole);
        const end = whole.indexOf(0x0a);
        if (end >= 0)
          return take(end + 1)
            .subarray(0, end)
            .toString('utf8');
        await more();
      }
    },
  };
}
