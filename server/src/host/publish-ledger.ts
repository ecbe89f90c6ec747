import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Head } from '../core/model/ledger.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import { worded } from '../core/model/wording.ts';
import { toSegments, toTrailer, verifyLedger } from '../core/record.ts';
import { nodeDisk, writeDurably } from './durable.ts';
import { ask, askIfAny, type Repository } from './git-repository.ts';
import { readRefs } from './git-revisions.ts';
import { runNetworkGit } from './git-network.ts';
import { inBranchFolder, openBudget, readLedgerRefs } from './ledger-texts.ts';
import { describeError, errorCode, hostProblem, HostProblem, throwProblem } from './problems.ts';
import { resolveInside } from './workspace-path.ts';
import { commitToRef } from './write-refs.ts';

export interface OwnLedger {
  readonly id: string;
  readonly records: readonly LedgerRecord[];
}

/**
 * Puts the chain on its ref. Only ever goes on from what is published: who has seen a record can tell when it is missing.
 *
 * @throws HostProblem when the published chain holds what this one does not
 */
export async function commitLedger(repository: Repository, { id, records }: OwnLedger): Promise<string> {
  const ref = `refs/countersign/ledger/${id}`;
  const head: Head = records.at(-1) ?? null;
  if (head === null) return throwProblem('recordsUnreadable', worded`There is no record to publish yet.`);
  await goOnFromFetched(repository, ref, id);
  await refuseFork(repository, ref, records);
  const encoder = new TextEncoder();
  const files = new Map([...toSegments(records)].map(([name, text]) => [name, encoder.encode(text)]));
  const message = `Records up to No. ${head.seq}\n\n${toTrailer({ ledger: id, ...head })}\n`;
  return await commitToRef(repository, { ref, message, files });
}

/** A clone that lost its ref goes on from what it fetched of itself: a new beginning would be refused by the remote. */
async function goOnFromFetched(repository: Repository, ref: string, id: string): Promise<void> {
  if ((await askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', ref] })) !== null) return;
  const fetched = await readRefs(repository, ['refs/countersign/from']);
  const own = fetched.find(({ name }) => name.endsWith(`/ledger/${id}`));
  if (own !== undefined)
    await ask(repository, { arguments: ['update-ref', ref, own.commit, '0'.repeat(own.commit.length)] });
}

async function refuseFork(repository: Repository, ref: string, records: readonly LedgerRecord[]): Promise<void> {
  const { texts, problems } = await readLedgerRefs(repository, [ref], openBudget());
  const [problem] = problems;
  if (problem !== undefined) throw new HostProblem(problem);
  const bytes = texts[0]?.bytes;
  if (bytes === undefined) return;
  const published = verifyLedger(Buffer.from(bytes).toString('utf8'));
  const last = published.head;
  if (published.kind === 'intact' && (last === null || records[last.seq - 1]?.hash === last.hash)) return;
  throwProblem(
    'publishRefused',
    worded`The ledger here does not continue what "${ref}" holds${last === null ? '' : ` up to No. ${last.seq}`}.`,
  );
}

/** @throws HostProblem when the remote refuses or cannot be reached */
export async function pushRefs(repository: Repository, remote: string, refs: readonly string[]): Promise<void> {
  if (remote.startsWith('-')) return throwProblem('networkFailed', worded`"${remote}" is no remote.`);
  const specs = refs.map((ref) => `${ref}:${ref}`);
  const answer = await runNetworkGit(repository, ['push', '--quiet', '--no-verify', '--', remote, ...specs]);
  if (answer.exitCode === 0) return;
  const lines = answer.complaint.trim().split('\n');
  if (lines.some((line) => /non-fast-forward|fetch first|rejected/.test(line)))
    throwProblem('publishRefused', worded`"${remote}" holds more of this ledger than is here, or something else.`);
  throwProblem(
    'networkFailed',
    worded`"${remote}" took nothing: ${lines[0]?.replace(/^(?:fatal|error): /, '') ?? ''}.`,
  );
}

/** `origin`, or the only remote there is. Null: none, or several of which none is named so. */
export async function findRemote(repository: Repository): Promise<string | null> {
  const names = ((await askIfAny(repository, { arguments: ['remote'] })) ?? '')
    .split('\n')
    .filter((name) => name !== '');
  return names.includes('origin') ? 'origin' : names.length === 1 ? (names[0] ?? null) : null;
}

/** For who may push no refs: files of the work tree, to be committed with the change. Answers their folder. */
export async function writeIntoBranch(root: string, { id, records }: OwnLedger): Promise<string> {
  const folder = `${inBranchFolder}/${id}`;
  try {
    for (const [name, text] of toSegments(records)) {
      const path = await resolveInside(root, `${folder}/${name}`);
      await mkdir(dirname(path), { recursive: true });
      await writeDurably(nodeDisk, path, Buffer.from(text), 0o644);
    }
  } catch (error) {
    if (errorCode(error) === null) throw error;
    throw new HostProblem(
      hostProblem('writeFailed', worded`The records could not be written: ${describeError(error)}.`, folder),
    );
  }
  return folder;
}
