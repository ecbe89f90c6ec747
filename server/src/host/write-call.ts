import type { HookCall } from '../core/model/hook.ts';
import type { Snapshot } from './files.ts';
import { findTopLevel } from './git-repository.ts';
import { HostProblem } from './problems.ts';
import { openProposal } from './proposal.ts';
import { realFolder } from './real-folder.ts';
import { restoreFile, type Wanted } from './restore.ts';

export type Written =
  /** Workspace paths. */
  | { readonly kind: 'written'; readonly paths: readonly string[] }
  /** It cannot be said what it would write. A sentence. */
  | { readonly kind: 'unclear'; readonly why: string }
  /** Writing failed. A sentence. */
  | { readonly kind: 'failed'; readonly why: string };

/** Writes what a call would leave, in the repository of its directory alone. For what the rules do not hold, or a person accepted. */
export async function writeCall(call: HookCall): Promise<Written> {
  try {
    return await writeThere(call);
  } catch (error) {
    if (error instanceof HostProblem) return { kind: 'failed', why: error.problem.message };
    throw error;
  }
}

async function writeThere(call: HookCall): Promise<Written> {
  const place = await realFolder(call.directory);
  const root = (await findTopLevel(place)) ?? place;
  const opened = await openProposal(call, root);
  if (opened.kind === 'unclear') return opened;
  const { files, changeSet } = opened.proposal;
  if (changeSet.files.length > files.size)
    return { kind: 'unclear', why: 'Only files of the repository that the agent works in are written.' };
  for (const [path, { before, after }] of files) {
    const expected = before?.version.blob ?? null;
    const problem = await restoreFile({ root, path, wanted: toWanted(after), expected, emptyFolders: 'keep' });
    if (problem !== null) return { kind: 'failed', why: problem.message };
  }
  return { kind: 'written', paths: [...files.keys()] };
}

function toWanted(after: Snapshot | null): Wanted {
  if (after === null) return { kind: 'absent' };
  const { bytes, permissions, version } = after;
  return {
    kind: 'file',
    bytes: bytes ?? new TextEncoder().encode(version.text),
    mode: version.mode ?? '100644',
    permissions,
  };
}
