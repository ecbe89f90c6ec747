import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView, RequestView } from '../../../server/src/protocol/view.ts';
import { isWithoutHolder, missingRoles } from '../../words/approval-words.ts';
import { approver } from '../../words/obligation-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { eitherOf, timeOfDay } from '../in-language.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { isTicked } from '../sign.ts';
import { answer, saidNo } from './answer.ts';
import { roleList } from './approval-form.ts';
import { formHead } from './form-head.ts';
import { tickBox } from './tick-box.ts';

/** For whoever is asked to approve what another person explained: whose words these are, and a tick of one's own. */
export function secondForm(
  session: Session,
  changeSet: ChangeSetView,
  request: RequestView,
  hunk: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): readonly Child[] {
  if (finding.obligation !== 'approve') return [note('unanswered', l10n.t`${request.by} has not answered this.`)];
  const title = l10n.t`Approval by ${approver(finding)}`;
  if (finding.acknowledgement === null)
    return [
      formHead('approve', title, l10n.t('not explained')),
      note(
        'unexplained',
        l10n.t`${request.by} has not explained this yet. An approval is a signature under an explanation.`,
      ),
    ];
  return [
    formHead('approve', title, l10n.t`asked ${timeOfDay(request.askedAt)}`),
    answer(session, finding),
    saidNo(finding.approval?.declined ?? null),
    roleList(finding.approval),
    yours(session, changeSet, request, hunk, finding, dispatch),
  ];
}

const note = (key: string, text: string): VElement => h('p', { key, class: 'must' }, [text]);

function yours(
  session: Session,
  changeSet: ChangeSetView,
  { key, whyNot }: RequestView,
  hunk: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): Child {
  const { fingerprint, message, presence, approval } = finding;
  if (approval?.yours === 'unsealed')
    return note('unsealed', l10n.t('You have approved this, and the seal is missing.'));
  // Why nothing of it is theirs stands at the foot.
  if (approval?.yours !== 'open')
    return note('others', whyNotYours(finding, key, whyNot === null ? hunk.blockedBecause : null));
  const label = { shown: l10n.t('I approve this'), spoken: l10n.t`I approve this: ${message}` };
  const isOn = isTicked(session, changeSet.id, hunk.id, fingerprint);
  return [
    tickBox(label, `acknowledge:${fingerprint}`, isOn, () => dispatch({ kind: 'acknowledge', fingerprint })),
    presence && note('touch', l10n.t('Your security key must be touched for it: the gate counts no other signature.')),
  ];
}

/** Said where the tick would be. */
function whyNotYours(
  { presence, approval, role }: FindingView,
  key: RequestView['key'],
  whyNot: string | null,
): string {
  if (whyNot !== null) return whyNot;
  if (presence && key !== null && !key.isSecurityKey)
    return l10n.t`The policy demands a touch of a security key here, and ${key.fingerprint} is none. Sign with one that is in .countersign/allowed_signers: git config user.signingkey.`;
  const missing = missingRoles(approval);
  if (isWithoutHolder(missing)) return l10n.t('Nobody holds this role yet.');
  const holders = [...new Set(missing.flatMap((each) => each.holders))];
  return l10n.t`${eitherOf(holders)} can approve it, with a key that holds ${approver({ role })}.`;
}
