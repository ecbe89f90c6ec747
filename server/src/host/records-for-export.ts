import { toRecordsInput, type Attachment, type Privacy, type RecordFilter, type RecordsInput } from '../core/export.ts';
import type { Problem } from '../core/model/problem.ts';
import { readSnapshot } from './files.ts';
import { readSide } from './git-read.ts';
import { listTree } from './git-changes.ts';
import { findTopLevel, openRepository, type Repository } from './git-repository.ts';
import { emptyLedger, openLedgerSource } from './ledger-source.ts';
import { findPolicyBase, readPolicy, type PolicyBase } from './policy-files.ts';
import { hostProblem, throwProblem } from './problems.ts';
import { readRange } from './range-commits.ts';

export interface ExportQuestion {
  /** A folder of the clone whose policy, signers and commits count. */
  readonly directory: string;
  readonly ledger: string;
  readonly filter: Omit<RecordFilter, 'range'> & { readonly range?: string };
  /** Stricter than the policy; it never loosens what the policy says. */
  readonly identity?: 'full' | 'key-id';
  readonly at: string;
  readonly toolVersion: string;
}

export type ExportAnswer =
  | { readonly kind: 'input'; readonly input: RecordsInput; readonly isIntact: boolean; readonly exists: boolean }
  /** What was asked cannot be: a path pattern or a range that is none. */
  | { readonly kind: 'refused'; readonly option: 'path' | 'range' };

/**
 * Everything a form of records is given, the same for every shell. Nothing is held but the file's name: records are read again for
 * every walk.
 *
 * @throws HostProblem when the ledger, the policy or the repository cannot be read: names that should stay would leave
 */
export async function prepareExport(question: ExportQuestion): Promise<ExportAnswer> {
  const top = await findTopLevel(question.directory);
  const root = top ?? question.directory;
  const repository = await openRepository(root);
  try {
    const { range: asked, ...filter } = question.filter;
    if (asked !== undefined && repository === null)
      return throwProblem('noRepository', `"${root}" is in no git repository, and a range is of commits.`);
    const range = asked === undefined || repository === null ? undefined : await readRange(repository, asked);
    if (range === null) return { kind: 'refused', option: 'range' };
    const base: PolicyBase =
      repository === null ? { kind: 'directory', root, title: root } : await findPolicyBase(repository);
    const source = openLedgerSource(question.ledger);
    const { records, isIntact, message } = source ?? emptyLedger;
    const input = toRecordsInput(
      {
        records,
        ledger: { isIntact, message },
        attachments: await readAttachments(base, repository, root),
        at: question.at,
        toolVersion: question.toolVersion,
      },
      { ...filter, ...(range === undefined ? {} : { range }) },
      await readPrivacy(base, root, question.identity),
    );
    if (input === null) return { kind: 'refused', option: 'path' };
    return { kind: 'input', input, isIntact, exists: source !== null };
  } finally {
    repository?.close();
  }
}

/** The stricter of the base's policy and the work tree's: one that is about to come may hide more, never less. */
async function readPrivacy(base: PolicyBase, root: string, identity: ExportQuestion['identity']): Promise<Privacy> {
  const bases: readonly PolicyBase[] = [base, { kind: 'directory', root, title: root }];
  const all: Privacy[] = [];
  for (const each of bases) all.push((await readPolicy(each)).value.privacy);
  const isKeyed = identity === 'key-id' || all.some((privacy) => privacy.identity === 'key-id');
  return {
    recordPrompts: all.some(({ recordPrompts }) => recordPrompts === 'none') ? 'none' : 'hash',
    identity: isKeyed ? 'key-id' : 'full',
  };
}

const folder = '.countersign';
const maxAttachments = 200;
const maxAttachmentBytes = 8 * 1024 * 1024;

/** The policy, its vendored packs and the allowed signers, from the revision that the rules are read from. */
async function readAttachments(
  base: PolicyBase,
  repository: Repository | null,
  root: string,
): Promise<readonly Attachment[]> {
  if (base.kind === 'commit' && repository !== null) {
    const rows = (await listTree(repository, base.commit, [folder])).filter(({ path }) => isKept(path));
    if (rows.length > maxAttachments) throw tooMany(rows.length);
    const read: Attachment[] = [];
    for (const row of rows) {
      const side = await readSide(repository, row.path, row);
      if (side.kind === 'file' && side.snapshot.notJudged === null)
        read.push({ path: row.path, text: side.snapshot.version.text });
    }
    return read;
  }
  const read: Attachment[] = [];
  for (const path of [`${folder}/policy.yaml`, `${folder}/allowed_signers`]) {
    const side = await readSnapshot(root, path);
    if (side.kind === 'file' && side.snapshot.notJudged === null) read.push({ path, text: side.snapshot.version.text });
  }
  return read.filter(({ text }) => text.length <= maxAttachmentBytes);
}

/** Not what lies there beside: records in the branch, or anything somebody dropped. */
function isKept(path: string): boolean {
  return /^\.countersign\/(?:policy\.yaml|allowed_signers|organisation\.yaml|packs\/.+)$/u.test(path);
}

function tooMany(count: number): Error {
  const problem: Problem = hostProblem(
    'tooMany',
    `"${folder}" holds ${count} files of policy; at most ${maxAttachments} are read.`,
  );
  return throwProblem('tooMany', problem.message, folder);
}
