import * as l10n from '@vscode/l10n';
import type { ChangeSetView, PanelView } from '../../../server/src/protocol/view.ts';
import { waitingRequestsWords } from '../../words/progress-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { count, number } from '../in-language.ts';
import { phrase } from '../phrase.ts';
import { analyseAgain } from '../words.ts';
import { button, link } from './button.ts';

/** A page of its own where there is nothing to decide. */
function notice(name: string, children: readonly Child[]): VElement {
  return h('section', { key: name, class: 'notice panel-body' }, children);
}

function title(text: string, lead: string): VElement {
  return h('div', { key: 'title' }, [h('h1', {}, [text]), lead !== '' && h('p', { class: 'lead' }, [lead])]);
}

export function foot(why: string, buttons: readonly Child[]): VElement {
  return h('footer', { key: 'actions', class: 'action-bar', at: { 'aria-label': l10n.t('Actions') } }, [
    h('p', { class: 'why', at: { id: 'why-line' } }, [icon('info'), h('span', {}, [why])]),
    h('div', { class: 'buttons' }, buttons),
  ]);
}

export function starting(): readonly VElement[] {
  return [
    notice('starting', [
      title(l10n.t('Starting'), l10n.t('The analysis server is being started. Nothing is held meanwhile.')),
    ]),
  ];
}

/** Counts, never a spinner where a count is known. */
export function analysing({ analysing }: PanelView, dispatch: Dispatch): readonly VElement[] {
  const { done, total, path } = analysing ?? { done: 0, total: 0, path: '' };
  return [
    notice('analysing', [
      h('div', { key: 'title' }, [
        h('h1', { class: 'nums' }, [count(total, l10n.t('Analysing 1 file'), l10n.t('Analysing {0} files'))]),
        h('p', { class: 'dim small clip', at: { title: path } }, [path]),
      ]),
      progressOf(done, total),
      h('p', { key: 'order', class: 'small dim' }, [
        l10n.t('The queue is shown when its order is final, so nothing moves under your pointer.'),
      ]),
    ]),
    foot(l10n.t('What was not analysed cannot be accepted. It can be analysed again.'), [
      button('secondary', [l10n.t('Cancel')], dispatch, cancelAnalysis, { key: 'cancel-analysis' }),
    ]),
  ];
}

function progressOf(done: number, total: number): VElement {
  return h('div', { key: 'progress', class: 'progress' }, [
    h('vscode-progress-bar', {
      key: 'bar',
      class: 'analysing-bar',
      set: { ariaLabel: l10n.t('Files analysed'), value: done, max: Math.max(total, 1) },
    }),
    h('p', { class: 'progress-line nums' }, [
      h('b', {}, [total === 1 ? l10n.t`${number(done)} of 1 file` : l10n.t`${number(done)} of ${number(total)} files`]),
    ]),
  ]);
}

const cancelAnalysis = { kind: 'command', command: 'cancel-analysis' } as const;

/** Nothing was found out about these texts, and that is no clean bill. */
export function cancelledLine({ isCancelled }: ChangeSetView, dispatch: Dispatch): VElement | null {
  if (!isCancelled) return null;
  return h('p', { key: 'cancelled-line', class: 'banner', at: { role: 'status' } }, [
    icon('unknown'),
    h('span', {}, [
      l10n.t('Not analysed: cancelled. Nothing of this change set can be accepted before it was analysed.'),
      ' ',
      link([analyseAgain], dispatch, { kind: 'analyse-again' }, '', { 'data-focus': 'analyse-again' }),
    ]),
  ]);
}

/** Above a queue that is there already. */
export function analysingLine({ analysing }: PanelView, dispatch: Dispatch): VElement | null {
  if (analysing === null) return null;
  const { done, total, path } = analysing;
  return h('p', { key: 'analysing-line', class: 'banner nums', at: { title: path } }, [
    icon('refresh'),
    h('span', {}, [
      total === 1
        ? l10n.t`Analysing ${number(done)} of 1 file.`
        : l10n.t`Analysing ${number(done)} of ${number(total)} files.`,
      ' ',
      l10n.t('What it finds joins the end of the queue.'),
      ' ',
      link([l10n.t('Cancel')], dispatch, cancelAnalysis, '', { 'aria-label': l10n.t('Cancel the analysis') }),
    ]),
  ]);
}

/** Analysis only: nothing of the workspace is run, no agent is listened to. */
export function restricted(dispatch: Dispatch): readonly VElement[] {
  return [
    notice('restricted', [
      title(
        l10n.t('Restricted Mode'),
        l10n.t(
          'This workspace is not trusted. Countersign analyses text; it runs no Git, opens no socket and connects to no agent here.',
        ),
      ),
      h('p', { key: 'then', class: 'dim' }, [
        l10n.t('Trust the workspace to review what agents edit in it. Until then nothing can be accepted or recorded.'),
      ]),
    ]),
    foot(l10n.t('Nothing here was executed.'), [
      button(
        'secondary',
        [l10n.t('Open sample review')],
        dispatch,
        { kind: 'command', command: 'open-sample' },
        { key: 'sample' },
      ),
    ]),
  ];
}

export function restrictedLine(): VElement {
  return h('p', { key: 'restricted-line', class: 'banner' }, [
    icon('lock'),
    h('span', {}, [l10n.t('Restricted Mode: no Git, no agents. Trust this workspace to record decisions.')]),
  ]);
}

export function empty({ watching, waitingRequests }: PanelView, dispatch: Dispatch): readonly VElement[] {
  return [
    notice('empty', [
      title(
        l10n.t('Nothing to review yet'),
        l10n.t(
          'When an agent edits this workspace, you see here what the edit may now do, what data it touches and who it lets in, before you accept it.',
        ),
      ),
      h('ul', { key: 'facts', class: 'fact-list' }, [
        h('li', {}, [
          icon('check', 'good'),
          h('span', {}, [
            count(watching.files, l10n.t('1 file watched'), l10n.t('{0} files watched')),
            watching.ignored > 0 &&
              h('small', {}, [
                count(
                  watching.ignored,
                  l10n.t('1 file left out: ignored, generated or installed'),
                  l10n.t('{0} files left out: ignored, generated or installed'),
                ),
              ]),
          ]),
        ]),
        watching.baseline !== '' &&
          h('li', {}, [
            icon('check', 'good'),
            h('span', {}, phrase(l10n.t('Compared with {0}'), h('code', {}, [watching.baseline]))),
          ]),
      ]),
      h('div', { key: 'sample' }, [
        h('h2', {}, [l10n.t('See one now')]),
        h('p', { class: 'small dim' }, [l10n.t('A sample review in a window of its own. Nothing here is touched.')]),
        link([l10n.t('Open sample review')], dispatch, { kind: 'command', command: 'open-sample' }),
      ]),
      h('div', { key: 'agents' }, [
        h('h2', {}, [l10n.t('Let agents ask first')]),
        h('p', { class: 'small dim' }, [l10n.t('An edit that a rule holds then waits here before it is written.')]),
        link([l10n.t('Set up agents')], dispatch, { kind: 'command', command: 'set-up-agents' }),
      ]),
      h('div', { key: 'requests' }, [
        h('h2', {}, [l10n.t('Approve for others')]),
        h('p', { class: 'small dim' }, [
          waitingRequests === 0
            ? l10n.t('What somebody asks you to approve opens here, with their words. Your files stay as they are.')
            : waitingRequestsWords(waitingRequests, number),
        ]),
        link([l10n.t('Review requests')], dispatch, { kind: 'command', command: 'review-requests' }),
      ]),
      h('div', { key: 'settings' }, [
        h('h2', {}, [l10n.t('What is watched')]),
        h('p', { class: 'small dim' }, [
          l10n.t('Your own typing is never put up. Ignored files, dependencies and generated code are left out.'),
        ]),
        link([l10n.t('Open settings')], dispatch, { kind: 'command', command: 'open-settings' }),
      ]),
    ]),
    foot(l10n.t('Your own changes are reviewed only when you ask.'), [
      button(
        'primary',
        [l10n.t('Review my changes')],
        dispatch,
        { kind: 'command', command: 'review-my-changes' },
        { key: 'mine' },
      ),
      button('secondary', [l10n.t('Look again')], dispatch, { kind: 'command', command: 'rescan' }, { key: 'rescan' }),
    ]),
  ];
}
