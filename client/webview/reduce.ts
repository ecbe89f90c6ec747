import * as l10n from '@vscode/l10n';
import { copyRequest, fetchApprovals, goToRequest, requestApproval } from './ask-others.ts';
import {
  accept,
  acknowledge,
  acknowledgeAlike,
  cancelReject,
  explain,
  goToWords,
  keepDraft,
  keepRejectWords,
  openDiff,
  readOn,
  reject,
  sendBack,
  startReject,
  undo,
  undoHunk,
} from './decide.ts';
import { stepHeld } from './held.ts';
import { changeKept, closeKept, copyKept, keepWords, leaveKept } from './kept-words.ts';
import { cancelSign, dropSignedTicks, keepSignWords, sign, startSign } from './sign.ts';
import { type Effect, focus, type Intent, type IntentOf, post, say, type Step } from './intent.ts';
import {
  backToQueue,
  changeFilter,
  leaveFilter,
  openHunk,
  openNextOf,
  startFilter,
  stepChangeSet,
  stepFinding,
  stepHunk,
  toggleDetails,
  toggleGroup,
} from './navigate.ts';
import { receiveAnswer } from './receive-answer.ts';
import { dropSettledDrafts, receiveReveal, receiveView, selectFirst } from './receive.ts';
import type { Session } from './session.ts';
import { tick } from './tick.ts';
import { acceptWithoutFindings, dropRejectAll, startRejectAll, undoLast } from './together.ts';
import { takeBackWords, withdraw } from './withdraw.ts';

type Transitions = { readonly [Kind in Intent['kind']]: (session: Session, intent: IntentOf<Kind>) => Step };

const stay = (session: Session, ...effects: readonly Effect[]): Step => ({ session, effects });

/** What follows from each intent. */
const transitions: Transitions = {
  view(session, intent) {
    // Whoever is typing stays where they are.
    const step = receiveView(intent.isTyping ? { ...session, accepting: null } : session, intent);
    const received = { ...step, session: dropSignedTicks(dropSettledDrafts(step.session)) };
    const kept = keepWords(session, received, intent.field);
    return takeBackWords({ ...kept, session: dropRejectAll(kept.session) });
  },
  answer: receiveAnswer,
  copied: (session) => stay(session, say(l10n.t('Command copied.'))),
  reveal: receiveReveal,

  'open-hunk': (session, { hunk, fingerprint }) => openHunk(session, hunk, fingerprint),
  'open-next-of': openNextOf,
  'back-to-queue': backToQueue,
  'step-finding': stepFinding,
  'step-hunk': stepHunk,
  'step-file': stepHunk,
  'step-change-set'(session, intent) {
    const step = stepChangeSet(session, intent);
    return { ...step, session: selectFirst(step.session) };
  },
  'step-held': stepHeld,
  'toggle-details': (session, { fingerprint }) => toggleDetails(session, fingerprint),
  'toggle-group': (session, { name }) => toggleGroup(session, name),
  'start-filter': startFilter,
  'leave-filter': leaveFilter,
  'clear-filter': (session) => changeFilter(session, () => null),
  'filter-text': (session, { text }) => changeFilter(session, (filter) => ({ ...filter, text })),
  'filter-facet': (session, { facet }) =>
    changeFilter(session, (filter) => {
      const facets = filter.facets.includes(facet)
        ? filter.facets.filter((other) => other !== facet)
        : [...filter.facets, facet];
      return { ...filter, facets };
    }),
  'filter-open': (session) => changeFilter(session, (filter) => ({ ...filter, isOpenOnly: !filter.isOpenOnly })),
  'filter-context': (session) =>
    changeFilter(session, (filter) => ({ ...filter, isContextOnly: !filter.isContextOnly })),
  'show-keys': (session, { areShown }) => stay({ ...session, areKeysShown: areShown }),
  resize: (session, { isWide, isLow }) => stay(selectFirst({ ...session, isWide, isLow })),
  settings: (session, { settings }) => stay({ ...session, settings }),
  'read-on': readOn,
  tick,
  scroll: (session, { part, top }) =>
    stay({ ...session, state: { ...session.state, scroll: { ...session.state.scroll, [part]: top } } }),
  window: (session, { from, to }) => stay({ ...session, window: { from, to } }),
  'active-row': (session, { row, takesFocus }) =>
    stay({ ...session, activeRow: row }, ...(takesFocus ? [focus(`row:${row}`)] : [])),

  acknowledge,
  'acknowledge-alike': acknowledgeAlike,
  draft: keepDraft,
  explain,
  'request-approval': requestApproval,
  'fetch-approvals': fetchApprovals,
  'copy-request': copyRequest,
  'go-to-request': goToRequest,
  'go-to-words': (session, { fingerprint }) => goToWords(session, fingerprint),
  accept,
  'accept-without-findings': acceptWithoutFindings,
  'analyse-again': (session) => askOfSet(session, 'analyse-again'),
  dismiss: (session) => askOfSet(session, 'dismiss'),
  undo,
  'undo-hunk': undoHunk,
  'undo-last': undoLast,
  withdraw,
  'send-back': sendBack,
  'start-sign': startSign,
  'cancel-sign': cancelSign,
  'sign-words': (session, { words }) => keepSignWords(session, words),
  sign,
  'start-reject': startReject,
  'start-reject-all': startRejectAll,
  'cancel-reject': cancelReject,
  reject,
  'reject-words': (session, { words }) => keepRejectWords(session, words),
  'kept-words': (session, { words }) => changeKept(session, words),
  'copy-kept': copyKept,
  'leave-kept': leaveKept,
  'close-kept': closeKept,

  'open-diff': openDiff,
  'open-all-diffs': (session) =>
    session.state.changeSet === null
      ? stay(session)
      : stay(session, post({ kind: 'open-all-diffs', changeSet: session.state.changeSet })),
  'open-place': (session, { place }) =>
    session.state.changeSet === null
      ? stay(session)
      : stay(session, post({ kind: 'open-place', place, changeSet: session.state.changeSet })),
  'open-rule': (session, { source }) => stay(session, post({ kind: 'open-rule', source })),
  command: (session, intent) => stay(session, post(intent)),
  say: (session, { text }) => stay(session, say(text)),
};

export function reduce(session: Session, intent: Intent): Step {
  const transition = transitions[intent.kind] as (session: Session, intent: Intent) => Step;
  return numbered(withRefusal(session, transition(session, intent)));
}

/** Whoever comes back to a change set sees why something was not done there. */
function withRefusal(before: Session, { session, effects }: Step): Step {
  const { changeSet } = session.state;
  const refused = changeSet === null ? undefined : session.refusedElsewhere.get(changeSet);
  if (refused === undefined || changeSet === before.state.changeSet) return { session, effects };
  const refusedElsewhere = new Map([...session.refusedElsewhere].filter(([id]) => id !== changeSet));
  return { session: { ...session, refused, refusedElsewhere }, effects };
}

/** What is sent and never answered is not remembered for ever. */
const mostActs = 100;

/** What is sent has the number that its transition knew as the next. */
function numbered({ session, effects }: Step): Step {
  const act = session.nextAct;
  if (!effects.some(({ kind }) => kind === 'post')) return { session, effects };
  const on = effects.flatMap((effect) =>
    effect.kind === 'post' && 'changeSet' in effect.action ? [effect.action.changeSet] : [],
  );
  const actsOn = new Map([...session.actsOn, ...on.map((id) => [act, id ?? ''] as const)].slice(-mostActs));
  return {
    session: { ...session, nextAct: act + 1, actsOn },
    effects: effects.map((effect) =>
      effect.kind === 'post' ? { ...effect, action: { ...effect.action, act } } : effect,
    ),
  };
}

function askOfSet(session: Session, kind: 'analyse-again' | 'dismiss'): Step {
  const { changeSet } = session.state;
  return changeSet === null ? stay(session) : stay({ ...session, refused: null }, post({ kind, changeSet }));
}
