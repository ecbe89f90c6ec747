import type { ApprovalView, FindingView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { approvalPart, findingKey, type Session } from '../session.ts';
import { timeOfDay } from '../words.ts';
import { answer } from './answer.ts';
import { button, link } from './button.ts';
import { explainForm } from './explain-form.ts';
import { formHead } from './form-head.ts';

/** The author explains, asks, and waits for another person. Nothing here pretends to be that person. */
export function approvalForm(
  session: Session,
  hunk: string,
  finding: FindingView,
  dispatch: Dispatch,
): readonly Child[] {
  const who = finding.role ?? 'another person';
  const { approval } = finding;
  const title = `Approval by ${who}`;
  if (finding.state !== 'waiting')
    return [
      formHead('approve', title, 'explain it first'),
      holders(finding),
      explainForm(session, hunk, finding, dispatch),
    ];
  const isAsked = approval !== null && approval.askedAt !== null;
  return [
    formHead('approve', title, isAsked ? 'asked for' : 'not asked for'),
    answer(session, finding),
    isAsked ? waiting(session, hunk, finding, approval, dispatch) : asking(session, hunk, finding, dispatch),
  ];
}

function holders({ approval, presence }: Pick<FindingView, 'approval' | 'presence'>): VElement {
  const names = approval?.holders ?? [];
  return h('p', { key: 'holders', class: 'must' }, [
    names.length === 0
      ? 'Nobody holds this role: no key in .countersign/allowed_signers of the base branch is named for it. Until one is, this hunk can be rejected or changed, not accepted.'
      : `${listed(names)} can approve it with a signature. Not you: whoever drove the agent is one party with it.`,
    presence ? ' Their security key must be touched for it: the gate counts no other signature.' : '',
  ]);
}

const mostNames = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}`;
}

/** Contents leave this machine only when that is what was pressed. */
function asking({ asked }: Session, hunk: string, finding: FindingView, dispatch: Dispatch): readonly Child[] {
  const { fingerprint } = finding;
  const isAsking = asked.has(findingKey(hunk, approvalPart));
  const describedBy = `request-${fingerprint}`;
  return [
    holders(finding),
    h('div', { key: 'ask', class: 'actions' }, [
      button(
        'secondary',
        ['Request approval'],
        dispatch,
        { kind: 'request-approval', contents: 'without' },
        { key: 'request', isOff: isAsking, describedBy, focus: `request:${fingerprint}` },
      ),
      button(
        'secondary',
        ['Request with files'],
        dispatch,
        { kind: 'request-approval', contents: 'with' },
        { key: 'request-with', isOff: isAsking, describedBy },
      ),
    ]),
    h('p', { key: 'sent', class: 'note', at: { id: describedBy } }, [
      isAsking
        ? 'Being signed and sent.'
        : 'Sent to the remote: your words, places and hashes of everything explained here. The text of the files only with the second button; without it, push the branch too.',
    ]),
  ];
}

function waiting(
  { asked }: Session,
  hunk: string,
  { role, fingerprint, presence }: FindingView,
  { askedAt, command, declined, holders: names }: ApprovalView,
  dispatch: Dispatch,
): readonly Child[] {
  const isLooking = asked.has(findingKey(hunk, approvalPart));
  return [
    h('p', { key: 'waiting', class: 'must' }, [
      `Waiting for approval by ${role ?? 'another person'}, asked at ${timeOfDay(askedAt ?? '')}. ${
        names.length === 0
          ? 'Nobody holds this role yet.'
          : `${listed(names)} can give it, in a terminal of their clone${presence ? ', with a touch of their security key' : ''}.`
      }`,
    ]),
    declined !== null &&
      h('div', { key: 'declined', class: 'declined' }, [
        icon('warning'),
        h('div', {}, [
          h('b', {}, [`${declined.by} said no`]),
          h('small', { class: 'nums' }, [timeOfDay(declined.at)]),
          declined.words !== '' && h('blockquote', {}, [`“${declined.words}”`]),
        ]),
      ]),
    command !== null && h('p', { key: 'command', class: 'run' }, ['Run: ', h('code', {}, [command])]),
    h('div', { key: 'wait', class: 'actions' }, [
      button(
        'secondary',
        ['Look again'],
        dispatch,
        { kind: 'fetch-approvals' },
        { key: 'look', isOff: isLooking, focus: `request:${fingerprint}` },
      ),
      button('secondary', ['Copy command'], dispatch, { kind: 'copy-request' }, { key: 'copy' }),
      link(['Send again'], dispatch, { kind: 'request-approval', contents: 'without' }),
      isLooking && h('span', { key: 'looking', class: 'note' }, ['looking']),
    ]),
  ];
}
