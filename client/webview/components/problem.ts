import type { PanelView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import type { Session } from '../session.ts';
import { count, number } from '../words.ts';
import { button } from './button.ts';
import { foot } from './notice.ts';

type ProblemView = NonNullable<PanelView['problem']>;

/** What, why and how to fix it. */
export function problem({ code, message, why, fix }: ProblemView): VElement {
  return h('div', { key: 'problem', class: 'problem', at: { role: 'group', 'aria-label': `Problem ${code}` } }, [
    h('p', {}, [`${code} ${message}`]),
    h('dl', {}, [
      why !== '' && [h('dt', { key: 'why?' }, ['why']), h('dd', { key: 'why' }, [why])],
      fix !== '' && [h('dt', { key: 'fix?' }, ['fix']), h('dd', { key: 'fix' }, [fix])],
    ]),
  ]);
}

const unsaid: ProblemView = {
  code: 'CS9000',
  message: 'The analysis stopped.',
  why: 'It did not say why.',
  fix: 'Restart it, then open the log.',
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
        h('h1', {}, ['The analysis does not run']),
        h('p', { class: 'lead' }, ['Nothing can be judged or accepted until it does.']),
      ]),
      problem(view.problem ?? unsaid),
      h('ul', { key: 'facts', class: 'fact-list' }, [
        open > 0 &&
          h('li', { key: 'open' }, [
            icon('unknown'),
            h('span', {}, [`${count(open, 'hunk')} undecided`, h('small', {}, ['They stay in the queue.'])]),
          ]),
        h('li', { key: 'kept' }, [
          icon('check', 'good'),
          h('span', {}, [
            'Nothing is lost',
            h('small', {}, [
              drafts === 0
                ? 'Acknowledgements and records are on disk.'
                : `Acknowledgements and records are on disk, ${number(drafts)} unfinished ${drafts === 1 ? 'explanation is' : 'explanations are'} kept here.`,
            ]),
          ]),
        ]),
      ]),
    ]),
    foot('Accept is off until the analysis runs again. Blind is not clean.', [
      button(
        'primary',
        ['Restart server'],
        dispatch,
        { kind: 'command', command: 'restart-server' },
        { key: 'restart' },
      ),
      button('secondary', ['Open log'], dispatch, { kind: 'command', command: 'show-log' }, { key: 'log' }),
    ]),
  ];
}
