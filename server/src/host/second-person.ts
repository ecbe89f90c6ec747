import type { StandingDecision } from '../core/model/ledger.ts';
import type { ApprovalBody, ApprovedFinding, Decider, DecisionBody } from '../core/model/record.ts';
import { RECORD_SCHEMA_VERSION } from '../core/model/record.ts';
import { worded, type Wording } from '../core/model/wording.ts';
import { partiesOf, partiesTo, toKeptPerson, whyOneParty } from '../core/record.ts';
import { holdersOf } from './governing.ts';
import { waitingOf, type PublishedSet, type Records, type Waiting } from './published-sets.ts';
import { isSecurityKey } from './seal-ledger.ts';
import type { SigningKey } from './signing-key.ts';

/** Why somebody may not answer, for people: three sentences. */
export type Refused = Readonly<Record<'message' | 'why' | 'fix', Wording>>;

/** Whoever answers to what another person explained, and by which key. */
export interface SecondPerson {
  readonly decider: Omit<Decider, 'key' | 'basis'>;
  readonly key: SigningKey;
}

/** An agent and who drives it are one party: nobody is the second person to themselves. Null: they are two. */
export function whyAuthor(
  { decisions }: Pick<PublishedSet, 'decisions'>,
  { ownId, governing, index }: Pick<Records, 'ownId' | 'governing' | 'index'>,
  { decider, key: { key } }: SecondPerson,
): Refused | null {
  const rows = (governing.signers?.allowed ?? []).filter(({ fingerprint }) => fingerprint === key.fingerprint);
  const me = {
    ledger: ownId,
    key: key.fingerprint,
    principals: rows.flatMap(({ principals }) => principals),
    name: decider.name,
    email: decider.email,
  };
  const why = decisions
    .flatMap((decision) => [
      ...partiesOf(decision),
      ...decision.hunk.findings.flatMap(({ fingerprint }) => partiesTo(fingerprint, decision.hunk.path, index)),
    ])
    .map((author) => whyOneParty(author, me))
    .find((sentence) => sentence !== null);
  if (why === undefined) return null;
  return {
    message: worded`You are no second person to this change set. ${why}`,
    why: worded`Whoever drove the agent and the agent are one party.`,
    fix: worded`Ask somebody else: countersign publish --request.`,
  };
}

/** What waits, or waited, for a role that the key holds. */
export function waitingForKey(
  set: Pick<PublishedSet, 'decisions'>,
  records: Pick<Records, 'index' | 'governing'>,
  { key }: Pick<SigningKey, 'key'>,
): readonly Waiting[] {
  return waitingOf(set, records).filter(({ role }) => holdersOf(records.governing, role).has(key.fingerprint));
}

/** What of it is still to be answered with the key: not approved by anybody, and on no hunk that was rejected from here. */
export function openForKey(
  set: Pick<PublishedSet, 'decisions' | 'rejections'>,
  records: Pick<Records, 'index' | 'governing' | 'ownId'>,
  key: Pick<SigningKey, 'key'>,
): readonly Waiting[] {
  const rejected = new Set(
    set.rejections.filter(({ ledger }) => ledger.id === records.ownId).map(({ hunk }) => hunk.id),
  );
  return waitingForKey(set, records, key).filter(
    ({ approvals, decision }) => approvals.length === 0 && !rejected.has(decision.hunk.id),
  );
}

/** Why nothing of it is the key's to approve; null: something is. */
export function whyNotForKey(
  set: Pick<PublishedSet, 'decisions'>,
  records: Pick<Records, 'index' | 'governing'>,
  key: Pick<SigningKey, 'key'>,
): Refused | null {
  if (waitingForKey(set, records, key).length > 0) return null;
  const { signers, title } = records.governing;
  const asked = rolesOf(waitingOf(set, records));
  const { fingerprint } = key.key;
  if (asked.length === 0)
    return {
      message: worded`Nothing in this change set waits for an approval.`,
      why: worded`Roles are keys of .countersign/allowed_signers at ${title}; yours is ${fingerprint}.`,
      fix: worded`Ask somebody who holds one.`,
    };
  const isKnown = signers?.allowed.some((signer) => signer.fingerprint === fingerprint) === true;
  return {
    message: worded`Your key holds none of the roles asked for: ${asked.join(', ')}.`,
    why: isKnown
      ? worded`Roles are keys of .countersign/allowed_signers at ${title}; yours is ${fingerprint}.`
      : worded`Roles are keys of .countersign/allowed_signers at ${title}, and yours is not in it: ${fingerprint}.`,
    fix: isKnown
      ? worded`Ask somebody who holds one.`
      : worded`Sign with one that is in it (git config user.signingkey), have yours added there, or ask somebody who holds a role.`,
  };
}

/** Why these cannot be approved with the key as they are; null: they can. */
export function whyNotApproved(chosen: readonly Waiting[], key: SigningKey): Refused | null {
  const unexplained = chosen.find(({ finding }) => finding.acknowledgement === undefined);
  if (unexplained !== undefined)
    return {
      message: worded`Its author has not explained this yet: ${unexplained.finding.message}`,
      why: worded`An approval is a signature under an explanation.`,
      fix: worded`Ask the author to explain it first.`,
    };
  if (chosen.some(({ finding }) => finding.presence === true) && !isSecurityKey(key))
    return {
      message: worded`The policy demands a touch of the key here, and ${key.key.fingerprint} is no security key.`,
      why: worded`Any program could have signed with it.`,
      fix: worded`Give one of .countersign/allowed_signers with --key FILE (sk-ssh-ed25519 or sk-ecdsa), or as user.signingkey of git.`,
    };
  return null;
}

export function rolesOf(waiting: readonly Waiting[]): readonly string[] {
  return [...new Set(waiting.map(({ role }) => role))];
}

/** What every answer is stamped with. */
export interface AnswerStamp {
  readonly records: Pick<Records, 'governing'>;
  readonly by: SecondPerson;
  readonly decidedAt: string;
  readonly toolVersion: string;
}

/** A second person's signature under what is explained, before it is sealed: one record a role. */
export function toApprovals(
  set: Pick<PublishedSet, 'id'>,
  chosen: readonly Waiting[],
  words: string | null,
  stamp: AnswerStamp,
): readonly ApprovalBody[] {
  return rolesOf(chosen).map((role) => ({
    kind: 'approval',
    ...stamped(set, stamp),
    role,
    ...(words === null ? {} : { words }),
    findings: chosen.filter((one) => one.role === role).map(toApproved),
  }));
}

function toApproved({ decision, finding }: Waiting): ApprovedFinding {
  return {
    fingerprint: finding.fingerprint,
    path: decision.hunk.path,
    evidenceHash: finding.evidenceHash,
    ...(finding.subjectHash === undefined ? {} : { subjectHash: finding.subjectHash }),
    ...(finding.remainingHash === undefined ? {} : { remainingHash: finding.remainingHash }),
    afterBlob: decision.hunk.afterBlob,
    obligation: finding.obligation,
    ...(finding.presence === true ? { presence: true } : {}),
    decision: { ledger: decision.ledger.id ?? '', hash: decision.record.hash },
  };
}

/** Hunks that their author has not rejected, and that somebody else may. */
export function standingHunks({ decisions }: Pick<PublishedSet, 'decisions'>): readonly StandingDecision[] {
  return decisions.filter(({ record }) => record.outcome !== 'rejected');
}

/** The same hunks, rejected by somebody else. The files of whoever accepted them are theirs to change. */
export function toRejection(
  set: Pick<PublishedSet, 'id'>,
  [first, ...others]: readonly [StandingDecision, ...StandingDecision[]],
  reason: string,
  stamp: AnswerStamp,
): DecisionBody {
  return {
    kind: 'decision',
    ...stamped(set, stamp),
    outcome: 'rejected',
    rejectReason: reason,
    hunks: [first, ...others].map(({ hunk }) => hunk),
    origin: first.record.origin,
  };
}

function stamped(
  { id }: Pick<PublishedSet, 'id'>,
  { records: { governing }, by, decidedAt, toolVersion }: AnswerStamp,
) {
  return {
    schemaVersion: RECORD_SCHEMA_VERSION,
    changeSet: id,
    policy: { digest: governing.policy.digest, base: governing.policyBase },
    decidedBy: {
      ...toKeptPerson(by.decider, governing.policy.privacy),
      key: by.key.key.fingerprint,
      basis: 'claimed',
    },
    decidedAt,
    tool: { name: 'countersign', version: toolVersion },
  } as const;
}
