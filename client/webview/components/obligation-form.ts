import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { canChange } from '../../words/change-words.ts';
import { reopenedWords } from '../announce.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { findingKey, type Session } from '../session.ts';
import { capital, timeOfDay } from '../in-language.ts';
import { acknowledgeAll, openAlike } from './alike.ts';
import { answer } from './answer.ts';
import { approvalForm } from './approval-form.ts';
import { changeAnswer } from './change-answer.ts';
import { button, link } from './button.ts';
import { explainForm } from './explain-form.ts';
import { formHead } from './form-head.ts';
import { secondForm } from './second-form.ts';
import { tickBox } from './tick-box.ts';

/** The last part of a card: what is asked about this one finding, or what was answered. */
export function obligationForm(
  session: Session,
  changeSet: ChangeSetView,
  hunk: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): VElement | null {
  const body = toBody(session, changeSet, hunk, finding, dispatch);
  if (body === null) return null;
  const height = finding.state === 'settled' ? session.heights.get(finding.fingerprint) : undefined;
  return h(
    'div',
    {
      key: 'form',
      class: 'obligation-form',
      at: { 'data-form': finding.fingerprint },
      style: height === undefined ? {} : { 'min-height': `${height}px` },
    },
    body,
  );
}

function toBody(
  session: Session,
  changeSet: ChangeSetView,
  shown: HunkView,
  finding: FindingView,
  dispatch: Dispatch,
): readonly Child[] | null {
  const { id: hunk, outcome } = shown;
  if (finding.obligation === 'none') return null;
  const change = changeLink(changeSet, shown, finding, dispatch);
  if (finding.state === 'settled') return answer(session, finding, change);
  if (changeSet.request !== null) return secondForm(session, changeSet, changeSet.request, shown, finding, dispatch);
  if (outcome !== null) return null; // decided without it: nothing can be settled any more
  const reopened = finding.state === 'reopened' ? reopenedNote(finding, dispatch) : [];
  const group = openAlike(changeSet, finding);
  switch (finding.obligation) {
    case 'acknowledge':
      return [
        reopened,
        acknowledgeBox(session, hunk, finding, dispatch),
        touchNote(finding),
        group !== null && acknowledgeAll(finding, group, dispatch),
      ];
    case 'explain':
      return [
        reopened,
        formHead('explain', l10n.t('Explain'), l10n.t('reason and words')),
        touchNote(finding),
        explainForm(session, hunk, finding, dispatch, group),
      ];
    case 'approve':
      return [reopened, approvalForm(session, hunk, finding, change, dispatch)];
    case 'block':
      return [reopened, blocked(finding, dispatch)];
  }
}

/** While nothing of it is recorded. */
function changeLink(changeSet: ChangeSetView, hunk: HunkView, finding: FindingView, dispatch: Dispatch): Child {
  if (!canChange(changeSet, hunk, finding)) return null;
  const { fingerprint, message } = finding;
  return changeAnswer(fingerprint, l10n.t`Change the answer: ${message}`, dispatch);
}

/** Said before, not after the gate has refused. */
function touchNote({ presence }: FindingView): VElement | null {
  if (!presence) return null;
  return h('p', { key: 'touch', class: 'must' }, [
    l10n.t('Seal it with a security key, and touch it: the policy counts no other signature here.'),
  ]);
}

function acknowledgeBox(
  { asked }: Session,
  hunk: string,
  { fingerprint, message }: FindingView,
  dispatch: Dispatch,
): VElement {
  const label = { shown: l10n.t('I have seen this'), spoken: l10n.t`I have seen this: ${message}` };
  const isTicked = asked.has(findingKey(hunk, fingerprint));
  return tickBox(label, `acknowledge:${fingerprint}`, isTicked, () => dispatch({ kind: 'acknowledge', fingerprint }));
}

function blocked({ fix, setBy }: FindingView, dispatch: Dispatch): readonly Child[] {
  return [
    formHead('block', l10n.t('Blocked by policy'), l10n.t('nobody can accept this')),
    h('p', { key: 'must', class: 'must' }, [
      fix === '' ? '' : `${fix} `,
      l10n.t('The policy yields only to changed code, or to an exception that is on the base branch.'),
    ]),
    h('div', { key: 'actions', class: 'actions' }, [
      link([setBy.source], dispatch, { kind: 'open-rule', source: setBy.source }),
    ]),
  ];
}

/** The bytes changed: what was said no longer holds, and is not lost. */
function reopenedNote(finding: FindingView, dispatch: Dispatch): readonly Child[] {
  const { draft, fingerprint, acknowledgement } = finding;
  return [
    h('div', { key: 'reopened', class: 'form-head' }, [
      icon('refresh'),
      h('b', {}, [capital(reopenedWords({ ...finding, draft: null }).replace(/\.$/, ''))]),
      acknowledgement !== null && h('span', { class: 'state nums' }, [timeOfDay(acknowledgement.at)]),
    ]),
    h('p', { key: 'reopened-note', class: 'note' }, [
      draft === null
        ? l10n.t('An acknowledgement holds for exact bytes.')
        : l10n.t('An explanation holds for exact bytes. Yours is kept as a draft.'),
    ]),
    draft !== null && h('blockquote', { key: 'reopened-draft', class: 'small' }, [`“${draft.words}”`]),
    h('div', { key: 'reopened-actions', class: 'actions' }, [
      draft !== null &&
        button(
          'secondary',
          [l10n.t('Use these words again')],
          dispatch,
          { kind: 'draft', fingerprint, words: draft.words, reason: draft.reason },
          { key: 'again' },
        ),
      link([l10n.t('See what changed')], dispatch, { kind: 'open-diff' }),
    ]),
  ];
}
