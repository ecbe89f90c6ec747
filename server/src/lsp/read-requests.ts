import { readTrailers, requestId, signerName } from '../core/record.ts';
import { nodeDisk } from '../host/durable.ts';
import { askIfAny, type Repository } from '../host/git-repository.ts';
import { titleOfBase } from '../host/governing.ts';
import { ensureLedgerId } from '../host/ledger-id.ts';
import { findPolicyBase } from '../host/policy-files.ts';
import { HostProblem } from '../host/problems.ts';
import { findPublishedSet, readPublished, stillWaiting, type Records } from '../host/published-sets.ts';
import type { FoundRequest } from '../host/review-requests.ts';
import { openForKey, whyAuthor, type SecondPerson } from '../host/second-person.ts';
import { readSigners } from '../host/signers.ts';
import { findSigningKey, type SigningKey } from '../host/signing-key.ts';
import type { ListedRequest, RequestsAnswer } from '../protocol/messages.ts';
import { sentences } from './decide.ts';
import { shortId } from './request-words.ts';
import type { Workspace } from './workspace.ts';

/** What records are read from, and by whose rules. */
export type RecordsPlace = Pick<Workspace, 'repository' | 'state' | 'root' | 'policy' | 'clock'>;

/** All records and requests that are in this clone. Nothing is fetched. */
export async function readRecordsHere(
  { state, root, policy, clock }: RecordsPlace,
  repository: Repository,
): Promise<Records> {
  const base = await findPolicyBase(repository);
  const governing = {
    base,
    title: titleOfBase(base),
    signers: (await readSigners(base)).value,
    policy: policy.value,
    policyBase: policy.base,
  };
  const ownId = await ensureLedgerId(state, nodeDisk);
  const from = { sources: [], directory: root, ownLedger: state.ledger, now: clock.now() };
  return (await readPublished({ repository, governing, ownId }, from)).records;
}

/** The newest record of this clone that its published ref holds; 0: none. */
export async function readPublishedSeq(repository: Repository, ownId: string): Promise<number> {
  const ref = `refs/countersign/ledger/${ownId}`;
  const message = await askIfAny(repository, { arguments: ['log', '--max-count=1', '--format=%B', ref, '--'] });
  return readTrailers(message ?? '', ref).find(({ ledger }) => ledger === ownId)?.seq ?? 0;
}

/** The key that signs here; a sentence or a few when there is none. */
export async function readKey(root: string): Promise<SigningKey | string> {
  try {
    return await findSigningKey(root);
  } catch (error) {
    if (error instanceof HostProblem) return sentences(error.problem);
    throw error;
  }
}

const order: readonly ListedRequest['state'][] = ['mine', 'others', 'own', 'absent', 'answered'];

/** @param key as `readKey` answers it */
export function listRequests(
  records: Records,
  key: SigningKey | string,
  decider: SecondPerson['decider'],
): RequestsAnswer {
  // Published from here and fetched again it is one request.
  const found = new Map(records.requests.map((each) => [requestId(each.request), each] as const));
  const listed = [...found].map(([id, each]) =>
    toListed(id, each, records, typeof key === 'string' ? null : { decider, key }),
  );
  return {
    requests: listed.toSorted(
      (one, other) => order.indexOf(one.state) - order.indexOf(other.state) || (one.at < other.at ? 1 : -1),
    ),
    problem: typeof key === 'string' ? key : null,
  };
}

function toListed(id: string, { request }: FoundRequest, records: Records, person: SecondPerson | null): ListedRequest {
  const set = findPublishedSet(records, id);
  const known = typeof set === 'string' ? { decisions: [], rejections: [] } : set;
  const { decisions } = known;
  const [first] = decisions;
  const waiting = stillWaiting({ decisions }, records);
  const isMine =
    person !== null && whyAuthor(known, records, person) === null && openForKey(known, records, person.key).length > 0;
  const { name, email } = request.requestedBy;
  return {
    id: shortId(id),
    by: first === undefined ? (email ?? name ?? '') : signerName(first.record.decidedBy, first.sealer),
    at: request.requestedAt,
    roles: request.roles,
    paths: [...new Set(request.files.map(({ path }) => path))],
    state:
      first === undefined
        ? 'absent'
        : waiting.length === 0
          ? 'answered'
          : request.ledger === records.ownId
            ? 'own'
            : isMine
              ? 'mine'
              : 'others',
  };
}
