import * as l10n from '@vscode/l10n';
import type { Decider, RecordBody } from '../core/model/record.ts';
import { requestId } from '../core/record.ts';
import { timestamp } from '../host/clock.ts';
import { nodeDisk } from '../host/durable.ts';
import { HostProblem } from '../host/problems.ts';
import { findPublishedSet, type PublishedSet, type Records } from '../host/published-sets.ts';
import { sealLedger } from '../host/seal-ledger.ts';
import {
  openForKey,
  standingHunks,
  toApprovals,
  toRejection,
  whyAuthor,
  whyNotApproved,
  whyNotForKey,
  type AnswerStamp,
  type Refused,
} from '../host/second-person.ts';
import { findSigningKey } from '../host/signing-key.ts';
import type { SignedAnswer, SignedFinding } from '../protocol/messages.ts';
import { sentences } from './decide.ts';
import { tell } from './reader-words.ts';
import type { DeskHooks } from './review-desk.ts';
import type { KnownRequest } from './to-request-view.ts';
import type { Workspace } from './workspace.ts';

/** Where answers are recorded and sealed. */
export type AnsweredPlace = Pick<Workspace, 'root' | 'state' | 'repository' | 'ledger' | 'clock' | 'toolVersion'>;

interface Answering {
  readonly place: AnsweredPlace;
  readonly hooks: Pick<DeskHooks, 'recorded'>;
  /** What was on screen. */
  readonly shown: KnownRequest;
  /** The records as they are. */
  readonly now: Records;
  readonly decider: Omit<Decider, 'key' | 'basis'>;
}

const hasChanged = (): string => l10n.t('What its author says of it has changed since it was shown. Look at it again.');

/** As `countersign decide ID --approve`, for the findings that were named. @throws HostProblem when nothing was recorded */
export async function approveRequest(
  answering: Answering,
  findings: readonly SignedFinding[],
  words: string,
): Promise<SignedAnswer> {
  const { place, now, shown } = answering;
  const set = sameAsShown(answering, new Map(findings.map(({ hunk, under }) => [hunk, under])));
  if (set === null || findings.length === 0) return refuseToSign(hasChanged());
  const missing = findings.map(({ hunk }) => shown.change.missing.get(hunk)).find((why) => why !== undefined);
  if (missing !== undefined) return refuseToSign(tell(missing));
  const key = await findSigningKey(place.root);
  const person = { decider: answering.decider, key };
  const refused = whyAuthor(set, now, person) ?? whyNotForKey(set, now, key);
  if (refused !== null) return refuseWith(refused);
  const mine = openForKey(set, now, key);
  // Whoever holds several of the roles signs in each.
  const signed = findings.map((name) =>
    mine.filter(({ decision, finding }) => decision.hunk.id === name.hunk && finding.fingerprint === name.fingerprint),
  );
  const chosen = signed.flat();
  if (signed.some(({ length }) => length === 0)) return refuseToSign(hasChanged());
  const whyNot = whyNotApproved(chosen, key);
  if (whyNot !== null) return refuseWith(whyNot);
  const said = words.trim();
  return await recordAndSeal(
    answering,
    toApprovals(set, chosen, said === '' ? null : said, stampOf(answering, person)),
    key,
  );
}

/** As `countersign decide ID --reject`, for one hunk of it. @throws HostProblem when nothing was recorded */
export async function rejectHunk(answering: Answering, hunk: string, reason: string): Promise<SignedAnswer> {
  const { place, now, shown } = answering;
  const known = shown.published.decisions.find((each) => each.hunk.id === hunk)?.record.hash ?? '';
  const set = sameAsShown(answering, new Map([[hunk, known]]));
  const decision = set === null ? undefined : standingHunks(set).find((each) => each.hunk.id === hunk);
  if (set === null || decision === undefined) return refuseToSign(hasChanged());
  if (reason.trim() === '') return refuseToSign(l10n.t('Say why: the record keeps the reason.'));
  const key = await findSigningKey(place.root);
  const person = { decider: answering.decider, key };
  const refused = whyAuthor(set, now, person);
  if (refused !== null) return refuseWith(refused);
  return await recordAndSeal(answering, [toRejection(set, [decision], reason.trim(), stampOf(answering, person))], key);
}

/** @param under the author's record that each hunk was shown with. Null: its author recorded something else meanwhile */
function sameAsShown({ shown, now }: Answering, under: ReadonlyMap<string, string>): PublishedSet | null {
  const set = findPublishedSet(now, requestId(shown.request.request));
  if (typeof set === 'string') return null;
  const hashes = new Map(set.decisions.map(({ hunk, record }) => [hunk.id, record.hash]));
  return [...under].every(([hunk, hash]) => hashes.get(hunk) === hash) ? set : null;
}

function stampOf({ place, now }: Answering, by: AnswerStamp['by']): AnswerStamp {
  return { records: now, by, decidedAt: timestamp(place.clock), toolVersion: place.toolVersion };
}

/** What is recorded stays so when the rest of it, or the signature, fails: it is sealed later. */
async function recordAndSeal(
  { place, hooks, now, decider }: Answering,
  bodies: readonly RecordBody[],
  key: AnswerStamp['by']['key'],
): Promise<SignedAnswer> {
  const { ledger, state, repository, toolVersion } = place;
  let last: { readonly seq: number; readonly hash: string } | null = null;
  const answer = (isSealed: boolean, message: string): SignedAnswer => ({
    done: true,
    refused: null,
    record: last,
    isSealed,
    message,
  });
  try {
    for (const body of bodies) {
      const record = await ledger.append(body);
      hooks.recorded(record);
      last = { seq: record.seq, hash: record.hash };
    }
    const seal = await sealLedger({ state, disk: nodeDisk, repository, decider, toolVersion }, key, now.governing);
    const { fingerprint } = key.key;
    return answer(
      true,
      seal?.presence === 'touch'
        ? l10n.t`Recorded, and sealed with ${fingerprint}, touched.`
        : l10n.t`Recorded, and sealed with ${fingerprint}.`,
    );
  } catch (error) {
    if (!(error instanceof HostProblem) || last === null) throw error;
    return answer(false, l10n.t`Recorded, and not sealed. ${sentences(error.problem)}`);
  }
}

function refuseWith(refused: Refused): SignedAnswer {
  return refuseToSign(refusedWords(refused));
}

export const refusedWords = ({ message, why, fix }: Refused): string => [message, why, fix].map(tell).join(' ');

export function refuseToSign(refused: string): SignedAnswer {
  return { done: false, refused, record: null, message: refused, isSealed: false };
}
