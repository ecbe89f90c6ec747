import * as l10n from '@vscode/l10n';
import type { SessionView } from '../../../server/src/protocol/agent-session.ts';
import { h, type VElement } from '../dom.ts';
import { count, number } from '../in-language.ts';
import { phrase } from '../phrase.ts';
import { toItem, type Act } from './items.ts';
import { button, fold } from './parts.ts';
import { stateWords } from './words.ts';

/** A session on one page: who works, what was said and done, and the box that a person writes in. */
export function toSessionPage(session: SessionView, said: string, act: Act): VElement {
  return h('main', { key: 'session', class: 'session' }, [
    head(session, act),
    h('p', { key: 'said', class: 'sr-only', at: { role: 'status', 'aria-live': 'polite' } }, [said]),
    h(
      'div',
      { key: 'log', class: 'log', at: { tabindex: 0, role: 'region', 'aria-label': l10n.t('What was said and done') } },
      [
        session.items.length === 0 && session.failure === null && opening(session),
        session.left > 0 &&
          h('p', { key: 'left', class: 'dim small' }, [
            count(
              session.left,
              l10n.t('1 earlier entry is no longer shown.'),
              l10n.t('{0} earlier entries are no longer shown.'),
            ),
          ]),
        h('ol', { key: 'items', class: 'items' }, [session.items.map((item) => toItem(item, session, act))]),
        session.failure !== null && failure(session.failure, act),
      ],
    ),
    h('footer', { key: 'foot', class: 'foot' }, [plan(session), promptForm(session, act)]),
  ]);
}

function head(session: SessionView, act: Act): VElement {
  const { agent, command, folder, state } = session;
  const isBusy = state === 'working' || state === 'stopping';
  return h('header', { key: 'head', class: 'session-head' }, [
    h('div', { key: 'who', class: 'grow' }, [
      h('h1', {}, [agent]),
      h('p', { class: 'dim small' }, phrase(l10n.t('{0} in {1}'), h('code', {}, [command]), folder)),
    ]),
    h('span', { key: 'state', class: `state is-${state}` }, [stateWords[state]]),
    isBusy && button('stop', state === 'stopping' ? l10n.t('End Agent') : l10n.t('Stop'), () => act({ kind: 'stop' })),
    state === 'ended' &&
      session.failure === null &&
      button('restart', l10n.t('Start Again'), () => act({ kind: 'restart' })),
  ]);
}

function opening({ agent, state }: SessionView): VElement {
  const words =
    state === 'starting'
      ? l10n.t`${agent} is starting.`
      : l10n.t`Edits that ${agent} asks about are held where your rules say so, and wait in the review panel. Whatever else it writes is reviewed there afterwards. Other things that it asks are asked here.`;
  return h('p', { key: 'opening', class: 'dim opening' }, [words]);
}

function failure({ message, fix, output }: NonNullable<SessionView['failure']>, act: Act): VElement {
  return h('section', { key: 'failure', class: 'failure', at: { 'aria-label': l10n.t('Why the session has ended') } }, [
    h('h2', {}, [message]),
    h('p', {}, [fix]),
    fold('output', l10n.t('What it wrote last'), output),
    h('div', { key: 'actions', class: 'actions' }, [
      button('again', l10n.t('Start Again'), () => act({ kind: 'restart' }), 'primary'),
    ]),
  ]);
}

function plan({ plan: steps }: SessionView): VElement | null {
  if (steps.length === 0) return null;
  const done = steps.filter(({ status }) => status === 'completed').length;
  const marks = { pending: l10n.t('to do'), in_progress: l10n.t('now'), completed: l10n.t('done') } as const;
  return h('details', { key: 'plan', class: 'plan' }, [
    h('summary', { key: 'summary' }, [l10n.t`Plan: ${number(done)} of ${number(steps.length)} done`]),
    h('ol', {}, [
      steps.map(({ text, status }, index) =>
        h('li', { key: `${index}`, class: `step is-${status}` }, [
          h('span', { class: 'tag' }, [marks[status]]),
          h('span', { class: 'words' }, [text]),
        ]),
      ),
    ]),
  ]);
}

function promptForm({ agent, state }: SessionView, act: Act): VElement {
  const isReady = state === 'ready';
  const send = (box: HTMLTextAreaElement | null): void => {
    if (!isReady || box === null || box.value.trim() === '') return;
    act({ kind: 'prompt', text: box.value });
    box.value = '';
  };
  return h('div', { key: 'prompt', class: 'prompt' }, [
    h(
      'textarea',
      {
        key: 'box',
        at: {
          rows: 3,
          'aria-label': l10n.t`What ${agent} is to do. Enter sends it, Shift and Enter begins a new line.`,
          placeholder: isReady ? l10n.t`Ask ${agent} for a change` : stateWords[state],
          // Not disabled: that would take the focus from whoever writes.
          readonly: state === 'ended' ? true : null,
          'aria-disabled': state === 'ended' ? 'true' : null,
        },
        on: {
          keydown: (event) => {
            const { key, shiftKey, isComposing } = event as KeyboardEvent;
            if (key !== 'Enter' || shiftKey || isComposing) return;
            event.preventDefault();
            send(event.currentTarget as HTMLTextAreaElement | null);
          },
        },
      },
      [],
    ),
    h(
      'button',
      {
        key: 'send',
        class: 'button primary',
        at: { type: 'button', 'aria-disabled': isReady ? null : 'true' },
        on: {
          click: (event) =>
            send((event.currentTarget as Element | null)?.parentElement?.querySelector('textarea') ?? null),
        },
      },
      [l10n.t('Send')],
    ),
  ]);
}
