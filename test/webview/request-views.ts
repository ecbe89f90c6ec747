import type { FindingView, HunkView, PanelView, RoleView } from '../../server/src/protocol/view.ts';
import { at, fixtures, mapHunks, panelView } from './views.ts';

/** Approvals of `release.yml`, whose finding another person has to approve: as its author sees them, and as whoever is asked does. */

const { release, users } = fixtures;
const ben = 'ben@example.org';
const ada = { name: 'ada@example.org', key: 'SHA256:4ka1U7lZfIu8pYqf2Qm0n5TtGm3S9wXr1cVb6NdE0hA', isTouched: true };
const explained = { obligation: 'explain', reason: 'needed', words: 'The release job writes the tag.', at } as const;
const seen = { ...explained, obligation: 'acknowledge', words: '' } as const;
const no = { by: ben, at, words: 'Give it to the one job.' };
const yes = { by: ben, at };

const rolesAsked = (isGiven: boolean): readonly RoleView[] => [
  { role: 'identity-team', holders: [ben, 'cleo@example.org'], given: isGiven ? yes : null },
];

const approvedByTeam: RoleView = { role: 'cloud-team', holders: [ben], given: yes };

/** On its way to an approval. */
export function askedFor(step: 'explained' | 'asked' | 'declined' | 'half' | 'given'): PanelView {
  const command = 'countersign fetch && countersign decide 0123456789ab --approve';
  const approval = {
    roles: step === 'half' ? [...rolesAsked(false), approvedByTeam] : rolesAsked(step === 'given'),
    ...(step === 'explained' ? { askedAt: null, command: null } : { askedAt: at, command }),
    declined: step === 'declined' ? no : null,
    yours: null,
  };
  const isGiven = step === 'given';
  const toWaiting = (finding: FindingView): FindingView => ({
    ...finding,
    state: isGiven ? 'settled' : 'waiting',
    acknowledgement: { ...explained, by: null },
    approval,
  });
  return mapHunks(panelView(), (hunk) =>
    hunk.id !== release.id
      ? hunk
      : {
          ...hunk,
          blockedBecause: isGiven ? null : '1 open on this hunk: the finding waits for identity-team.',
          findings: hunk.findings.map(toWaiting),
        },
  );
}

type Step = 'open' | 'reworded' | 'unsealed' | 'signed' | 'not yours' | 'touch' | 'missing' | 'declined';

const notYours =
  'Your key holds none of the roles asked for: identity-team. Roles are keys of .countersign/allowed_signers at origin/main; yours is SHA256:x. Ask somebody who holds one.';
const missing =
  'The text is not in this clone. Fetch the branch that it is on ("git fetch"), then open the request again.';

/** `release.yml` and `users.ts`, put up by Ada for whoever sits here. */
export function requestView(step: Step): PanelView {
  const own = askedFor('asked');
  const [set] = own.changeSets;
  if (set === undefined) throw new Error('no change set');
  const isSigned = step === 'signed';
  const hunks = set.hunks.filter(({ id }) => id === release.id || id === users.id).map((hunk) => toHunk(step, hunk));
  const request = {
    by: ada.name,
    askedAt: at,
    roles: ['identity-team'],
    key: { fingerprint: 'SHA256:hBenU7lZfIu8pYqf2Qm0n5TtGm3S9wXr1cVb6NdE0hA', isSecurityKey: step === 'touch' },
    whyNot: step === 'not yours' ? notYours : null,
    unsealed: step === 'unsealed' ? 1 : 0,
    unsent: isSigned ? 1 : 0,
  };
  const progress = { total: 1, settled: isSigned ? 1 : 0, withoutFindings: 0, withoutFindingsOpen: 0, notJudged: 0 };
  return {
    ...own,
    changeSets: [{ ...set, id: 'request-1', hunks, request, progress, isDismissible: true, asked: null, failures: [] }],
  };
}

function toHunk(step: Step, hunk: HunkView): HunkView {
  const isMissing = step === 'missing' && hunk.id === release.id;
  return {
    ...hunk,
    under: step === 'reworded' ? 'record-2' : 'record-1',
    landing: 'offered',
    blockedBecause: isMissing ? missing : step === 'not yours' ? notYours : null,
    ...(isMissing && { diff: [] }),
    findings: hunk.findings.map((finding) => toFinding(step, finding)),
  };
}

function toFinding(step: Step, finding: FindingView): FindingView {
  if (finding.approval === null) return { ...finding, state: 'settled', acknowledgement: { ...seen, by: ada } };
  const isSigned = step === 'signed';
  const isOpen = step !== 'missing' && step !== 'not yours' && !isSigned;
  return {
    ...finding,
    state: isSigned ? 'settled' : 'waiting',
    acknowledgement: { ...explained, by: ada },
    presence: step === 'touch',
    approval: {
      ...finding.approval,
      command: null,
      roles: rolesAsked(isSigned),
      declined: step === 'declined' ? no : null,
      yours: step === 'unsealed' ? 'unsealed' : isOpen ? 'open' : null,
    },
  };
}
