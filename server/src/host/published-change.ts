import { ingestVersions } from '../core/ingest.ts';
import type { FileChange, Hunk, HunkId, Origin } from '../core/model/change.ts';
import type { StandingDecision } from '../core/model/ledger.ts';
import { worded, type Wording } from '../core/model/wording.ts';
import { snapshotOfBytes, type Snapshot } from './files.ts';
import { toSides, type ReadChange } from './git-read.ts';
import type { Repository } from './git-repository.ts';
import { findRevision, isShallow, readHead } from './git-revisions.ts';
import type { OfferedChange } from './range-change.ts';
import { findContent, type FoundRequest } from './review-requests.ts';
import { fromCommit } from './summary-source.ts';
import { isWorkspacePath } from './workspace-path.ts';

/** What somebody else decided on, with the texts of it that are here. */
export interface PublishedChange extends OfferedChange {
  /** Where each hunk is, those too that are part of no file of the change set: of a file that went on while it was decided on. */
  readonly placed: ReadonlyMap<HunkId, { readonly file: FileChange; readonly hunk: Hunk }>;
  /** Why the text of a hunk cannot be shown: sentences with what to do. */
  readonly missing: ReadonlyMap<HunkId, Wording>;
}

/** Reads the blobs that records name, from the clone, from what was sent along, and from the work tree; writes nothing. */
export async function readPublishedChange(
  repository: Repository,
  decisions: readonly StandingDecision[],
  requests: readonly FoundRequest[],
  maxBytes = maxTotalBytes,
): Promise<PublishedChange> {
  const origin = toOffered(decisions[0]?.record.origin);
  const pairs = new Map<string, Pair>();
  const budget = { bytes: maxBytes };
  for (const decision of decisions.toSorted((one, other) => one.record.seq - other.record.seq)) {
    const { path, beforeBlob, afterBlob } = decision.hunk;
    const key = JSON.stringify([path, beforeBlob, afterBlob]);
    const known = pairs.get(key) ?? (await readPair(repository, decision.hunk, requests, budget));
    // Behind the others: it is the newest of its file.
    pairs.delete(key);
    pairs.set(key, { ...known, hunks: [...known.hunks, decision.hunk] });
  }
  const newest = new Map(
    [...pairs.values()].flatMap((pair) => (pair.read === null ? [] : [[pair.read.path, pair.read]])),
  );
  const changeSet = ingestVersions([...newest.values()].map(toSides), origin);
  const files = [...changeSet.files];
  const placed = new Map<HunkId, { file: FileChange; hunk: Hunk }>();
  const missing = new Map<HunkId, Wording>();
  const isSomeMissing = [...pairs.values()].some(({ read, whyNot }) => read === null && whyNot === null);
  const notHere = isSomeMissing ? worded`The text is not in this clone. ${await whereItIs(repository)}` : null;
  for (const { read, whyNot, hunks } of pairs.values()) {
    const own =
      read === null
        ? undefined
        : (files.find((file) => isOf(file, read)) ?? ingestVersions([toSides(read)], origin).files[0]);
    for (const recorded of hunks) {
      if (own === undefined) missing.set(recorded.id, whyNot ?? notHere!);
      placed.set(recorded.id, { file: own ?? withoutText(recorded), hunk: recorded });
    }
  }
  const named = requests[0]?.request.commit ?? null;
  const commit = (named === null ? null : await findRevision(repository, named)) ?? (await readHead(repository)).commit;
  return {
    changeSet,
    failures: [],
    source: commit === null ? () => Promise.resolve(null) : fromCommit(repository, commit),
    placed,
    missing,
  };
}

/** Of all texts of a request: whoever published it says how many there are. */
const maxTotalBytes = 256 * 1024 * 1024;

type RecordedHunk = StandingDecision['hunk'];

interface Pair {
  /** Null: a side of it is not here, or is not read. */
  readonly read: ReadChange | null;
  /** Why it is not read; null: it is not here. */
  readonly whyNot: Wording | null;
  readonly hunks: readonly RecordedHunk[];
}

/** However it came to its author, here it is only looked at. */
function toOffered(origin: Origin | undefined): Origin {
  return { ...(origin ?? { kind: 'unknown', claimedBy: 'signer' }), channel: 'git', held: false };
}

async function readPair(
  repository: Repository,
  { path, beforeBlob, afterBlob }: RecordedHunk,
  requests: readonly FoundRequest[],
  budget: { bytes: number },
): Promise<Pair> {
  const refuse = (whyNot: Wording | null): Pair => ({ read: null, whyNot, hunks: [] });
  if (!isWorkspacePath(path)) return refuse(worded`Its path leads out of the folder, so that it is not read.`);
  const place = { path, requests };
  const read = async (blob: string | null): Promise<Snapshot | null | undefined> => {
    if (blob === null) return null;
    const bytes = budget.bytes <= 0 ? null : await findContent(repository, blob, place);
    budget.bytes -= bytes?.length ?? 0;
    return bytes === null ? undefined : snapshotOfBytes(bytes, undefined);
  };
  const [before, after] = [await read(beforeBlob), await read(afterBlob)];
  if (before !== undefined && after !== undefined) return { read: { path, before, after }, whyNot: null, hunks: [] };
  return refuse(
    budget.bytes <= 0 ? worded`This request is too large to be shown here: answer it in a terminal.` : null,
  );
}

function isOf({ path, before, after }: FileChange, read: ReadChange): boolean {
  return path === read.path && before?.blob === read.before?.version.blob && after?.blob === read.after?.version.blob;
}

function withoutText({ path, before, after, beforeBlob, afterBlob, id }: RecordedHunk): FileChange {
  return {
    path,
    status: beforeBlob === null ? 'added' : afterBlob === null ? 'deleted' : 'modified',
    hunks: [{ id, before, after }],
    notJudged: { reason: 'unreadable', message: 'Its text is not in this clone.' },
  };
}

async function whereItIs(repository: Repository): Promise<Wording> {
  return (await isShallow(repository))
    ? worded`This clone is shallow: run "git fetch --unshallow", then open the request again.`
    : worded`Fetch the branch that it is on ("git fetch"), or ask for it with the files sent along, then open the request again.`;
}
