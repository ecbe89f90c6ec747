import { originOf } from '../core/channel.ts';
import { ingestPatch, readPatch } from '../core/ingest.ts';
import type { FileVersion } from '../core/model/change.ts';
import type { Repository } from './git-repository.ts';
import { readHead } from './git-revisions.ts';
import type { OfferedChange } from './range-change.ts';
import { fromCommit, fromDisk, type ContextSource } from './summary-source.ts';

/** The patch is applied to `base`, else to the files on disk, else to HEAD: `git diff` shows what is on disk already. */
export async function readPatchChange(
  text: string,
  root: string,
  repository: Repository | null,
  base: string | null,
): Promise<OfferedChange> {
  const patch = readPatch(text);
  const attempts: OfferedChange[] = [];
  for (const source of await patchSources(root, repository, base)) attempts.push(await applyTo(patch, source));
  const fitting = attempts.find(({ failures }) => failures.length === 0) ?? attempts[0];
  if (fitting === undefined) throw new Error('nothing to apply the patch to');
  return fitting;
}

async function patchSources(
  root: string,
  repository: Repository | null,
  base: string | null,
): Promise<readonly ContextSource[]> {
  if (repository === null) return [fromDisk(root)];
  if (base !== null) return [fromCommit(repository, base)];
  const head = await readHead(repository);
  return head.commit === null ? [fromDisk(root)] : [fromDisk(root), fromCommit(repository, head.commit)];
}

async function applyTo(patch: ReturnType<typeof readPatch>, source: ContextSource): Promise<OfferedChange> {
  const texts = new Map<string, FileVersion | null>();
  for (const path of patch.wants) texts.set(path, await source(path));
  return { ...ingestPatch(patch, (path) => texts.get(path) ?? null, originOf('patch')), source };
}
