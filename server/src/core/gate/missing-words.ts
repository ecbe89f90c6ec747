import type { GatedFinding, Missing } from '../model/gate.ts';
import { MAX_BYPASS_DAYS } from '../model/record.ts';
import type { Obligation } from '../model/policy.ts';

/** What is missing, who must act, and what does it. */
export interface MissingWords {
  readonly what: string;
  readonly who: string;
  readonly how: string;
}

interface Asked {
  readonly obligation: Obligation;
  /** `alice@example.org, record 12`. */
  readonly nearest: string;
  /** Of that record. */
  readonly changeSet: string | undefined;
}

const author = 'whoever made the change';
const publish = 'then: countersign publish --seal';

/** One row a reason. */
const words: Readonly<Record<Missing, (asked: Asked) => MissingWords>> = {
  'no-record': ({ obligation }) => ({
    what: 'Nobody has answered for this.',
    who: author,
    how: `${answer(obligation)}, ${publish}`,
  }),
  'changed-since': ({ obligation, nearest }) => ({
    what: `It was answered for (${nearest}), and the code there is another since.`,
    who: author,
    how: `Look at it as it is now: ${answer(obligation)}, ${publish}`,
  }),
  'too-weak': ({ obligation, nearest }) => ({
    what: `It was acknowledged (${nearest}); the policy asks for more: ${nameOf(obligation)}.`,
    who: author,
    how: `${answer(obligation)}, ${publish}`,
  }),
  'taken-back': ({ obligation, nearest }) => ({
    what: `It was rejected, or the decision was taken back (${nearest}).`,
    who: author,
    how: `Take the change out; or decide again: ${answer(obligation)}, ${publish}`,
  }),
  'put-up': ({ obligation, nearest, changeSet }) => ({
    what: `It is explained and put up for approval (${nearest}), and not accepted yet.`,
    who: `another person who holds the role ${roleOf(obligation)}, then whoever explained it`,
    how: `${approval(changeSet)}; then accept it, ${publish}`,
  }),
  unsigned: ({ obligation, nearest }) => ({
    what: `The record (${nearest}) is signed by no key that the base revision knows, and ${obligation.kind === 'approve' ? 'an approval needs two signatures: under the explanation and its own' : 'its policy counts no record without'}.`,
    who: 'whoever recorded it',
    how: 'countersign publish --seal, with a key of ".countersign/allowed_signers" at the base',
  }),
  untouched: ({ nearest }) => ({
    what: `The record (${nearest}) is signed, and the policy demands a touch of the key: any program could have signed it.`,
    who: 'whoever signed it',
    how: 'countersign seal --key FILE, with a security key (sk-ssh-ed25519 or sk-ecdsa) of ".countersign/allowed_signers" at the base, then: countersign publish',
  }),
  'answer-used': ({ obligation, nearest }) => ({
    what: `It was answered for once (${nearest}), and that answer holds for another finding that is just like it.`,
    who: author,
    how: `Answer for this one too: ${answer(obligation)}, ${publish}`,
  }),
  landed: ({ obligation, nearest }) => ({
    what: `It was answered for (${nearest}), and came into the base; since then it was taken out, and this brings it again.`,
    who: author,
    how: `Answer for it as it is now: ${answer(obligation)}, ${publish}`,
  }),
  elsewhere: ({ obligation, nearest }) => ({
    what: `It was answered for (${nearest}) on a commit that is in no history of this base.`,
    who: author,
    how: `Answer for it here: ${answer(obligation)}, ${publish}`,
  }),
  'not-approved': ({ obligation, changeSet }) => ({
    what: `Nobody of ${roleOf(obligation)} has approved it.`,
    who: `another person who holds the role ${roleOf(obligation)}`,
    how: approval(changeSet),
  }),
  'own-approval': ({ obligation, nearest, changeSet }) => ({
    what: `The approval (${nearest}) is of a person who took part in the change.`,
    who: `another person who holds the role ${roleOf(obligation)}`,
    how: approval(changeSet),
  }),
  'not-in-role': ({ obligation, nearest, changeSet }) => ({
    what: `The approval (${nearest}) is of a key that does not hold the role ${roleOf(obligation)} at the base.`,
    who: `another person who holds the role ${roleOf(obligation)}`,
    how: approval(changeSet),
  }),
  blocked: () => ({
    what: 'The policy lets nobody accept this.',
    who: author,
    how: 'Change the code; or have an exception with role, reason and end date merged into the policy of the base first.',
  }),
  'bypass-too-long': ({ nearest }) => ({
    what: `A bypass (${nearest}) was given for more than ${MAX_BYPASS_DAYS} days, so that it does not count.`,
    who: 'whoever may bypass',
    how: `Answer for it; or: countersign bypass --until "${MAX_BYPASS_DAYS}d" --reason TEXT; for longer, an exception in the policy of the base.`,
  }),
  'only-together': ({ obligation }) => ({
    what: 'Each step was accepted; what they do together nobody has answered for.',
    who: author,
    how: `${answer(obligation)}, ${publish}`,
  }),
};

export function missingWords({ finding, missing, nearest }: GatedFinding): MissingWords | null {
  if (missing === null) return null;
  const shown =
    nearest === undefined ? 'an earlier record' : `${nearest.by}, record ${nearest.seq} of ${nearest.ledger}`;
  return words[missing]({ obligation: finding.obligation, nearest: shown, changeSet: nearest?.changeSet });
}

export const unjudgedWords: MissingWords = {
  what: 'Nothing was analysed here, and nobody has accepted it as that.',
  who: author,
  how: `Accept its hunk as not analysed in the Countersign panel, or in a terminal: countersign decide A..B, ${publish}`,
};

function approval(changeSet = 'ID'): string {
  // Ids of commits that were put up begin alike.
  const set = changeSet.slice(0, changeSet.startsWith('offered-') ? 20 : 12);
  return `countersign fetch && countersign open ${set}, then: countersign decide ${set} --approve && countersign publish --seal`;
}

function answer(obligation: Obligation): string {
  switch (obligation.kind) {
    case 'explain':
    case 'approve':
      return 'explain it in the Countersign panel, or in a terminal: countersign decide A..B';
    case 'none':
    case 'acknowledge':
    case 'block':
      return 'acknowledge it in the Countersign panel, or in a terminal: countersign decide A..B';
  }
}

function nameOf(obligation: Obligation): string {
  return obligation.kind === 'approve' ? `an explanation, and the approval of ${obligation.role}` : 'an explanation';
}

function roleOf(obligation: Obligation): string {
  return obligation.kind === 'approve' ? obligation.role : 'the role';
}
