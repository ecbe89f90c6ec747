import { isAbsolute, relative } from 'node:path';
import { toRecordsInput, type Attachment, type Privacy, type RecordsInput } from '../core/export.ts';
import type { CheckedLedger } from '../core/model/ledger.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { indexRecords } from '../core/record.ts';
import { hashContents } from './export-contents.ts';
import { readSnapshot } from './files.ts';
import { readSide } from './git-read.ts';
import { listTree } from './git-changes.ts';
import { findTopLevel, openRepository, type Repository } from './git-repository.ts';
import { readGoverningAt } from './governing.ts';
import { judgeLedgers, readAskedLedgers, type LedgersAsked } from './judge-ledgers.ts';
import type { LedgerText } from './ledger-texts.ts';
import { chooseBase, readPolicy, type PolicyBase } from './policy-files.ts';
import { HostProblem, hostProblem, throwProblem } from './problems.ts';
import type { FilterTexts } from '../protocol/messages.ts';
import { readFilter, type RefusedFilter } from './read-filter.ts';
import { accountForRange, toRangeOfCommits } from './range-commits.ts';
import type { ChainOnCall } from './read-ledgers.ts';

export interface ExportQuestion extends LedgersAsked {
  /** Revision that says who may sign; null: as for `verify`. */
  readonly base: string | null;
  readonly filter: FilterTexts;
  /** Stricter than the policy; it never loosens what the policy says. */
  readonly identity?: 'full' | 'key-id';
  /** Whether SHA-256 sums of the contents at hand are wanted too. */
  readonly needsContents: boolean;
  readonly at: string;
  readonly toolVersion: string;
}

export type ExportAnswer =
  | {
      readonly kind: 'input';
      readonly input: RecordsInput;
      /** Nothing is wrong with any ledger and all could be read. */
      readonly isSound: boolean;
      readonly problems: readonly Problem[];
    }
  /** What was asked cannot be. */
  | ({ readonly kind: 'refused' } & RefusedFilter);

/**
 * Everything a form of records is given, the same for every shell: ledgers as `verify` judges them, and a range as `audit` accounts
 * for it. But for a range no record is held: they are read again for every walk.
 *
 * @throws HostProblem when no ledger, the policy or the repository can be read: names that should stay would leave
 */
export async function prepareExport(question: ExportQuestion): Promise<ExportAnswer> {
  const top = await findTopLevel(question.directory);
  const root = top ?? question.directory;
  const repository = await openRepository(root);
  try {
    const asked = await readFilter(repository, root, question.filter);
    if ('why' in asked) return { kind: 'refused', ...asked };
    const { filter, range } = asked;
    const texts = await readAskedLedgers(repository, question);
    const [unreadable] = texts.problems;
    if (texts.texts.length === 0 && unreadable !== undefined) throw new HostProblem(unreadable);
    const base = await chooseBase(repository, question.base);
    const { governing } = await readGoverningAt(base);
    const short = { ...texts, texts: texts.texts.map((text) => withShortSource(text, question)) };
    const now = Date.parse(question.at);
    const judged = await judgeLedgers(short, { repository, root, governing, now });
    const covered =
      range === undefined || repository === null
        ? null
        : await accountForRange(repository, range, indexRecords(judged.chains.map(toLedger)));
    const blind = covered === null ? [] : covered.accounts.flatMap((account) => account.problems);
    const from: PolicyBase = repository === null ? { kind: 'directory', root, title: root } : base;
    const input = toRecordsInput(
      {
        chains: judged.chains,
        checking: judged.checking,
        problems: [...judged.problems, ...blind].map(({ message }) => message),
        attachments: await readAttachments(from, repository, root),
        at: question.at,
        toolVersion: question.toolVersion,
      },
      {
        ...filter,
        ...(covered === null
          ? {}
          : { range: { ...toRangeOfCommits(covered), range: question.filter.range ?? covered.range } }),
      },
      await readPrivacy([from, await chooseBase(repository, null)], root, question.identity),
    );
    if (input === null) return { kind: 'refused', option: 'path', why: 'no-pattern' };
    const contents = question.needsContents && repository !== null ? await hashContents(repository, input) : undefined;
    return {
      kind: 'input',
      input: contents === undefined ? input : { ...input, contents },
      isSound: judged.isSound && blind.length === 0,
      problems: [...judged.problems, ...blind],
    };
  } finally {
    repository?.close();
  }
}

function toLedger({ chain, records }: ChainOnCall): CheckedLedger {
  return { ...chain, records: [...records] };
}

/** As whoever reads the export knows it: no path of this machine. */
function withShortSource(text: LedgerText, { directory, ownLedger }: ExportQuestion): LedgerText {
  if (text.source === ownLedger) return { ...text, source: 'this clone' };
  return isAbsolute(text.source) ? { ...text, source: relative(directory, text.source) } : text;
}

/** The strictest of the bases' policies and the work tree's: one that is about to come may hide more, never less. */
async function readPrivacy(
  from: readonly PolicyBase[],
  root: string,
  identity: ExportQuestion['identity'],
): Promise<Privacy> {
  const bases: readonly PolicyBase[] = [...from, { kind: 'directory', root, title: root }];
  const all: Privacy[] = [];
  for (const each of bases) all.push((await readPolicy(each)).value.privacy);
  const isKeyed = identity === 'key-id' || all.some((privacy) => privacy.identity === 'key-id');
  return {
    recordPrompts: all.some(({ recordPrompts }) => recordPrompts === 'none') ? 'none' : 'hash',
    identity: isKeyed ? 'key-id' : 'full',
    attentionTimes: attention.find((each) => all.some(({ attentionTimes }) => attentionTimes === each)) ?? 'exact',
  };
}

/** The one that keeps least first. */
const attention = ['off', 'coarse'] as const;

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
  for (const path of [`${folder}/policy.yaml`, `${folder}/allowed_signers`, `${folder}/revoked_signers`]) {
    const side = await readSnapshot(root, path);
    if (side.kind === 'file' && side.snapshot.notJudged === null) read.push({ path, text: side.snapshot.version.text });
  }
  return read.filter(({ text }) => text.length <= maxAttachmentBytes);
}

/** Not what lies there beside: records in the branch, or anything somebody dropped. */
function isKept(path: string): boolean {
  return /^\.countersign\/(?:policy\.yaml|allowed_signers|revoked_signers|organisation\.yaml|packs\/.+)$/u.test(path);
}

function tooMany(count: number): Error {
  const problem: Problem = hostProblem(
    'tooMany',
    worded`"${folder}" holds ${count} files of policy; at most ${maxAttachments} are read.`,
  );
  return throwProblem('tooMany', problem.message, folder);
}
