import * as l10n from '@vscode/l10n';
import type {
  EditState,
  QuestionItem,
  QuestionOption,
  SessionAction,
  SessionItem,
  SessionView,
  SpokenItem,
  ToolItem,
} from '../../../server/src/protocol/agent-session.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { phrase } from '../phrase.ts';
import { button, fold } from './parts.ts';
import { editWords, kindWord, statusWords } from './words.ts';

export type Act = (action: SessionAction) => void;
export function toItem(item: SessionItem, session: SessionView, act: Act): VElement {
  const isOpen = item.kind === 'question' && item.answer === null;
  const shape = classes('entry', `is-${item.kind}`, isOpen && 'is-open');
  return h('li', { key: `${item.kind} ${item.id}`, class: shape }, toParts(item, session, act));
}

function toParts(item: SessionItem, session: SessionView, act: Act): readonly Child[] {
  switch (item.kind) {
    case 'tool':
      return tool(item, act);
    case 'question':
      return question(item, session, act);
    case 'thought':
      return [
        h('details', { key: 'thought' }, [
          h('summary', { key: 'summary', class: 'dim' }, [l10n.t('Thought')]),
          h('p', { class: 'words dim' }, [item.text]),
        ]),
      ];
    case 'person':
    case 'agent':
    case 'note':
      return spoken(item, session);
  }
}

function spoken({ kind, text }: SpokenItem, { agent }: SessionView): readonly Child[] {
  if (kind === 'note') return [h('p', { key: 'note', class: 'dim small' }, [text])];
  return [
    h('h2', { key: 'who', class: 'who small' }, [kind === 'person' ? l10n.t('You') : agent]),
    h('p', { key: 'words', class: 'words' }, [text]),
  ];
}

/** What is given first is the answer that promises least. */
const order: readonly QuestionOption['kind'][] = ['allow_once', 'reject_once', 'allow_always', 'reject_always'];

/** The state at `{0}`. */
const becameWords: Readonly<Record<EditState, string>> = {
  asked: l10n.t('{0}: nothing is written yet.'),
  allowed: l10n.t('{0}: no rule holds it. It is reviewed afterwards.'),
  accepted: '{0}.',
  amended: '{0}.',
  refused: '{0}.',
};

function tool(item: ToolItem, act: Act): readonly Child[] {
  const { id, title, toolKind, status, places, output } = item;
  return [
    h('div', { key: 'line', class: 'tool-line' }, [
      h('span', { key: 'kind', class: 'tag' }, [kindWord(toolKind)]),
      h('span', { key: 'title', class: 'grow words' }, [title]),
      h('span', { key: 'status', class: `dim small nowrap is-${status}` }, [statusWords[status]]),
    ]),
    places.length > 0 &&
      h('p', { key: 'places', class: 'places small' }, [
        places.map(({ path, name }, index) =>
          h(
            'button',
            {
              key: path,
              class: 'link',
              at: { type: 'button' },
              on: { click: () => act({ kind: 'open-file', tool: id, place: index }) },
            },
            [name],
          ),
        ),
      ]),
    edit(item, act),
    fold('output', l10n.t('Output'), output),
  ];
}

/** What became of the edit: the word carries it, not a colour. */
function edit({ edit: become }: ToolItem, act: Act): Child {
  if (become === null) return null;
  const { state, reason } = become;
  return h('div', { key: 'edit', class: `edit is-${state}` }, [
    h('p', { key: 'word' }, phrase(becameWords[state], h('b', {}, [editWords[state]]))),
    reason !== '' && h('p', { key: 'reason', class: 'words small' }, [reason]),
    (state === 'asked' || state === 'refused') &&
      h('div', { key: 'actions', class: 'actions' }, [
        button(
          'review',
          l10n.t('Open Review'),
          () => act({ kind: 'open-review' }),
          state === 'asked' ? 'primary' : 'secondary',
        ),
      ]),
  ]);
}

function question(item: QuestionItem, { agent }: SessionView, act: Act): readonly Child[] {
  const { id, title, detail, input, options, answer } = item;
  const chosen = options.find((option) => option.id === answer);
  const ordered = options.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  const choose = (option: string) => (): void => act({ kind: 'answer', question: id, option });
  return [
    h('h2', { key: 'asks', class: 'small' }, [l10n.t`${agent} asks for leave`]),
    h('p', { key: 'title', class: 'words' }, [title]),
    detail !== '' && h('pre', { key: 'detail', class: 'output', at: { tabindex: 0 } }, [detail]),
    fold('input', l10n.t('All arguments'), input),
    answer === null
      ? h('div', { key: 'options', class: 'actions', at: { role: 'group', 'aria-label': l10n.t('Your answer') } }, [
          ordered.map((option) =>
            button(option.id, option.name, choose(option.id), option.kind === 'allow_once' ? 'primary' : 'secondary'),
          ),
        ])
      : h('p', { key: 'answer', class: 'dim small' }, [
          chosen ? l10n.t`You answered: ${chosen.name}` : l10n.t('No longer asked.'),
        ]),
  ];
}
