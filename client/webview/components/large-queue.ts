import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../../server/src/protocol/view.ts';
import { classes, h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { type QueueRow, toQueue } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { findingWords } from './finding-row.ts';
import { fileName } from '../words.ts';
import { hunkWords } from './hunk-item.ts';
import { heard, notJudgedMark, nothingPasses, seen } from './marks.ts';
import {
  failuresHead,
  heldHead,
  landedHead,
  notJudgedHead,
  type SectionHead,
  withoutFindingsHead,
} from './queue-heads.ts';

/** In pixels; `panel.css` says the same as `--cs-row`. */
export const rowHeight = 24;

/** A row of a long queue. All are one line high, so that its place follows from its number. */
interface Row {
  readonly key: string;
  readonly level: 1 | 2 | 3;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly section?: SectionHead & { readonly isUnfolded: boolean | null };
  readonly hunk?: HunkView;
  readonly finding?: FindingView;
  readonly failure?: ChangeSetView['failures'][number];
}

/** A tree of which only the rows in sight exist, and the one that Tab reaches. */
export function largeQueue(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const rows = toRows(session, changeSet);
  const active = Math.max(
    0,
    rows.findIndex(({ key }) => key === session.activeRow),
  );
  const { from, to } = session.window;
  if (rows.length === 0) return nothingPasses;
  const isActiveOut = active < from || active >= to;
  const inDocument = [...(isActiveOut ? [active] : []), ...indexes(from, Math.min(to, rows.length))];
  drawn = new Map(inDocument.map((at) => [rows[at]!, drawRow(rows[at]!, at, at === active, session, dispatch)]));
  return h(
    'div',
    {
      key: 'tree',
      recycles: true,
      class: 'virtual-list',
      at: { role: 'tree', 'aria-label': l10n.t('Hunks and findings'), 'data-rows': rows.length },
      style: { height: `${rows.length * rowHeight}px` },
      on: { keydown: (event) => moveActive(event, rows, active, dispatch) },
    },
    [...drawn.values()].map(({ element }) => element),
  );
}

const indexes = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

function moveActive(event: Event, rows: readonly Row[], active: number, dispatch: Dispatch): void {
  if (!(event instanceof KeyboardEvent)) return;
  const page = 20;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: rows.length - 1,
    ...sideways(rows, active),
  };
  const next = steps[event.key];
  if (next === undefined) return;
  if (next === active && foldsAt(rows[active], event.key)) {
    event.preventDefault();
    return dispatch({ kind: 'toggle-group', name: 'without-findings' });
  }
  const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
  event.preventDefault();
  if (row !== undefined) dispatch({ kind: 'active-row', row: row.key, takesFocus: true });
}

/** As trees do: out to the row above it, in to its first row. @see WAI-ARIA Authoring Practices, tree view */
function sideways(rows: readonly Row[], active: number): Readonly<Record<string, number>> {
  const level = rows[active]?.level ?? 1;
  const outer = rows.findLastIndex((row, index) => index < active && row.level < level);
  const isIn = (rows[active + 1]?.level ?? 0) > level;
  return {
    ArrowLeft: foldsAt(rows[active], 'ArrowLeft') || outer === -1 ? active : outer,
    ArrowRight: isIn ? active + 1 : active,
  };
}

/** Only hunks without findings fold. */
const foldsAt = (row: Row | undefined, key: string): boolean =>
  (key === 'ArrowLeft' && row?.section?.isUnfolded === true) ||
  (key === 'ArrowRight' && row?.section?.isUnfolded === false);

let last: {
  readonly changeSet: ChangeSetView;
  readonly filter: unknown;
  readonly unfolded: unknown;
  readonly rows: readonly Row[];
} | null = null;

function toRows({ state }: Session, changeSet: ChangeSetView): readonly Row[] {
  if (last !== null && last.changeSet === changeSet && last.filter === state.filter && last.unfolded === state.unfolded)
    return last.rows;
  const { held, landed, plain, notJudged } = toQueue(changeSet, state.filter);
  const isUnfolded = state.unfolded.includes('without-findings');
  const isWhole = state.filter === null;
  const sections = [
    { ...heldHead(changeSet, held), list: held, isUnfolded: null },
    { ...landedHead(changeSet, landed), list: landed, isUnfolded: null },
    { ...withoutFindingsHead(changeSet, plain, { isWhole, isUnfolded }), list: plain, isUnfolded },
    { ...notJudgedHead(notJudged), list: notJudged, isUnfolded: null },
  ];
  const filled = sections.filter(({ list }) => list.length > 0);
  const failed = failureRows(changeSet.failures);
  const siblings = filled.length + (failed.length > 0 ? 1 : 0);
  const rows = filled.flatMap(({ list, ...section }, index): readonly Row[] => [
    { key: `section ${section.name}`, level: 1, position: index + 1, siblings, section },
    ...(section.isUnfolded === false ? [] : list.flatMap((row, at) => hunkRows(row, at, list.length))),
  ]);
  rows.push(...failed.map((row) => (row.level === 1 ? { ...row, position: siblings, siblings } : row)));
  last = { changeSet, filter: state.filter, unfolded: state.unfolded, rows };
  return rows;
}

/** A filter hides none of them: what could not be read may hold anything. */
function failureRows(failures: ChangeSetView['failures']): readonly Row[] {
  if (failures.length === 0) return [];
  const section = { ...failuresHead(failures), isUnfolded: null };
  return [
    { key: 'section failures', level: 1, position: 1, siblings: 1, section },
    ...failures.map((failure, index): Row => ({
      key: `failure ${index}`,
      level: 2,
      position: index + 1,
      siblings: failures.length,
      failure,
    })),
  ];
}

function hunkRows({ hunk, findings }: QueueRow, at: number, siblings: number): readonly Row[] {
  return [
    { key: hunk.id, level: 2, position: at + 1, siblings, hunk },
    ...findings.map((finding, index): Row => ({
      key: `${hunk.id} ${index}`,
      level: 3,
      position: index + 1,
      siblings: findings.length,
      hunk,
      finding,
    })),
  ];
}

interface DrawnRow {
  readonly index: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly element: VElement;
}

/** While the list is scrolled most rows are what they were: they are not described again. Only those in sight are kept. */
let drawn: ReadonlyMap<Row, DrawnRow> = new Map();

function drawRow(row: Row, index: number, isActive: boolean, session: Session, dispatch: Dispatch): DrawnRow {
  const isSelected = row.hunk !== undefined && row.hunk.id === session.state.hunk;
  const known = drawn.get(row);
  if (known?.index === index && known.isActive === isActive && known.isSelected === isSelected) return known;
  const element = describeRow(row, index, { isActive, isSelected }, dispatch);
  return { index, isActive, isSelected, element };
}

function describeRow(
  row: Row,
  index: number,
  { isActive, isSelected }: Pick<DrawnRow, 'isActive' | 'isSelected'>,
  dispatch: Dispatch,
): VElement {
  const { key, level, position, siblings, section, hunk, finding } = row;
  const open = (): void => {
    dispatch({ kind: 'active-row', row: key, takesFocus: false });
    if (hunk !== undefined)
      dispatch({
        kind: 'open-hunk',
        hunk: hunk.id,
        ...(finding !== undefined && { fingerprint: finding.fingerprint }),
      });
    else if (section !== undefined && section.isUnfolded !== null)
      dispatch({ kind: 'toggle-group', name: section.name });
  };
  return h(
    'button',
    {
      key,
      class: classes('line-row', `is-level-${level}`, isSelected && 'is-selected'),
      at: {
        type: 'button',
        role: 'treeitem',
        tabindex: isActive ? 0 : -1,
        'aria-level': level,
        'aria-posinset': position,
        'aria-setsize': siblings,
        'aria-expanded': section === undefined ? null : String(section.isUnfolded ?? true),
        'aria-selected': hunk === undefined ? null : String(isSelected),
        'data-focus': `row:${key}`,
        'data-row': hunk?.id ?? null,
      },
      style: { top: `${index * rowHeight}px` },
      on: { click: open },
    },
    content(row),
  );
}

function content({ section, hunk, finding, failure }: Row): readonly Child[] {
  if (failure !== undefined) {
    const { path, message } = failure;
    return [
      h('b', { class: 'nowrap', at: { title: path } }, [fileName(path)]),
      ' ',
      h('small', { class: 'clip', at: { title: message } }, [message]),
    ];
  }
  if (section !== undefined) {
    return [icon(section.glyph), h('b', {}, [section.title]), heard(', '), h('small', { class: 'clip' }, section.note)];
  }
  if (hunk === undefined) return [];
  if (finding !== undefined) return findingWords(hunk, finding, true);
  return hunk.judged ? hunkWords(hunk) : [hunkWords(hunk), seen('row-mark', notJudgedMark(hunk))];
}
