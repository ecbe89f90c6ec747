import type { CheckedLedger, StandingDecision } from '../core/model/ledger.ts';
import type { RecordedFinding } from '../core/model/record.ts';
import {
  approvalsUnder,
  indexRecords,
  requestId,
  roleOf,
  type CountedApproval,
  type RecordIndex,
} from '../core/record.ts';
import type { Repository } from '../host/git-repository.ts';
import { ensureLedgerId } from '../host/ledger-id.ts';
import { checkLedgers, readLedgerSources, readTrailerAnchors } from '../host/read-ledgers.ts';
import { readHead } from '../host/git-revisions.ts';
import { readReviewRequests, type FoundRequest } from '../host/review-requests.ts';
import { UsageError, type Invocation } from './define.ts';
import { holdersOf, listOf, needRepository, readGoverning, type Governing, type RecordPlace } from './record-place.ts';
import { showProblem } from './show-problem.ts';

/** All records that can be found here, as commands that look at them together need them. */
export interface Records {
  readonly repository: Repository;
  readonly governing: Governing;
  readonly ledgers: readonly CheckedLedger[];
  readonly index: RecordIndex;
  readonly requests: readonly FoundRequest[];
  /** Of this clone. */
  readonly ownId: string;
}

export async function readRecords({ values, terminal }: Invocation, place: RecordPlace): Promise<Records> {
  const repository = needRepository(place);
  const ownId = place.ledgerId ?? (await ensureLedgerId(place.state, place.disk));
  const governing = await readGoverning(repository, values['base'], terminal);
  const sources = listOf(values['records']);
  const read = await readLedgerSources(repository, sources, {
    directory: terminal.directory,
    ownLedger: place.state.ledger,
  });
  for (const problem of read.problems) terminal.note(showProblem(problem, { hasColours: false }));
  const head = await readHead(repository);
  const ledgers = await checkLedgers(read.texts, {
    signers: governing.signers,
    keygen: null,
    now: Date.now(),
    anchors: head.commit === null ? [] : await readTrailerAnchors(repository, [head.commit]),
  });
  const requests = await readReviewRequests(repository);
  return { repository, governing, ledgers, index: indexRecords(ledgers), requests, ownId };
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

/** @throws UsageError when nothing, or more than one, has that id */
export function findSet({ index, requests }: Records, id: string): PublishedSet {
  const asked = requests.filter(({ request }) => requestId(request).startsWith(id));
  const names = new Set([
    ...asked.map(({ request }) => request.changeSet),
    ...index.decisions.flatMap(({ record }) => (record.changeSet.startsWith(id) ? [record.changeSet] : [])),
  ]);
  const name = names.has(id) ? id : names.size === 1 ? [...names][0] : undefined;
  if (name === undefined)
    throw new UsageError(
      `${names.size === 0 ? 'No change set' : 'More than one change set'} here begins with "${id}".`,
      'There is nothing to show.',
      'Run "countersign fetch", then "countersign open" for those there are.',
    );
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
  { index, governing }: Records,
): readonly Waiting[] {
  return decisions.flatMap((decision) =>
    decision.record.outcome === 'rejected'
      ? []
      : decision.hunk.findings.flatMap((finding) => {
          const role = roleOf(finding.obligation);
          if (role === null) return [];
          const holders = holdersOf(governing, role);
          const approvals = approvalsUnder({ ...decision, finding }, { role, holders, index });
          return [{ decision, finding, role, approvals }];
        }),
  );
}
