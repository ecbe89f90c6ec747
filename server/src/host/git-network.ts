import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { sha256 } from './blob-id.ts';
import type { Repository } from './git-repository.ts';
import { readRefs } from './git-revisions.ts';
import { gitEnvironment } from './git-run.ts';
import { errorCode, hostProblem, HostProblem } from './problems.ts';

export interface NetworkAnswer {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

/** Of the caller's, besides what every git gets: how it reaches and proves itself to another machine. */
const keptForNetwork =
  /^(?:GIT_SSH(?:_COMMAND|_VARIANT)?|GIT_SSL_\w+|GIT_PROXY_\w+|GIT_HTTP_\w+|SSH_ASKPASS|GIT_ASKPASS)$/;

/** No hooks, no helper protocols that run what an address names. The user's own keys and credentials are used. */
const settings = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=',
  'core.pager=cat',
  'protocol.ext.allow=never',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'push.recurseSubmodules=no',
  'push.followTags=false',
  'push.gpgSign=false',
  'fetch.writeCommitGraph=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'color.ui=false',
];

const timeoutMs = 120_000;
const maxOutputBytes = 4 * 1024 * 1024;

/**
 * The only git that talks to other machines. Runs when a person asks for it by name, never for an analysis.
 *
 * @throws HostProblem when git is missing or does not end
 */
export async function runNetworkGit(repository: Repository, words: readonly string[]): Promise<NetworkAnswer> {
  const kept = Object.entries(process.env).filter(([name]) => keptForNetwork.test(name));
  const environment = { ...gitEnvironment(), ...Object.fromEntries(kept), GIT_NO_LAZY_FETCH: '0' };
  return await new Promise<NetworkAnswer>((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...settings.flatMap((setting) => ['-c', setting]), ...words], {
      cwd: repository.root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const chunks: Record<'output' | 'complaint', Buffer[]> = { output: [], complaint: [] };
    let sizeBytes = 0;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new HostProblem(hostProblem('networkFailed', worded`git did not finish within ${timeoutMs / 1000} s.`)));
    }, timeoutMs);
    for (const [name, stream] of [
      ['output', child.stdout],
      ['complaint', child.stderr],
    ] as const) {
      stream.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes <= maxOutputBytes) chunks[name].push(chunk);
        else child.kill('SIGKILL');
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      const isMissing = errorCode(error) === 'ENOENT';
      reject(isMissing ? new HostProblem(hostProblem('gitMissing', worded`The git program was not found.`)) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({
        exitCode: code ?? 128,
        output: Buffer.concat(chunks.output).toString('utf8'),
        complaint: Buffer.concat(chunks.complaint).toString('utf8'),
      });
    });
  });
}

export interface Fetched {
  /** Where they are now: a prefix of refs. */
  readonly refs: string;
  readonly problems: readonly Problem[];
}

/**
 * Ledgers and review requests of a remote, below a name of its own, so that nobody's refs replace another's. A ledger that is
 * no longer a continuation of what was fetched before is refused, and said.
 */
export async function fetchRecords(repository: Repository, remote: string): Promise<Fetched> {
  const name = /^[\w-][\w.-]{0,60}$/.test(remote) && !remote.endsWith('.lock') ? remote : sha256(remote).slice(0, 16);
  const refs = `refs/countersign/from/${name}`;
  const specs = [`refs/countersign/ledger/*:${refs}/ledger/*`, `+refs/countersign/review/*:${refs}/review/*`];
  const answer = await runNetworkGit(repository, [
    'fetch',
    '--no-tags',
    '--no-write-fetch-head',
    '--',
    remote,
    ...specs,
  ]);
  const listed = await runNetworkGit(repository, ['ls-remote', '--', remote, 'refs/countersign/ledger/*']);
  if (listed.exitCode !== 0) {
    const why = listed.complaint.trim().split('\n')[0] ?? '';
    const message = `Records of "${remote}" could not be fetched: ${why.replace(/^(?:fatal|error): /, '')}.`;
    return { refs, problems: [hostProblem('networkFailed', message)] };
  }
  const there = new Map(
    listed.output.split('\n').map((row) => [row.slice(row.lastIndexOf('/') + 1), row.split('\t')[0]]),
  );
  const problems = (await readRefs(repository, [`${refs}/ledger`])).flatMap(({ name, commit }) => {
    const id = name.slice(name.lastIndexOf('/') + 1);
    const now = there.get(id);
    // Where nothing was refused, what differs came between both questions.
    if (now === commit || (now !== undefined && answer.exitCode === 0)) return [];
    const what = now === undefined ? 'is gone' : 'does not continue what was fetched before';
    return [hostProblem('ledgerRewritten', worded`The ledger ${id} of "${remote}" ${what}.`, name)];
  });
  if (answer.exitCode === 0 || problems.length > 0) return { refs, problems };
  const why =
    answer.complaint
      .trim()
      .split('\n')[0]
      ?.replace(/^(?:fatal|error): /, '') ?? '';
  return {
    refs,
    problems: [hostProblem('networkFailed', worded`Records of "${remote}" could not be fetched: ${why}.`)],
  };
}
