import * as l10n from '@vscode/l10n';
import type { PanelView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { count } from '../in-language.ts';
import { button } from './button.ts';
import { foot } from './notice.ts';

type ProblemView = NonNullable<PanelView['problem']>;

/** What, why and how to fix it. */
export function problem({ code, message, why, fix }: ProblemView): VElement {
  return h('div', { key: 'problem', class: 'problem', at: { role: 'group', 'aria-label': l10n.t`Problem ${code}` } }, [
    h('p', {}, [`${code} ${message}`]),
    h('dl', {}, [
      why !== '' && [h('dt', { key: 'why?' }, [l10n.t('why')]), h('dd', { key: 'why' }, [why])],
      fix !== '' && [h('dt', { key: 'fix?' }, [l10n.t('fix')]), h('dd', { key: 'fix' }, [fix])],
    ]),
  ]);
}

const unsaid: ProblemView = {
  code: 'CS9000',
  message: l10n.t('The analysis stopped.'),
  why: l10n.t('It did not say why.'),
  fix: l10n.t('Restart it, then open the log.'),
};

/** Accept is off: blind is not clean. */
export function failed({ view, state }: Session, dispatch: Dispatch): readonly VElement[] {
  const open = view.changeSets.reduce(
    (sum, { hunks }) => sum + hunks.filter(({ outcome }) => outcome === null).length,
    0,
  );
  const { length: drafts } = state.drafts;
  return [
    h('section', { key: 'failed', class: 'notice panel-body' }, [
      h('div', { key: 'title' }, [
        h('h1', {}, [l10n.t('The analysis does not run')]),
        h('p', { class: 'lead' }, [l10n.t('Nothing can be judged or accepted until it does.')]),
      ]),
      problem(view.problem ?? unsaid),
      h('ul', { key: 'facts', class: 'fact-list' }, [
        open > 0 &&
          h('li', { key: 'open' }, [
            icon('unknown'),
            h('span', {}, [
              count(open, l10n.t('1 hunk undecided'), l10n.t('{0} hunks undecided')),
              h('small', {}, [l10n.t('They stay in the queue.')]),
            ]),
          ]),
        h('li', { key: 'kept' }, [
          icon('check', 'good'),
          h('span', {}, [
            l10n.t('Nothing is lost'),
            h('small', {}, [
              drafts === 0
                ? l10n.t('Acknowledgements and records are on disk.')
                : count(
                    drafts,
                    l10n.t('Acknowledgements and records are on disk, 1 unfinished explanation is kept here.'),
                    l10n.t('Acknowledgements and records are on disk, {0} unfinished explanations are kept here.'),
                  ),
            ]),
          ]),
        ]),
      ]),
    ]),
    foot(l10n.t('Accept is off until the analysis runs again. Blind is not clean.'), [
      button(
        'primary',
        [l10n.t('Restart server')],
        dispatch,
        { kind: 'command', command: 'restart-server' },
        { key: 'restart' },
      ),
      button('secondary', [l10n.t('Open log')], dispatch, { kind: 'command', command: 'show-log' }, { key: 'log' }),
    ]),
  ];
}
