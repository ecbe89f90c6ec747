import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Anchor, CheckedChain, CheckedLedger, KnownRepository, Signers } from '../core/model/ledger.ts';
import type { LedgerRecord } from '../core/model/record.ts';
import { checkChain, readTrailers, toRow, verifyLines, type ChainRow, type ChainState } from '../core/record.ts';
import { checkSealSignatures, type SealSignatures } from './check-signature.ts';
import { fetchRecords } from './git-network.ts';
import { ask, askIfAny, type Repository } from './git-repository.ts';
import { findRevision, readHead } from './git-revisions.ts';
import { linesOf, recordsIn } from './ledger-lines.ts';
import {
  openBudget,
  readLedgerPath,
  readLedgerRefs,
  readRecordsInCommit,
  type LedgerText,
  type LedgerTexts,
} from './ledger-texts.ts';
import { hostProblem } from './problems.ts';

export interface CheckingBy {
  readonly signers: Signers | null;
  /** Program that is asked as well; null: none. */
  readonly keygen: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Heads that are known from elsewhere: of commits, of exports. */
  readonly anchors: readonly Anchor[];
  /** The one they are judged in: seals that were made in others count for nothing. */
  readonly repository: KnownRepository;
}

/** Own published ledger, and those fetched from others. */
export const ledgerRefs = ['refs/countersign/ledger', 'refs/countersign/from'];

/**
 * Chains of the sources that `--records` names: a folder or a file, a remote (its name, a URL, a path), a ref, or a commit with
 * records in its branch. Without any, what is in this clone: its own ledger, published and fetched refs.
 */
export async function readLedgerSources(
  repository: Repository,
  sources: readonly string[],
  place: { readonly directory: string; readonly ownLedger: string | null; readonly signers?: Signers | null },
): Promise<LedgerTexts> {
  const budget = openBudget();
  const reads: LedgerTexts[] = [];
  if (sources.length === 0) {
    if (place.ownLedger !== null && existsSync(place.ownLedger))
      reads.push(asOwn(await readLedgerPath(place.ownLedger, budget)));
    reads.push(await readLedgerRefs(repository, ledgerRefs, budget, place.signers));
  }
  for (const source of sources) {
    const kind = await kindOf(repository, source, place.directory);
    switch (kind.is) {
      case 'path':
        reads.push(await readLedgerPath(kind.path, budget));
        break;
      case 'remote': {
        const fetched = await fetchRecords(repository, kind.remote);
        const read = await readLedgerRefs(repository, [fetched.refs], budget, place.signers);
        reads.push({ texts: read.texts, problems: [...fetched.problems, ...read.problems] });
        break;
      }
      case 'ref':
        reads.push(await readLedgerRefs(repository, [kind.name], budget, place.signers));
        break;
      case 'commit':
        reads.push(await readRecordsInCommit(repository, kind.commit, budget));
        break;
      case 'nothing': {
        const message = `"${source}" is neither a folder, a remote nor a ref with records.`;
        reads.push({ texts: [], problems: [hostProblem('recordsUnreadable', message, source)] });
      }
    }
  }
  return { texts: reads.flatMap(({ texts }) => texts), problems: reads.flatMap(({ problems }) => problems) };
}

function asOwn({ texts, problems }: LedgerTexts): LedgerTexts {
  return { texts: texts.map((text) => ({ ...text, isOwn: true })), problems };
}

type SourceKind =
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'remote'; readonly remote: string }
  | { readonly is: 'ref'; readonly name: string }
  | { readonly is: 'commit'; readonly commit: string }
  | { readonly is: 'nothing' };

async function kindOf(repository: Repository, source: string, directory: string): Promise<SourceKind> {
  if (source === '' || source.startsWith('-') || /[\0\n]/.test(source)) return { is: 'nothing' };
  if (/^(?:https?|ssh|git|file):\/\//.test(source) || /^[\w.-]+@[\w.-]+:/.test(source))
    return { is: 'remote', remote: source };
  if (
    /^[\w.-]{1,100}$/.test(source) &&
    (await askIfAny(repository, { arguments: ['config', `remote.${source}.url`] })) !== null
  )
    return { is: 'remote', remote: source };
  if (source.startsWith('refs/countersign/')) return { is: 'ref', name: source };
  const path = resolve(directory, source);
  if (existsSync(path)) {
    const isRepository = existsSync(resolve(path, 'HEAD')) || existsSync(resolve(path, '.git'));
    return isRepository ? { is: 'remote', remote: path } : { is: 'path', path };
  }
  const commit = await findRevision(repository, source);
  return commit === null ? { is: 'nothing' } : { is: 'commit', commit };
}

/** Verifies, checks signatures, and compares copies of one chain with each other. Copies that say nothing more are left out. */
export async function checkLedgers(texts: readonly LedgerText[], by: CheckingBy): Promise<readonly CheckedLedger[]> {
  const records = new Map<LedgerText, LedgerRecord[]>(texts.map((text) => [text, []] as const));
  const checked = await checkTexts(texts, by, (record, text) => void records.get(text)?.push(record));
  return checked.map(({ chain, text }) => ({ ...chain, records: records.get(text) ?? [] }));
}

/** A chain as it was checked, with records that are read again for every walk. */
export interface ChainOnCall {
  readonly chain: CheckedChain;
  readonly records: Iterable<LedgerRecord>;
}

/** The same, of chains that may be larger than memory. */
export async function checkChains(texts: readonly LedgerText[], by: CheckingBy): Promise<readonly ChainOnCall[]> {
  const checked = await checkTexts(texts, by, () => {});
  return checked.map(({ chain, text }) => ({ chain, records: recordsIn(text.bytes, chain.head?.seq ?? 0) }));
}

async function checkTexts(
  texts: readonly LedgerText[],
  by: CheckingBy,
  keep: (record: LedgerRecord, text: LedgerText) => void,
): Promise<readonly { readonly chain: CheckedChain; readonly text: LedgerText }[]> {
  const read: ReadText[] = [];
  for (const text of texts) {
    const rows: ChainRow[] = [];
    const state = verifyLines(linesOf(text.bytes), (record) => {
      rows.push(toRow(record));
      keep(record, text);
    });
    const seals = rows.flatMap(({ seal }) => seal ?? []);
    const id = text.id ?? seals[0]?.ledger ?? null; // what its own seals say, when its name says nothing
    read.push({ ...text, text, id, state, rows, signatures: await checkSealSignatures(seals, by.keygen) });
  }
  const kept = read.filter((one) => !read.some((other) => isCovered(one, other, read)));
  return kept.map(({ text, ...one }) => ({
    text,
    chain: checkChain({
      id: one.id,
      source: one.source,
      state: one.state,
      rows: one.rows,
      signatures: one.signatures,
      signers: by.signers,
      repository: by.repository,
      now: by.now,
      anchors: [
        ...by.anchors,
        ...read.flatMap((other) => (other.text === text || other.id !== one.id ? [] : anchorIn(other, one.rows))),
      ],
    }),
  }));
}

interface ReadText extends LedgerText {
  readonly text: LedgerText;
  readonly state: ChainState;
  readonly rows: readonly ChainRow[];
  readonly signatures: SealSignatures;
}

/** A copy that another begins with; of two equal ones the first stays. */
function isCovered(one: ReadText, other: ReadText, all: readonly ReadText[]): boolean {
  if (one === other || one.isOwn === true || one.id === null || one.id !== other.id) return false;
  if (one.state.kind === 'broken') return false;
  const { head } = one.state;
  if (head === null) return true;
  if (other.rows[head.seq - 1]?.hash !== head.hash) return false;
  const isSame = other.rows.length === one.rows.length;
  return !isSame || other.isOwn === true || all.indexOf(other) < all.indexOf(one);
}

/** The head of another copy; where both went apart, the last record that stands in both places. */
function anchorIn({ id, source, state, rows: theirs }: ReadText, rows: readonly ChainRow[]): readonly Anchor[] {
  const shared = Math.min(rows.length, theirs.length);
  const isApart = shared > 0 && rows[shared - 1]?.hash !== theirs[shared - 1]?.hash;
  const named = isApart ? theirs[shared - 1] : state.head;
  return id === null || named === null || named === undefined
    ? []
    : [{ ledger: id, seq: named.seq, hash: named.hash, from: source }];
}

const maxTrailerCommits = 10_000;

/** Heads of ledgers that messages of commits name. @throws HostProblem when git does not answer */
export async function readTrailerAnchors(
  repository: Repository,
  revisions: readonly string[],
): Promise<readonly Anchor[]> {
  const answer = await ask(repository, {
    arguments: [
      'log',
      '-z',
      `--max-count=${maxTrailerCommits}`,
      '--basic-regexp', // whatever `grep.patternType` says
      '--grep=^Countersign-Head: ',
      '--format=%H%n%B',
      ...revisions,
      '--',
    ],
  });
  return answer
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => readTrailers(entry, `commit ${entry.slice(0, 10)}`));
}

/** Heads that the history of HEAD names. @throws HostProblem when git does not answer */
export async function readHeadAnchors(repository: Repository | null): Promise<readonly Anchor[]> {
  if (repository === null) return [];
  const head = await readHead(repository);
  return head.commit === null ? [] : await readTrailerAnchors(repository, [head.commit]);
}
