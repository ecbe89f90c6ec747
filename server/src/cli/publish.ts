import { requestId, shortName, toKeptPerson, toReviewRequest, type ReviewRequest } from '../core/record.ts';
import type { DecisionRecord } from '../core/model/ledger.ts';
import { timestamp, systemClock } from '../host/clock.ts';
import type { Repository } from '../host/git-repository.ts';
import { readHead } from '../host/git-revisions.ts';
import type { Governing } from '../host/governing.ts';
import { ensureLedgerId } from '../host/ledger-id.ts';
import { commitLedger, findRemote, pushRefs, writeIntoBranch } from '../host/publish-ledger.ts';
import { collectContents, commitReviewRequest } from '../host/review-requests.ts';
import {
  findUnsealed,
  readWholeLedger,
  sealLedger,
  unboundWords,
  untouchedWords,
  type Unsealed,
} from '../host/seal-ledger.ts';
import { findSigningKey } from '../host/signing-key.ts';
import { UsageError, type ExitCode, type Invocation, type Values } from './define.ts';
import { count, needRepository, openRecordPlace, readGoverning, type RecordPlace } from './record-place.ts';

/** Puts this clone's ledger, and what others are asked to look at, on refs of its own, and sends them. */
export async function runPublish({ values, terminal }: Invocation): Promise<ExitCode> {
  const place = await openRecordPlace(terminal);
  try {
    const repository = needRepository(place);
    const governing = await readGoverning(repository, undefined, terminal);
    if (values['seal'] === true) await sealFirst(place, governing);
    const records = await readWholeLedger(place.state.ledger);
    if (records.length === 0)
      throw new UsageError('There is no record to publish yet.', 'Nothing was sent.', 'Decide on something first.');
    const own = { id: await ensureLedgerId(place.state, place.disk), records };
    const unsealed = await findUnsealed(records, own.id, governing.signers, repository);
    if (values['in-branch'] === true) {
      const folder = await writeIntoBranch(repository.root, own);
      await terminal.write(`${count(records.length, 'record')} written to ${folder}. Commit them with the change.\n`);
      noteUnsealed(unsealed, terminal);
      return 0;
    }
    await commitLedger(repository, own);
    const refs = [`refs/countersign/ledger/${own.id}`];
    const request = await writeRequest(place, repository, own.id, { values, governing });
    if (request !== null) refs.push(request.ref);
    await terminal.write(`${count(records.length, 'record')} on ${refs[0] ?? ''}.\n`);
    if (values['local'] !== true) {
      const remote = await chooseRemote(repository, values);
      await pushRefs(repository, remote, refs);
      await terminal.write(`Sent to ${remote}.\n`);
    }
    if (request !== null) await terminal.write(describeRequest(request.request));
    noteUnsealed(unsealed, terminal);
    return 0;
  } finally {
    place.close();
  }
}

/** @throws HostProblem when there is no signature; nothing is sent then, for the signature was asked for */
async function sealFirst(place: RecordPlace, governing: Governing): Promise<void> {
  const records = await readWholeLedger(place.state.ledger);
  const { open, unbound } = await findUnsealed(records, place.ledgerId, governing.signers, place.repository);
  if (open.length + unbound.length > 0) await sealLedger(place, await findSigningKey(place.root), governing);
}

function noteUnsealed({ open, untouched, unbound }: Unsealed, terminal: Invocation['terminal']): void {
  if (open.length > 0)
    terminal.note(
      `${count(open.length, 'record')} not sealed: without a signature they are a claim. Run "countersign seal".\n`,
    );
  if (untouched.length > 0)
    terminal.note(`${count(untouched.length, 'record')} ${untouchedWords.what}. ${untouchedWords.fix}\n`);
  if (unbound.length > 0)
    terminal.note(`${count(unbound.length, 'record')} ${unboundWords}. Run "countersign seal".\n`);
}

async function chooseRemote(repository: Repository, values: Values): Promise<string> {
  const named = values['remote'];
  if (typeof named === 'string') return named;
  const found = await findRemote(repository);
  if (found !== null) return found;
  throw new UsageError(
    'There is no remote to send to.',
    'The records are on their ref in this clone, and nowhere else yet.',
    'Name one with --remote, or keep them here with --local.',
  );
}

async function writeRequest(
  place: RecordPlace,
  repository: Repository,
  ledger: string,
  { values, governing }: { readonly values: Values; readonly governing: Governing },
): Promise<{ readonly ref: string; readonly request: ReviewRequest } | null> {
  const named = values['request'];
  if (typeof named !== 'string') return null;
  const records = await readWholeLedger(place.state.ledger);
  const decisions = records.filter(
    (record): record is DecisionRecord => record.kind === 'decision' && record.changeSet.startsWith(named),
  );
  const [first] = decisions;
  const isOne = new Set(decisions.map(({ changeSet }) => changeSet)).size === 1;
  if (first === undefined || !isOne)
    throw new UsageError(
      `${first === undefined ? 'No change set' : 'More than one change set'} here begins with "${named}".`,
      'Nothing was asked for.',
      'Run "countersign open" for those there are.',
    );
  const request = toReviewRequest(decisions, {
    changeSet: first.changeSet,
    ledger,
    requestedAt: timestamp(systemClock),
    requestedBy: toKeptPerson({ name: place.decider.name, email: place.decider.email }, governing.policy.privacy),
    commit: (await readHead(repository)).commit,
    hasContents: values['with-contents'] === true,
  });
  const contents = request.hasContents ? await collectContents(repository, request) : new Map<string, Uint8Array>();
  return { ref: await commitReviewRequest(repository, request, contents), request };
}

function describeRequest(request: ReviewRequest): string {
  const asked = request.roles.length === 0 ? 'A review' : `An approval by ${request.roles.join(', ')}`;
  const id = requestId(request);
  return [
    `${asked} is asked for. Whoever answers fetches it and opens it:`,
    `  countersign fetch && countersign open ${shortName(id)}`,
    '  or in the editor: Countersign: Review Requests…',
    request.hasContents
      ? 'The contents of the files were sent along.'
      : 'No content was sent: the branch must be pushed too, or send it along with --with-contents.',
    '',
  ].join('\n');
}
