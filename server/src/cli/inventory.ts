import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Drift } from '../core/model/inventory-entry.ts';
import type { Failure, Problem } from '../core/model/problem.ts';
import { createEngine } from '../core/load-language.ts';
import { findInventoryExport, hasDrift, joinInventory, type InventoryInput } from '../core/register.ts';
import { createAnalysisCache } from '../host/analyze-workspace.ts';
import { openRepository, type Repository } from '../host/git-repository.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { readDrift } from '../host/inventory-at-revision.ts';
import { findInventoryPlaces } from '../host/inventory-places.ts';
import { readInventory, type FoundInventory, type InventoryPlace, type InventoryWork } from '../host/inventory.ts';
import { readPolicy } from '../host/policy-files.ts';
import { describeError } from '../host/problems.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { openStateDirectory } from '../host/state-directory.ts';
import { printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { showInventory } from './show-inventory.ts';
import { showProblem } from './show-problem.ts';
import { readVersion } from './version.ts';

/** Exit 1 with `--diff` where something changed; 2 where something could not be read, for the list may lack it. */
export async function runInventory({ positionals, values, terminal }: Invocation): Promise<ExitCode> {
  const since = typeof values['diff'] === 'string' ? values['diff'] : null;
  const form = typeof values['format'] === 'string' ? values['format'] : 'text';
  const places = await findInventoryPlaces(terminal.directory, positionals);
  const work = await startWork(terminal);
  const all: FoundInventory[] = [];
  const drifts: Drift[] = [];
  const failures: Failure[] = [];
  const problems: Problem[] = [];
  for (const place of places) {
    const repository = await openRepository(place.root);
    try {
      const found = await readInventory(await withState(place, repository, values['fresh'] === true), work);
      all.push(found);
      failures.push(...found.failures);
      problems.push(...found.problems, ...(found.register?.problems ?? []));
      if (since === null) continue;
      const drifted = await readDrift(found, needsRepository(repository, place), since, work);
      drifts.push(drifted.drift);
      failures.push(...drifted.failures.filter((one) => !failures.some((known) => known.path === one.path)));
      problems.push(...drifted.problems);
    } finally {
      repository?.close();
    }
  }
  terminal.progress(null);
  const drift = since === null ? null : { ...joinDrifts(drifts), since };
  const input: InventoryInput = {
    title: places.map(({ name, root }) => (name === '' ? basename(root) : name)).join(', '),
    entries: joinInventory(all),
    drift,
    gaps: [...failures.map(({ path, message }) => `${path}: ${message}`), ...problems.map(({ message }) => message)],
    tool: { version: await readVersion() },
  };
  const files = all.reduce((sum, found) => sum + found.files, 0);
  const text = findInventoryExport(form)?.write(input) ?? showInventory(input, files, terminal);
  await writeAnswer(text, values['out'], terminal);
  for (const { path, message } of failures) terminal.note(`not judged  ${printable(path)}: ${printable(message)}\n`);
  for (const problem of problems) terminal.note(showProblem(problem, terminal));
  if (failures.length + problems.length > 0) return 2;
  return drift !== null && hasDrift(drift) ? 1 : 0;
}

async function startWork(terminal: Terminal): Promise<InventoryWork> {
  const policy = await readPolicy({ kind: 'none' });
  return {
    engine: createEngine(shippedGrammars()),
    policy: policy.value,
    helpers: createReadingPool(),
    cache: createAnalysisCache(),
    cancel: terminal.cancel,
    toolVersion: await readVersion(),
    onProgress: (words, done, total) => terminal.progress(total === 0 ? words : `${words} ${done} of ${total} files`),
  };
}

async function withState(
  place: Pick<InventoryPlace, 'name' | 'root' | 'folder'>,
  repository: Repository | null,
  isFresh: boolean,
): Promise<InventoryPlace> {
  const state = await openStateDirectory({ root: place.root, repository });
  const cacheFile = isFresh ? null : join(state.worktree, 'inventory.json');
  return { ...place, repository, ledger: state.ledger, cacheFile };
}

function needsRepository(repository: Repository | null, { root }: Pick<InventoryPlace, 'root'>): Repository {
  if (repository !== null) return repository;
  throw new UsageError(
    `"${root}" is no git repository.`,
    'There is no revision to compare with.',
    'Leave --diff away, or name repositories only.',
  );
}

function joinDrifts(drifts: readonly Drift[]): Drift {
  return {
    added: drifts.flatMap(({ added }) => added),
    removed: drifts.flatMap(({ removed }) => removed),
    changed: drifts.flatMap(({ changed }) => changed),
  };
}

async function writeAnswer(text: string, out: string | boolean | undefined, terminal: Terminal): Promise<void> {
  if (typeof out !== 'string') return await terminal.write(text);
  const path = resolve(terminal.directory, out);
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(
      `"${path}" could not be written: ${describeError(error)}.`,
      'Nothing was written.',
      'Choose another place with --out.',
    );
  }
}
