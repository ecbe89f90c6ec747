import type { CheckedLedger, StandingDecision } from '../core/model/ledger.ts';
import { rolesIn } from '../core/model/obligation.ts';
import type { RecordedFinding } from '../core/model/record.ts';
import { approvalsUnder, indexRecords, requestId, type CountedApproval, type RecordIndex } from '../core/record.ts';
import type { Problem } from '../core/model/problem.ts';
import { readIdentity } from './git-revisions.ts';
import type { Repository } from './git-repository.ts';
import { holdersOf, type Governing } from './governing.ts';
import { checkLedgers, readHeadAnchors, readLedgerSources } from './read-ledgers.ts';
import { readReviewRequests, type FoundRequest } from './review-requests.ts';

/** All records that can be found here, as whoever looks at them together needs them. */
export interface Records {
  readonly repository: Repository;
  readonly governing: Governing;
  readonly ledgers: readonly CheckedLedger[];
  readonly index: RecordIndex;
  readonly requests: readonly FoundRequest[];
  /** Of this clone. */
  readonly ownId: string;
}

/** @param from where records are read; `sources` as `--records` names them, none: what is in this clone */
export async function readPublished(
  known: Pick<Records, 'repository' | 'governing' | 'ownId'>,
  from: {
    readonly sources: readonly string[];
    readonly directory: string;
    readonly ownLedger: string;
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): Promise<{ readonly records: Records; readonly problems: readonly Problem[] }> {
  const { repository, governing } = known;
  const { texts, problems } = await readLedgerSources(repository, from.sources, {
    ...from,
    signers: governing.signers,
  });
  const ledgers = await checkLedgers(texts, {
    signers: governing.signers,
    keygen: null,
    now: from.now,
    repository: await readIdentity(repository, null),
    anchors: await readHeadAnchors(repository),
  });
  const requests = await readReviewRequests(repository);
  return { records: { ...known, ledgers, index: indexRecords(ledgers), requests }, problems };
}

/** A change set as its author decided on it, with what others said. */
export interface PublishedSet {
  readonly id: string;
  /** Of its author, newest of each hunk. */
  readonly decisions: readonly StandingDecision[];
  /** By others. */
  readonly rejections: readonly StandingDecision[];
  readonly requests: readonly FoundRequest[];
}

/** By the beginning of a request's id, or of a change set's own. */
export function findPublishedSet(
  { index, requests }: Pick<Records, 'index' | 'requests'>,
  id: string,
): PublishedSet | 'none' | 'several' {
  const begins = requests.filter(({ request }) => requestId(request).startsWith(id));
  const exact = begins.filter(({ request }) => requestId(request) === id);
  // What is named like a whole id of a request, by whoever, does not take its place.
  const asked = exact.length > 0 ? exact : begins;
  const names = new Set([
    ...asked.map(({ request }) => request.changeSet),
    ...(exact.length > 0 ? [] : index.decisions)
      .map(({ record }) => record.changeSet)
      .filter((changeSet) => changeSet.startsWith(id)),
  ]);
  const name = names.has(id) ? id : names.size === 1 ? [...names][0] : undefined;
  if (name === undefined) return names.size === 0 ? 'none' : 'several';
  const all = index.decisions.filter(({ record }) => record.changeSet === name);
  const author = authorOf(all, asked.length > 0 ? asked : requests.filter(({ request }) => request.changeSet === name));
  return {
    id: name,
    decisions: all.filter(({ ledger }) => author === null || ledger.id === author),
    rejections: all.filter(({ ledger, record }) => ledger.id !== author && record.outcome === 'rejected'),
    requests: requests.filter(({ request }) => request.changeSet === name),
  };
}

/** The ledger that asked, else the one that decided first. */
function authorOf(decisions: readonly StandingDecision[], requests: readonly FoundRequest[]): string | null {
  const asking = requests[0]?.request.ledger;
  if (asking !== undefined && decisions.some(({ ledger }) => ledger.id === asking)) return asking;
  const [first] = decisions.toSorted((one, other) => (one.record.decidedAt < other.record.decidedAt ? -1 : 1));
  return first?.ledger.id ?? null;
}

/** A finding that waits for a role, with the approvals that count. */
export interface Waiting {
  readonly decision: StandingDecision;
  readonly finding: RecordedFinding;
  readonly role: string;
  readonly approvals: readonly CountedApproval[];
}

export function waitingOf(
  { decisions }: Pick<PublishedSet, 'decisions'>,
  { index, governing }: Pick<Records, 'index' | 'governing'>,
): readonly Waiting[] {
  return decisions.flatMap((decision) =>
    decision.record.outcome === 'rejected'
      ? []
      : decision.hunk.findings.flatMap((finding) =>
          rolesIn(finding.obligation).map((role) => {
            const holders = holdersOf(governing, role);
            const approvals = approvalsUnder({ ...decision, finding }, { role, holders, index });
            return { decision, finding, role, approvals };
          }),
        ),
  );
}

/** What nobody who may has approved yet. */
export function stillWaiting(
  set: Pick<PublishedSet, 'decisions'>,
  records: Pick<Records, 'index' | 'governing'>,
): readonly Waiting[] {
  return waitingOf(set, records).filter(({ approvals }) => approvals.length === 0);
}
