import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView, RecordView } from '../../../server/src/protocol/view.ts';
import { outcomeWords } from '../../words/outcome-words.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon, type IconName } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { currentChangeSet, isPlain } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { capital, count, number, timeOfDay } from '../in-language.ts';
import { fileName } from '../words.ts';
import { sendBackButton } from './action-bar.ts';
import { button, link } from './button.ts';
import { otherSets, whose } from './change-set-header.ts';
import { shortHash } from './outcome-note.ts';
import { togetherLine } from './together-line.ts';
import { notDone, whyLine } from './why-line.ts';

/** Everything is decided: what became of it, and the records of it. */
export function donePage(session: Session, dispatch: Dispatch): readonly VElement[] {
  const changeSet = currentChangeSet(session);
  const { refused } = session;
  const first = changeSet?.hunks[0];
  const together = changeSet === undefined ? null : togetherLine(session, changeSet, dispatch);
  return [
    h(
      'section',
      {
        key: 'done',
        class: 'notice panel-body',
        at: { tabindex: -1, 'data-focus': 'summary', 'aria-label': l10n.t('Summary') },
      },
      [
        h('div', { key: 'title' }, [
          h('h1', {}, [changeSet === undefined ? l10n.t('Everything is decided') : decidedTitle(changeSet)]),
          changeSet !== undefined && subtitle(changeSet),
          h('div', { key: 'others', class: 'other-sets' }, otherSets(session, dispatch)),
        ]),
        changeSet !== undefined && tally(changeSet),
        session.view.records.length > 0 && recordCard(session.view.records),
        first !== undefined &&
          h('p', { key: 'undo', class: 'small dim' }, [
            l10n.t('A decision can be undone: that is a new record, nothing is erased.'),
            ' ',
            link([l10n.t('Show the hunks')], dispatch, { kind: 'open-hunk', hunk: first.id }),
          ]),
      ],
    ),
    h('footer', { key: 'actions', class: 'action-bar', at: { 'aria-label': l10n.t('Records') } }, [
      refused === null
        ? whyLine('pass', together?.words ?? l10n.t('Nothing left to decide.'), 'good', together?.undo)
        : whyLine('warning', notDone(refused)),
      h('div', { class: 'buttons may-wrap' }, [
        button('primary', [l10n.t('Export…')], dispatch, { kind: 'command', command: 'export' }, { key: 'export' }),
        changeSet !== undefined && sendBackButton(changeSet, dispatch),
        changeSet?.isDismissible === true && button('secondary', [l10n.t('Close')], dispatch, { kind: 'dismiss' }),
        button('secondary', [l10n.t('Verify')], dispatch, { kind: 'command', command: 'verify' }, { key: 'verify' }),
      ]),
    ]),
  ];
}

const decidedTitle = ({ turn }: ChangeSetView): string =>
  turn === null ? l10n.t('Everything is decided') : l10n.t`${capital(turn)} is decided`;

function subtitle(changeSet: ChangeSetView): VElement {
  const files = new Set(changeSet.hunks.map(({ path }) => path)).size;
  return h('p', { class: 'dim small' }, [whose(changeSet), ' · ', hunksInFiles(changeSet.hunks.length, files)]);
}

/** A hunk is of one file. */
function hunksInFiles(hunks: number, files: number): string {
  return files === 1
    ? count(hunks, l10n.t('1 hunk in 1 file'), l10n.t('{0} hunks in 1 file'))
    : l10n.t`${number(hunks)} hunks in ${number(files)} files`;
}

interface Outcomes {
  readonly glyph: IconName;
  readonly word: string;
  readonly hunks: readonly HunkView[];
  readonly note: (hunks: readonly HunkView[]) => string;
}

const names = (hunks: readonly HunkView[]): string => {
  const files = [...new Set(hunks.map(({ path }) => fileName(path)))];
  return files.length > 3
    ? l10n.t`${files.slice(0, 3).join(', ')} and ${number(files.length - 3)} more`
    : files.join(', ');
};

/** Hunks by outcome. Those that nobody analysed are never among the others. */
function tally({ hunks }: ChangeSetView): VElement {
  const judged = hunks.filter((hunk) => hunk.judged && !isPlain(hunk));
  const settled = (list: readonly HunkView[]): number =>
    list.reduce((sum, { findings }) => sum + findings.filter(({ state }) => state === 'settled').length, 0);
  const rows: readonly Outcomes[] = [
    {
      glyph: 'check',
      word: outcomeWords.accepted,
      hunks: judged.filter(({ outcome }) => outcome === 'accepted'),
      note: (list) =>
        count(
          settled(list),
          l10n.t('1 finding explained or acknowledged'),
          l10n.t('{0} findings explained or acknowledged'),
        ),
    },
    {
      glyph: 'edit',
      word: outcomeWords.amended,
      hunks: hunks.filter(({ outcome }) => outcome === 'amended'),
      note: names,
    },
    {
      glyph: 'undo',
      word: outcomeWords.rejected,
      hunks: hunks.filter(({ outcome }) => outcome === 'rejected'),
      note: names,
    },
    {
      glyph: 'pass',
      word: l10n.t('without findings, accepted'),
      hunks: hunks.filter((hunk) => isPlain(hunk) && hunk.outcome === 'accepted'),
      note: () => l10n.t('nothing asked, nothing ticked'),
    },
    {
      glyph: 'unknown',
      word: l10n.t('not judged, accepted by you'),
      hunks: hunks.filter(({ judged, outcome }) => !judged && outcome === 'accepted'),
      note: (list) => l10n.t`${names(list)}: the record says that nothing was analysed`,
    },
  ];
  return h('ul', { key: 'tally', class: 'tally', at: { 'aria-label': l10n.t('Outcomes') } }, [
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

function recordedWord({ outcome }: RecordView): string {
  switch (outcome) {
    case 'accepted':
    case 'amended':
    case 'rejected':
      return outcomeWords[outcome];
    case 'submitted':
      return l10n.t('submitted');
    case 'undone':
      return l10n.t('undone');
    default:
      return outcome;
  }
}

/** Newest first in the view, so the first one is the head of the chain. */
function recordCard(records: readonly RecordView[]): VElement {
  const [head] = records;
  const oldest = records.at(-1);
  if (head === undefined || oldest === undefined) return h('div');
  const title =
    head.seq === oldest.seq
      ? l10n.t`Record ${number(head.seq)}`
      : l10n.t`Records ${number(oldest.seq)}–${number(head.seq)}`;
  const row = (term: string, body: readonly Child[]): readonly Child[] => [
    h('dt', { key: `${term}?` }, [term]),
    h('dd', { key: term }, body),
  ];
  return h('article', { key: 'records', class: 'record-card', at: { 'aria-labelledby': 'records' } }, [
    h('header', {}, [icon('record'), h('h2', { class: 'nums', at: { id: 'records' } }, [title])]),
    h('dl', {}, [
      row(l10n.t('Head'), [h('code', { at: { title: head.hash } }, [shortHash(head.hash)])]),
      row(l10n.t('Last'), [`${recordedWord(head)}, ${timeOfDay(head.at)}`]),
      row(l10n.t('Files'), [names(records.flatMap(({ paths }) => paths).map((path) => ({ path }) as HunkView))]),
    ]),
  ]);
}
