import type { ChangeSetView, HunkView, RecordView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { currentChangeSet, isPlain } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { capital, count, fileName, number, timeOfDay } from '../words.ts';
import { sendBackButton } from './action-bar.ts';
import { button, link } from './button.ts';
import { whose } from './change-set-header.ts';
import { shortHash } from './outcome-note.ts';

/** Everything is decided: what became of it, and the records of it. */
export function donePage(session: Session, dispatch: Dispatch): readonly VElement[] {
  const changeSet = currentChangeSet(session);
  const first = changeSet?.hunks[0];
  return [
    h(
      'section',
      {
        key: 'done',
        class: 'notice panel-body',
        at: { tabindex: -1, 'data-focus': 'summary', 'aria-label': 'Summary' },
      },
      [
        h('div', { key: 'title' }, [
          h('h1', {}, [changeSet === undefined ? 'Everything is decided' : decidedTitle(changeSet)]),
          changeSet !== undefined && subtitle(changeSet),
        ]),
        changeSet !== undefined && tally(changeSet),
        session.view.records.length > 0 && recordCard(session.view.records),
        first !== undefined &&
          h('p', { key: 'undo', class: 'small dim' }, [
            'A decision can be undone: that is a new record, nothing is erased. ',
            link(['Show the hunks'], dispatch, { kind: 'open-hunk', hunk: first.id }),
          ]),
      ],
    ),
    h('footer', { key: 'actions', class: 'action-bar', at: { 'aria-label': 'Records' } }, [
      h('p', { class: 'why', at: { id: 'why-line' } }, [
        icon('pass', 'good'),
        h('span', {}, [session.refused?.message ?? 'Nothing left to decide.']),
      ]),
      h('div', { class: 'buttons' }, [
        button('primary', ['Export…'], dispatch, { kind: 'command', command: 'export' }, { key: 'export' }),
        changeSet !== undefined && sendBackButton(changeSet, dispatch),
        button('secondary', ['Verify'], dispatch, { kind: 'command', command: 'verify' }, { key: 'verify' }),
      ]),
    ]),
  ];
}

const decidedTitle = ({ turn }: ChangeSetView): string =>
  turn === null ? 'Everything is decided' : `${capital(turn)} is decided`;

function subtitle(changeSet: ChangeSetView): VElement {
  const files = new Set(changeSet.hunks.map(({ path }) => path)).size;
  return h('p', { class: 'dim small' }, [
    whose(changeSet),
    ` · ${count(changeSet.hunks.length, 'hunk')} in ${count(files, 'file')}`,
  ]);
}

interface Outcomes {
  readonly glyph: IconName;
  readonly word: string;
  readonly hunks: readonly HunkView[];
  readonly note: (hunks: readonly HunkView[]) => string;
}

const names = (hunks: readonly HunkView[]): string => {
  const files = [...new Set(hunks.map(({ path }) => fileName(path)))];
  return files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${number(files.length - 3)} more` : files.join(', ');
};

/** Hunks by outcome. Those that nobody analysed are never among the others. */
function tally({ hunks }: ChangeSetView): VElement {
  const judged = hunks.filter((hunk) => hunk.judged && !isPlain(hunk));
  const settled = (list: readonly HunkView[]): number =>
    list.reduce((sum, { findings }) => sum + findings.filter(({ state }) => state === 'settled').length, 0);
  const rows: readonly Outcomes[] = [
    {
      glyph: 'check',
      word: 'accepted',
      hunks: judged.filter(({ outcome }) => outcome === 'accepted'),
      note: (list) => `${count(settled(list), 'finding')} explained or acknowledged`,
    },
    {
      glyph: 'edit',
      word: 'accepted with changes',
      hunks: hunks.filter(({ outcome }) => outcome === 'amended'),
      note: names,
    },
    { glyph: 'undo', word: 'rejected', hunks: hunks.filter(({ outcome }) => outcome === 'rejected'), note: names },
    {
      glyph: 'pass',
      word: 'without findings, accepted',
      hunks: hunks.filter((hunk) => isPlain(hunk) && hunk.outcome === 'accepted'),
      note: () => 'nothing asked, nothing ticked',
    },
    {
      glyph: 'unknown',
      word: 'not judged, accepted by you',
      hunks: hunks.filter(({ judged, outcome }) => !judged && outcome === 'accepted'),
      note: (list) => `${names(list)}: the record says that nothing was analysed`,
    },
  ];
  return h('ul', { key: 'tally', class: 'tally', at: { 'aria-label': 'Outcomes' } }, [
    rows
      .filter((row) => row.hunks.length > 0)
      .map(({ glyph, word, hunks: list, note }) =>
        h('li', { key: word }, [
          icon(glyph),
          h('b', {}, [number(list.length)]),
          h('span', {}, [word, h('small', {}, [note(list)])]),
        ]),
      ),
  ]);
}

/** Newest first in the view, so the first one is the head of the chain. */
function recordCard(records: readonly RecordView[]): VElement {
  const [head] = records;
  const oldest = records.at(-1);
  if (head === undefined || oldest === undefined) return h('div');
  const title =
    head.seq === oldest.seq ? `Record ${number(head.seq)}` : `Records ${number(oldest.seq)}–${number(head.seq)}`;
  const row = (term: string, body: readonly Child[]): readonly Child[] => [
    h('dt', { key: `${term}?` }, [term]),
    h('dd', { key: term }, body),
  ];
  return h('article', { key: 'records', class: 'record-card', at: { 'aria-labelledby': 'records' } }, [
    h('header', {}, [icon('record'), h('h2', { class: 'nums', at: { id: 'records' } }, [title])]),
    h('dl', {}, [
      row('Head', [h('code', { at: { title: head.hash } }, [shortHash(head.hash)])]),
      row('Last', [`${head.outcome}, ${timeOfDay(head.at)}`]),
      row('Files', [names(records.flatMap(({ paths }) => paths).map((path) => ({ path }) as HunkView))]),
    ]),
  ]);
}
