import type { GatedFinding, GatedRole, Missing } from '../model/gate.ts';
import { MAX_BYPASS_DAYS } from '../model/record.ts';
import { rolesAsked } from '../model/obligation.ts';
import type { Obligation } from '../model/policy.ts';
import { shortName } from '../text/short-name.ts';

/** What is missing, who must act, and what does it. */
export interface MissingWords {
  readonly what: string;
  readonly who: string;
  readonly how: string;
}

/** What is asked of the gate, and who can answer at all. */
export interface AskedOf {
  /** Commits. */
  readonly base: string;
  readonly head: string;
  /** False: the base names no keys, and its policy lets nothing count without. */
  readonly canAnswer: boolean;
  /** Names of those who hold a role there. */
  readonly holdersOf: (role: string) => readonly string[];
}

interface Asked {
  /** What is typed to answer for the range. */
  readonly decide: string;
  /** `explain it …: countersign decide …` */
  readonly answer: string;
  readonly obligation: Obligation;
  /** Those that have not approved, else all that are asked. */
  readonly roles: readonly string[];
  /** `another person who holds the role payments (eve@example.org)`. */
  readonly holder: string;
  /** A sentence about the others, with a space before it; or nothing. */
  readonly approved: string;
  /** `alice@example.org, record 12`. */
  readonly nearest: string;
  /** Of that record. */
  readonly changeSet: string | undefined;
}

const author = 'whoever made the change';
const publish = 'then: countersign publish --seal';

/** One row a reason. */
const words: Readonly<Record<Missing, (asked: Asked) => MissingWords>> = {
  'no-record': ({ answer }) => ({
    what: 'Nobody has answered for this.',
    who: author,
    how: `${answer}, ${publish}`,
  }),
  'changed-since': ({ nearest, answer }) => ({
    what: `It was answered for (${nearest}), and the code there, or what it builds on, is another since.`,
    who: author,
    how: `Look at it as it is now: ${answer}, ${publish}`,
  }),
  'too-weak': ({ obligation, nearest, answer }) => ({
    what: `It was acknowledged (${nearest}); the policy asks for more: ${nameOf(obligation)}.`,
    who: author,
    how: `${answer}, ${publish}`,
  }),
  'taken-back': ({ nearest, answer }) => ({
    what: `It was rejected, or the decision was taken back (${nearest}).`,
    who: author,
    how: `Take the change out; or decide again: ${answer}, ${publish}`,
  }),
  'put-up': ({ holder, approved, nearest, changeSet, decide }) => ({
    what: `It is explained and put up for approval (${nearest}), and not accepted yet.${approved}`,
    who: `${holder}, then whoever explained it`,
    how: `${approval(changeSet)}; then its author accepts the hunk in the Countersign panel, or in a terminal: countersign fetch && ${decide}, ${publish}`,
  }),
  'not-accepted': ({ nearest, decide }) => ({
    what: `It is explained (${nearest}) and approved; its hunk is not accepted yet.`,
    who: 'whoever explained it',
    how: `Accept its hunk in the Countersign panel, or in a terminal: countersign fetch && ${decide}, ${publish}`,
  }),
  unsigned: ({ obligation, nearest }) => ({
    what: `The record (${nearest}) has no seal that counts here, in this repository and of a key that the base revision knows, and ${obligation.kind === 'approve' ? 'an approval needs two signatures: under the explanation and its own' : 'its policy counts no record without'}.`,
    who: 'whoever recorded it',
    how: 'countersign publish --seal, with a key of ".countersign/allowed_signers" at the base',
  }),
  untouched: ({ nearest }) => ({
    what: `The record (${nearest}) is signed, and the policy demands a touch of the key: any program could have signed it.`,
    who: 'whoever signed it',
    how: 'countersign seal --key FILE, with a security key (sk-ssh-ed25519 or sk-ecdsa) of ".countersign/allowed_signers" at the base, then: countersign publish',
  }),
  'answer-used': ({ nearest, answer }) => ({
    what: `It was answered for once (${nearest}), and that answer holds for another finding that is just like it.`,
    who: author,
    how: `Answer for this one too: ${answer}, ${publish}`,
  }),
  landed: ({ nearest, answer }) => ({
    what: `It was answered for (${nearest}), and came into the base; since then it was taken out, and this brings it again.`,
    who: author,
    how: `Answer for it as it is now: ${answer}, ${publish}`,
  }),
  elsewhere: ({ nearest, answer }) => ({
    what: `It was answered for (${nearest}) on a commit that is in no history of this base.`,
    who: author,
    how: `Answer for it here: ${answer}, ${publish}`,
  }),
  unbound: ({ nearest, answer }) => ({
    what: `It was answered for (${nearest}) on no commit, and nothing shows that it was in this repository: its seal names none, or this clone is too shallow to compare.`,
    who: 'whoever signed it',
    how: `countersign seal, in the clone it was decided in, then: countersign publish; or ${answer}, ${publish}. In a shallow clone first: git fetch --unshallow`,
  }),
  'not-approved': ({ roles, holder, approved, changeSet }) => ({
    what: `Nobody of ${roles.join(' and of ')} has approved it.${approved}`,
    who: holder,
    how: approval(changeSet),
  }),
  'own-approval': ({ holder, approved, nearest, changeSet }) => ({
    what: `The approval (${nearest}) is of a person who took part in the change.${approved}`,
    who: holder,
    how: approval(changeSet),
  }),
  'not-in-role': ({ roles, holder, approved, nearest, changeSet }) => ({
    what: `The approval (${nearest}) is of a key that does not hold ${roleWords(roles)} at the base.${approved}`,
    who: holder,
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
  'only-together': ({ answer }) => ({
    what: 'Each step was accepted; what they do together nobody has answered for.',
    who: author,
    how: `${answer}, ${publish}`,
  }),
};

export function missingWords(
  { finding, missing, rolesMissing, roles: asked = [], nearest }: GatedFinding,
  of: AskedOf,
): MissingWords | null {
  if (missing === null) return null;
  if (!of.canAnswer && missing !== 'blocked') return nobodyCan;
  const shown =
    nearest === undefined ? 'an earlier record' : `${nearest.by}, record ${nearest.seq} of ${nearest.ledger}`;
  const { obligation } = finding;
  const decide = decideOn(of);
  const answer = answerBy(decide, obligation);
  const roles = rolesMissing ?? rolesAsked(obligation);
  return words[missing]({
    obligation,
    roles,
    holder: holderWords(roles, of),
    approved: approvedWords(asked),
    nearest: shown,
    changeSet: nearest?.changeSet,
    decide,
    answer,
  });
}

export function unjudgedWords(of: AskedOf): MissingWords {
  if (!of.canAnswer) return nobodyCan;
  return {
    what: 'Nothing was analysed here, and nobody has accepted it as that.',
    who: author,
    how: `Accept its hunk as not analysed in the Countersign panel, or in a terminal: ${decideOn(of)}, ${publish}`,
  };
}

/** The change that brings the first keys is answered for by nobody: who signs is read from the base. */
const nobodyCan: MissingWords = {
  what: 'The base revision has no keys in ".countersign/allowed_signers", so that no answer counts there yet.',
  who: 'whoever may merge past this check, an administrator say',
  how: 'Read the change that brings the policy and ".countersign/allowed_signers", and merge it by that right: from then on answers are signed. Or let the policy of the organisation (--org-policy) say "gate: { unsigned: count }" until then.',
};

/** From where the head left the base: what came into that since is nobody's to answer for. */
function decideOn({ base, head }: AskedOf): string {
  return `countersign decide ${base.slice(0, 10)}...${head.slice(0, 10)} --base ${base.slice(0, 10)}`;
}

function approval(changeSet = 'ID'): string {
  const set = shortName(changeSet);
  return `countersign fetch && countersign open ${set}, then: countersign decide ${set} --approve && countersign publish --seal`;
}

function answerBy(decide: string, { kind }: Obligation): string {
  const act = kind === 'explain' || kind === 'approve' ? 'explain' : 'acknowledge';
  return `${act} it in the Countersign panel, or in a terminal: ${decide}`;
}

function nameOf(obligation: Obligation): string {
  return obligation.kind === 'approve'
    ? `an explanation, and the approval of ${rolesAsked(obligation).join(' and of ')}`
    : 'an explanation';
}

function approvedWords(asked: readonly GatedRole[]): string {
  const given = asked.flatMap(({ role, approved }) =>
    approved === null
      ? []
      : [`as ${role} by ${approved.by}, ${approved.at} (record ${approved.seq} of ${approved.ledger})`],
  );
  return given.length === 0 ? '' : ` It is approved ${given.join(', and ')}.`;
}

const mostNames = 4;

/** With who they are, as the base names them. */
function holderWords(roles: readonly string[], { holdersOf }: Pick<AskedOf, 'holdersOf'>): string {
  const without = roles.filter((role) => holdersOf(role).length === 0);
  if (without.length > 0)
    return `another person who holds ${roleWords(roles)}; nobody holds ${without.join(' and ')} yet: no key of ".countersign/allowed_signers" at the base is named for it`;
  const named = roles.map((role) => (roles.length === 1 ? '' : `${role}: `) + listed(holdersOf(role)));
  return `another person who holds ${roleWords(roles)} (${named.join('; ')})`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames);
  return rest > 0 ? `${shown.join(', ')} or ${rest} more` : shown.join(' or ');
}

/** Of several, one person may hold more than one. */
function roleWords(roles: readonly string[]): string {
  return roles.length === 1 ? `the role ${roles[0] ?? ''}` : `the roles ${roles.join(' and ')}, or one for each`;
}
