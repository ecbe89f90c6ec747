import * as l10n from '@vscode/l10n';
import type { FindingView, ReasonWord } from '../../../server/src/protocol/view.ts';
import { h, valueOf, type Child, type VElement } from '../dom.ts';
import type { Dispatch } from '../intent.ts';
import { findDraft, findingKey, type Session } from '../session.ts';
import { explainAll, type OpenAlike } from './alike.ts';
import { button } from './button.ts';

/** Enough to offer, few enough to read. */
const mostSuggestions = 3;

/** A reason and words, both by hand. Earlier words are offered and go in only when they are pressed. */
export function explainForm(
  session: Session,
  hunk: string,
  finding: FindingView,
  dispatch: Dispatch,
  alike: OpenAlike | null = null,
): readonly Child[] {
  const { view, state, asked } = session;
  const { fingerprint } = finding;
  const draft = state.changeSet === null ? undefined : findDraft(state, state.changeSet, hunk, fingerprint);
  const reason = draft?.reason ?? null;
  const words = draft?.words ?? '';
  const isAsked = asked.has(findingKey(hunk, fingerprint));
  const missing = whatIsMissing(reason, words);
  return [
    field(
      'reason',
      l10n.t('Reason'),
      h(
        'vscode-single-select',
        {
          key: 'reason',
          class: 'select',
          at: { 'data-focus': `reason:${fingerprint}` },
          set: { label: l10n.t('Reason'), value: reason ?? '' },
          on: {
            change: (event) => dispatch({ kind: 'draft', fingerprint, reason: toReason(session, event) }),
            focusin: openWhereRoomIs,
            pointerdown: openWhereRoomIs,
          },
        },
        [
          h('vscode-option', { key: 'none', at: { value: '' } }, [l10n.t('Choose a reason')]),
          view.reasons.map(({ code, title }) => h('vscode-option', { key: code, at: { value: code } }, [title])),
        ],
      ),
    ),
    field(
      'words',
      l10n.t('Words'),
      h('vscode-textarea', {
        key: 'words',
        class: 'textarea',
        at: { 'data-focus': `words:${fingerprint}`, rows: 2 },
        set: { label: l10n.t('Words'), placeholder: l10n.t('What should an auditor read in a year?'), value: words },
        on: { input: (event) => dispatch({ kind: 'draft', fingerprint, words: valueOf(event) }) },
      }),
      suggestions(session, finding, words, dispatch),
    ),
    h('div', { key: 'actions', class: 'actions' }, [
      button(
        'secondary',
        [l10n.t('Record explanation')],
        dispatch,
        { kind: 'explain', fingerprint },
        { isOff: missing !== null || isAsked, describedBy: `note-${fingerprint}` },
      ),
      alike !== null && explainAll(fingerprint, alike, missing !== null || isAsked, dispatch),
      h('span', { class: 'note', at: { id: `note-${fingerprint}` } }, [
        isAsked ? l10n.t('being recorded') : (missing ?? (alike === null ? l10n.t('for this finding only') : '')),
      ]),
    ]),
  ];
}

function whatIsMissing(reason: ReasonWord | null, words: string): string | null {
  const hasWords = words.trim() !== '';
  if (reason === null) return hasWords ? l10n.t('a reason is missing') : l10n.t('a reason and words are missing');
  return hasWords ? null : l10n.t('a few words are missing');
}

const field = (key: string, label: string, ...controls: readonly Child[]): VElement =>
  h('div', { key: `field-${key}`, class: 'field' }, [
    h('span', { class: 'label', at: { 'aria-hidden': 'true' } }, [label]),
    controls,
  ]);

/** The element's own list does not look for room. */
function openWhereRoomIs({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLElement)) return;
  const listHeight = 160;
  const { top, bottom } = currentTarget.getBoundingClientRect();
  const isTight = window.innerHeight - bottom < listHeight && top > listHeight;
  Reflect.set(currentTarget, 'position', isTight ? 'above' : 'below');
}

function toReason({ view }: Session, event: Event): ReasonWord | null {
  const value = valueOf(event);
  return view.reasons.find(({ code }) => code === value)?.code ?? null;
}

function suggestions(
  { view }: Session,
  { detectorId, fingerprint }: FindingView,
  words: string,
  dispatch: Dispatch,
): VElement | null {
  const offered = view.suggestions
    .filter((other) => other.detectorId === detectorId && other.words !== words)
    .slice(0, mostSuggestions);
  if (offered.length === 0) return null;
  return h(
    'div',
    { key: 'suggestions', class: 'suggestions', at: { role: 'group', 'aria-label': l10n.t('Earlier words') } },
    [
      h('span', { class: 'small dim', at: { 'aria-hidden': 'true' } }, [l10n.t('From earlier')]),
      offered.map(({ words: earlier }, index) =>
        h(
          'button',
          {
            key: String(index),
            class: 'suggestion',
            at: { type: 'button' },
            on: { click: () => dispatch({ kind: 'draft', fingerprint, words: earlier }) },
          },
          [earlier],
        ),
      ),
    ],
  );
}
