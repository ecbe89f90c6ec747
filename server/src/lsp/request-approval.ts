import * as l10n from '@vscode/l10n';
import type { ChangeSet } from '../core/model/change.ts';
import type { DecisionRecord } from '../core/model/ledger.ts';
import type { Decider } from '../core/model/record.ts';
import { requestId, toKeptPerson, toReviewRequest, type ReviewRequest } from '../core/record.ts';
import { awaitingApproval } from '../core/review.ts';
import { blobId } from '../host/blob-id.ts';
import { timestamp } from '../host/clock.ts';
import { nodeDisk } from '../host/durable.ts';
import type { Repository } from '../host/git-repository.ts';
import { readHead } from '../host/git-revisions.ts';
import { ensureLedgerId } from '../host/ledger-id.ts';
import { HostProblem } from '../host/problems.ts';
import { commitLedger, findRemote, pushRefs } from '../host/publish-ledger.ts';
import { collectContents, commitReviewRequest, readReviewRequests } from '../host/review-requests.ts';
import { readWholeLedger, sealLedger } from '../host/seal-ledger.ts';
import { findSigningKey } from '../host/signing-key.ts';
import type { DecisionAnswer, RequestAnswer, RequestArguments } from '../protocol/messages.ts';
import { sentences } from './decide.ts';
import { signersOf } from './published-records.ts';
import { approveCommand, requestLink, shortId } from './request-words.ts';
import type { Desk } from './review-desk.ts';
import type { Analysed } from './tracked-set.ts';
import type { Workspace } from './workspace.ts';

const noGit = (): string => l10n.t('Without git nobody else can be asked. Nothing was recorded.');
const noRemote = (): string =>
  l10n.t(
    'There is no remote to ask through, or several of which none is called "origin", so that nothing was recorded. Add it with "git remote add origin URL", and request again.',
  );

/**
 * Puts what was explained of a change set up for approval: a record that accepts nothing, a seal where there is a key, and then
 * the ledger and the request on their refs and on the remote. Asking again sends again.
 */
export async function requestApproval(
  workspace: Workspace,
  desk: Desk,
  { changeSet, contents }: Pick<RequestArguments, 'changeSet' | 'contents'>,
  surface: Decider['surface'],
): Promise<RequestAnswer> {
  const { repository } = workspace;
  if (repository === null) return refuse(noGit());
  let isRecorded = false;
  try {
    const remote = await findRemote(repository);
    if (remote === null) return refuse(noRemote());
    const ledger = await ensureLedgerId(workspace.state, nodeDisk);
    const id = requestId({ ledger, changeSet });
    const isAgain = isAskedFor(desk, changeSet);
    const submitted = isAgain
      ? alreadyRecorded
      : await desk.decide(changeSet, { kind: 'submit', request: id }, surface);
    if (submitted.refused !== null) return refuse(submitted.refused);
    isRecorded = true;
    const unsealed = await seal(workspace);
    // Sending again sends what was agreed to be sent.
    const withContents = contents === 'with' || (isAgain && (await hadContents(repository, id)));
    const request = await send(workspace, repository, findSet(desk, changeSet), { ledger, remote, withContents });
    return {
      done: true,
      refused: null,
      record: submitted.record,
      message: describe(request, remote, unsealed),
      request: { id: shortId(id), link: requestLink(id), command: approveCommand(id) },
    };
  } catch (error) {
    if (!(error instanceof HostProblem)) throw error;
    const why = sentences(error.problem);
    return refuse(
      isRecorded ? l10n.t`Your explanation is recorded, and was not sent. ${why} Then send it again.` : why,
    );
  }
}

const alreadyRecorded: DecisionAnswer = { done: true, refused: null, record: null };

function refuse(why: string): RequestAnswer {
  return { done: false, refused: why, record: null, message: why, request: null };
}

function findSet(desk: Desk, changeSet: string): Analysed | undefined {
  return desk.reviewed().find(({ review }) => review.id === changeSet);
}

/** All that is explained was put up already. */
function isAskedFor(desk: Desk, changeSet: string): boolean {
  const set = findSet(desk, changeSet);
  const waiting = set === undefined ? [] : awaitingApproval(set.review);
  return waiting.length > 0 && waiting.every(({ submitted }) => submitted !== undefined);
}

/** A key that is not at hand keeps nothing back: why there is no seal, as sentences; null: there is one. */
async function seal(workspace: Workspace): Promise<string | null> {
  const { root, state, repository, toolVersion, decider } = workspace;
  try {
    const key = await findSigningKey(root);
    const by = { name: decider.name, email: decider.email, surface: 'lsp' } as const;
    await sealLedger({ state, disk: nodeDisk, repository, decider: by, toolVersion }, key, {
      signers: await signersOf(workspace),
      policy: workspace.policy.value,
    });
    return null;
  } catch (error) {
    if (error instanceof HostProblem) return sentences(error.problem);
    throw error;
  }
}

async function send(
  { state, decider, clock, policy }: Workspace,
  repository: Repository,
  set: Analysed | undefined,
  to: { readonly ledger: string; readonly remote: string; readonly withContents: boolean },
): Promise<ReviewRequest> {
  const { ledger, remote, withContents } = to;
  const records = await readWholeLedger(state.ledger);
  await commitLedger(repository, { id: ledger, records });
  const waiting = new Set(set === undefined ? [] : awaitingApproval(set.review).map(({ id }) => id));
  const isAsked = (record: DecisionRecord): boolean =>
    record.changeSet === set?.review.id &&
    record.outcome === 'submitted' &&
    record.hunks.some(({ id }) => waiting.has(id));
  const decisions = records.filter((record): record is DecisionRecord => record.kind === 'decision' && isAsked(record));
  const request = toReviewRequest(decisions, {
    changeSet: set?.review.id ?? '',
    ledger,
    requestedAt: timestamp(clock),
    requestedBy: toKeptPerson({ name: decider.name, email: decider.email }, policy.value.privacy),
    commit: (await readHead(repository)).commit,
    hasContents: withContents,
  });
  const sent = request.hasContents ? await collectContents(repository, request, textsOf(set?.changeSet)) : new Map();
  const ref = await commitReviewRequest(repository, request, sent);
  await pushRefs(repository, remote, [`refs/countersign/ledger/${ledger}`, ref]);
  return request;
}

async function hadContents(repository: Repository, id: string): Promise<boolean> {
  const requests = await readReviewRequests(repository);
  return requests.some(({ ref, request }) => ref === `refs/countersign/review/${id}` && request.hasContents);
}

/** What an agent waits to write is nowhere on disk. A text that was decoded from other bytes has another id, and is left out. */
function textsOf(changeSet: ChangeSet | undefined): ReadonlyMap<string, Uint8Array> {
  const sides = (changeSet?.files ?? []).flatMap(({ before, after }) => [before, after]);
  return new Map(
    sides.flatMap((side) => {
      if (side === undefined) return [];
      const bytes = Buffer.from(side.text);
      return blobId(bytes) === side.blob ? [[side.blob, bytes] as const] : [];
    }),
  );
}

function describe({ roles, hasContents }: ReviewRequest, remote: string, unsealed: string | null): string {
  return [
    l10n.t`An approval by ${roles.join(', ')} is asked for, through ${remote}.`,
    hasContents
      ? l10n.t('The contents of the files were sent along.')
      : l10n.t('No content was sent: whoever is asked needs the branch as well.'),
    ...(unsealed === null ? [] : [l10n.t`Your records are not sealed. ${unsealed}`]),
  ].join(' ');
}
