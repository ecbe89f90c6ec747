import { userInfo } from 'node:os';
import type { Decider } from '../core/model/record.ts';
import { nodeDisk } from '../host/durable.ts';
import { findTopLevel, openRepository, type Repository } from '../host/git-repository.ts';
import { readGoverningAt, type Governing } from '../host/governing.ts';
import { readLedgerId } from '../host/ledger-id.ts';
import { chooseBase } from '../host/policy-files.ts';
import { throwProblem } from '../host/problems.ts';
import type { SealPlace } from '../host/seal-ledger.ts';
import { openStateDirectory, type StateDirectory } from '../host/state-directory.ts';
import { showProblem } from './show-problem.ts';
import type { Terminal } from './define.ts';
import { readVersion } from './version.ts';

/** Where records of this clone are, and who writes them. */
export interface RecordPlace extends SealPlace {
  readonly root: string;
  /** Null: a folder without git. */
  readonly repository: Repository | null;
  readonly state: StateDirectory;
  /** Null: nothing was sealed or published yet. */
  readonly ledgerId: string | null;
  readonly close: () => void;
}

export async function openRecordPlace({ directory, cancel }: Terminal): Promise<RecordPlace> {
  const top = await findTopLevel(directory);
  const root = top ?? directory;
  const repository = await openRepository(root, cancel);
  const state = await openStateDirectory({ root, repository });
  return {
    root,
    repository,
    state,
    ledgerId: await readLedgerId(state),
    disk: nodeDisk,
    decider: readDecider(repository),
    toolVersion: await readVersion(),
    close: () => repository?.close(),
  };
}

/** @throws HostProblem outside of a repository */
export function needRepository({ repository, root }: Pick<RecordPlace, 'repository' | 'root'>): Repository {
  return repository ?? throwProblem('noRepository', `"${root}" is in no git repository.`);
}

/** What git says of itself is a claim, no identity. */
function readDecider(repository: Repository | null): Omit<Decider, 'key' | 'basis'> {
  const configuration = repository?.configuration;
  return {
    name: configuration?.get('user.name') ?? userInfo().username,
    email: configuration?.get('user.email') ?? null,
    surface: 'terminal',
  };
}

/**
 * @param workspace of commands that ask what the policy asks: where one may be that is not used
 * @throws HostProblem when the revision, its policy or its signers cannot be read
 */
export async function readGoverning(
  repository: Repository | null,
  given: string | boolean | undefined,
  terminal: Terminal,
  workspace?: string,
): Promise<Governing> {
  const { governing, problems } = await readGoverningAt(
    await chooseBase(repository, typeof given === 'string' ? given : null),
    workspace,
  );
  for (const problem of problems) terminal.note(showProblem(problem, { hasColours: false }));
  return governing;
}

/** Values of an option that may be given again. */
export function listOf(value: string | boolean | undefined): readonly string[] {
  return typeof value === 'string' ? value.split('\n') : [];
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
