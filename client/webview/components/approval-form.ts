import * as l10n from '@vscode/l10n';
import type { ApprovalView, FindingView, RoleView } from '../../../server/src/protocol/view.ts';
import { isWithoutHolder, missingRoles, roleWords } from '../../words/approval-words.ts';
import { approver } from '../../words/obligation-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { findingKey, lookPart, requestPart, slowKeys, type Session } from '../session.ts';
import { answer, saidNo } from './answer.ts';
import { button, link } from './button.ts';
import { explainForm } from './explain-form.ts';
import { formHead } from './form-head.ts';
import { eitherOf, number, timeOfDay } from '../in-language.ts';
import { phrase } from '../phrase.ts';

/** The author explains, asks, and waits for another person. Nothing here pretends to be that person. */
export function approvalForm(
  session: Session,
  hunk: string,
  finding: FindingView,
  change: Child,
  dispatch: Dispatch,
): readonly Child[] {
  const { approval } = finding;
  const title = l10n.t`Approval by ${approver(finding)}`;
  if (finding.state !== 'waiting')
    return [
      formHead('approve', title, l10n.t('explain it first')),
      ...holders(finding),
      explainForm(session, hunk, finding, dispatch),
    ];
  const isAsked = approval !== null && approval.askedAt !== null;
  return [
    formHead('approve', title, isAsked ? l10n.t('asked for') : l10n.t('not asked for')),
    answer(session, finding, change),
    isAsked ? waiting(session, hunk, finding, approval, dispatch) : asking(session, hunk, finding, dispatch),
  ];
}

function holders({ approval, presence }: Pick<FindingView, 'approval' | 'presence'>): readonly Child[] {
  const missing = missingRoles(approval);
  const only = onlyRole(approval);
  return [
    roleList(approval),
    h('p', { key: 'holders', class: 'must' }, [
      isWithoutHolder(missing)
        ? l10n.t(
            'Nobody holds this role: no key in .countersign/allowed_signers of the base branch is named for it. Until one is, this hunk can be rejected or changed, not accepted.',
          )
        : only !== null
          ? l10n.t`${listed(only.holders)} can approve it with a signature. Not you: whoever drove the agent is one party with it.`
          : l10n.t(
              'Each role approves with a signature of its own. Not you: whoever drove the agent is one party with it.',
            ),
      presence && ` ${l10n.t('Their security key must be touched for it: the gate counts no other signature.')}`,
    ]),
  ];
}

/** Where each of several must approve: which have not, and who can. Those that have stand with the answer. */
export function roleList(approval: ApprovalView | null): VElement | null {
  const missing = missingRoles(approval);
  if (onlyRole(approval) !== null || missing.length === 0) return null;
  const words = missing.map((each) => roleWords(each, { eitherOf: listed, timeOf: timeOfDay }));
  return h(
    'ul',
    { key: 'roles', class: 'must' },
    words.map((each) => h('li', {}, [each])),
  );
}

function onlyRole(approval: ApprovalView | null): RoleView | null {
  const [first, ...others] = approval?.roles ?? [];
  return first === undefined || others.length > 0 ? null : first;
}

const mostNames = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  const rest = names.length - shown.length;
  return eitherOf(rest > 0 ? [...shown, l10n.t`${number(rest)} more`] : shown);
}

/** Contents leave this machine only when that is what was pressed. */
function asking({ asked }: Session, hunk: string, finding: FindingView, dispatch: Dispatch): readonly Child[] {
  const { fingerprint } = finding;
  const isAsking = slowKeys(hunk).some((key) => asked.has(key));
  const describedBy = `request-${fingerprint}`;
  return [
    ...holders(finding),
    h('div', { key: 'ask', class: 'actions' }, [
      button(
        'secondary',
        [l10n.t('Request approval')],
        dispatch,
        { kind: 'request-approval', contents: 'without' },
        { key: 'request', isOff: isAsking, describedBy, focus: `request:${fingerprint}` },
      ),
      button(
        'secondary',
        [l10n.t('Request with files')],
        dispatch,
        { kind: 'request-approval', contents: 'with' },
        { key: 'request-with', isOff: isAsking, describedBy },
      ),
    ]),
    h('p', { key: 'sent', class: 'note', at: { id: describedBy } }, [
      isAsking
        ? l10n.t('Being signed and sent.')
        : l10n.t(
            'Sent to the remote: your words, places and hashes of everything explained here. The text of the files only with the second button; without it, push the branch too.',
          ),
    ]),
  ];
}

/** Empty: each of several roles says it for itself. */
function whoCanGive(approval: ApprovalView, presence: boolean): string {
  const only = onlyRole(approval);
  if (only === null) return '';
  const names = only.holders;
  if (names.length === 0) return l10n.t('Nobody holds this role yet.');
  return presence
    ? l10n.t`${listed(names)} can give it, in their editor or a terminal, with a touch of their security key.`
    : l10n.t`${listed(names)} can give it, in their editor or a terminal.`;
}

function waiting(
  { asked }: Session,
  hunk: string,
  { role, fingerprint, presence }: FindingView,
  approval: ApprovalView,
  dispatch: Dispatch,
): readonly Child[] {
  const { askedAt, command, declined } = approval;
  const isSending = asked.has(findingKey(hunk, requestPart));
  const isLooking = asked.has(findingKey(hunk, lookPart));
  return [
    roleList(approval),
    h('p', { key: 'waiting', class: 'must' }, [
      l10n.t`Waiting for approval by ${approver({ role })}, asked at ${timeOfDay(askedAt ?? '')}.`,
      ' ',
      whoCanGive(approval, presence),
    ]),
    saidNo(declined),
    command !== null && h('p', { key: 'command', class: 'run' }, phrase(l10n.t('Run: {0}'), h('code', {}, [command]))),
    h('div', { key: 'wait', class: 'actions' }, [
      button(
        'secondary',
        [l10n.t('Look again')],
        dispatch,
        { kind: 'fetch-approvals' },
        { key: 'look', isOff: isSending || isLooking, focus: `request:${fingerprint}` },
      ),
      command !== null &&
        button('secondary', [l10n.t('Copy command')], dispatch, { kind: 'copy-request', fingerprint }, { key: 'copy' }),
      link([l10n.t('Send again')], dispatch, { kind: 'request-approval', contents: 'without' }),
      (isSending || isLooking) &&
        h('span', { key: 'waits', class: 'note' }, [isSending ? l10n.t('being signed and sent') : l10n.t('looking')]),
    ]),
  ];
}
