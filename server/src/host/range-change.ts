import { ingestVersions } from '../core/ingest.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { Failure } from '../core/model/problem.ts';
import { sha256 } from './blob-id.ts';
import { readRangeOrigin, withRangeOrigin, type RangeOrigin } from './commit-origin.ts';
import { listRangeChanges } from './git-changes.ts';
import { readChanges, toFailure, toSides } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { fromCommit, type ContextSource } from './summary-source.ts';

/** A change that is in no file on disk, with what it is to be read among. */
export interface OfferedChange {
  readonly changeSet: ChangeSet;
  readonly failures: readonly Failure[];
  readonly source: ContextSource;
}

export interface RangeChange extends OfferedChange {
  readonly from: RangeOrigin;
}

/** The same for the same texts, wherever they are reviewed: records of one review are found by another. */
export function offeredId({ origin, id }: Pick<ChangeSet, 'origin' | 'id'>): string {
  return `offered-${sha256(`${origin.channel} ${id}`).slice(0, 32)}`;
}

/** What differs between two commits; `base` null is the empty tree. */
export async function readRangeChange(
  repository: Repository,
  base: string | null,
  commit: string,
): Promise<RangeChange> {
  const { changes, problems } = await readChanges(repository, await listRangeChanges(repository, base, commit));
  const from = await readRangeOrigin(repository, base, commit);
  return {
    changeSet: withRangeOrigin(ingestVersions(changes.map(toSides), from.origin), from),
    failures: problems.map(toFailure),
    source: fromCommit(repository, commit),
    from,
  };
}
