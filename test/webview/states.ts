import type { PanelView } from '../../server/src/protocol/view.ts';
import { chainView } from './chain-views.ts';
import { alike, longHunk, threeHunks } from './go-on-views.ts';
import type { Panel } from './panel-page.ts';
import { askedFor, requestView } from './request-views.ts';
import {
  cancelledView,
  changeSet,
  decide,
  doneView,
  emptyView,
  failedView,
  fixtures,
  largeView,
  panelView,
  plainHunks,
  readyView,
  reopenedView,
  settle,
} from './views.ts';

interface State {
  readonly view: () => PanelView;
  readonly act?: (panel: Panel) => Promise<void>;
}

export const open =
  (id: string) =>
  (panel: Panel): Promise<void> =>
    panel.page.locator(`.hunk-line[data-row="${id}"]`).first().click();
const pressed =
  (...keys: readonly string[]) =>
  async (panel: Panel): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
  };

/** Each state of the panel, once. */
export const states: Readonly<Record<string, State>> = {
  starting: { view: () => emptyView('starting') },
  empty: { view: () => emptyView('empty') },
  analysing: {
    view: () => emptyView('analysing', { analysing: { done: 41, total: 86, path: 'services/billing/invoices.ts' } }),
  },
  restricted: { view: () => emptyView('restricted') },
  failed: { view: failedView },
  queue: { view: panelView },
  'queue, unfolded': { view: panelView, act: (panel) => panel.page.locator('.group-line').click() },
  'queue, held and two change sets': {
    view: () =>
      panelView({
        changeSets: [
          changeSet({
            hunks: [{ ...fixtures.release, landing: 'held' }, fixtures.users, fixtures.track],
            heldUntil: '2026-11-21T14:14:47Z',
          }),
          changeSet({
            id: 'cs-2',
            agent: null,
            title: 'Edits seen on disk',
            asked: null,
            claimedBy: 'disk watcher',
            claimSource: 'watcher',
          }),
        ],
      }),
  },
  'queue, own changes': { view: ownView },
  'queue, own changes, of which many are rejected': { view: () => ownView({ plain: 3959, rejected: 12 }) },
  'queue, one rejected': { view: () => decide(panelView(), 'h-users', 'rejected', 'No.') },
  'queue, held in another change set': {
    view: () =>
      panelView({
        changeSets: [
          changeSet(),
          changeSet({
            id: 'cs-held',
            agent: 'Claude Code',
            hunks: [{ ...fixtures.release, landing: 'held' }],
            heldUntil: '2026-11-21T14:14:47Z',
          }),
        ],
      }),
  },
  'hunk, words are kept': {
    view: panelView,
    async act(panel) {
      await open('h-users')(panel);
      await panel.page.keyboard.press('r');
      await panel.page.keyboard.type('Not this way');
      await panel.show(decide(panelView(), 'h-users', 'accepted'));
    },
  },
  'hunk, a long name is next': { view: longNameView, act: open('h-users') },
  'hunk, open': { view: panelView, act: open('h-users') },
  'hunk, approval': { view: panelView, act: open('h-release') },
  'hunk, approval explained': { view: () => askedFor('explained'), act: open('h-release') },
  'hunk, approval asked for': { view: () => askedFor('asked'), act: open('h-release') },
  'hunk, approval declined': { view: () => askedFor('declined'), act: open('h-release') },
  'hunk, approval given': { view: () => askedFor('given'), act: open('h-release') },
  'request, signing': {
    view: () => requestView('open'),
    async act(panel) {
      await open('h-release')(panel);
      await panel.page.locator('vscode-checkbox').click();
      await panel.page.keyboard.press('a');
    },
  },
  'request, text is missing': { view: () => requestView('missing'), act: open('h-release') },
  'hunk, blocked': { view: panelView, act: open('h-webhook') },
  'hunk, ready': { view: readyView, act: open('h-users') },
  'hunk, reopened': { view: reopenedView, act: open('h-users') },
  'hunk, chain': { view: chainView, act: open('h-assistant') },
  'hunk, not judged': { view: panelView, act: open('h-edge') },
  'hunk, analysis cancelled': { view: cancelledView, act: open('h-edge') },
  'hunk, rejected': { view: panelView, act: open('h-seeds') },
  'hunk, accepted': { view: panelView, act: open('h-session') },
  'hunk, amended': { view: () => decide(readyView(), 'h-users', 'amended'), act: open('h-users') },
  'hunk, rejecting': {
    view: panelView,
    async act(panel) {
      await open('h-users')(panel);
      await panel.page.keyboard.press('r');
    },
  },
  'hunk, the same in other places': { view: () => alike(threeHunks()), act: open('h-one') },
  'hunk, gone on to': {
    view: () => settle(threeHunks(), 'fp-one'),
    async act(panel) {
      await open('h-one')(panel);
      await panel.page.keyboard.press('a');
      await panel.show(decide(settle(threeHunks(), 'fp-one'), 'h-one', 'accepted'));
    },
  },
  'hunk, not all in view': { view: () => longHunk({ before: [], after: [[20, 120]] }), act: open('h-long') },
  'hunk, choosing a reason': {
    view: panelView,
    async act(panel) {
      await open('h-users')(panel);
      await panel.page.locator('vscode-single-select').click();
    },
  },
  large: { view: () => largeView(400) },
  'large, filtered': { view: () => largeView(400), act: pressed('/', 'f', 'i', 'l', 'e') },
  keys: { view: panelView, act: pressed('?') },
  done: { view: doneView },
};

/** What a person put up themselves, and can close. */
function ownView({ plain = 31, rejected = 0 } = {}): PanelView {
  const { users, seeds, track, session } = fixtures;
  const others = Array.from({ length: rejected }, (_, index) => ({ ...seeds, id: `h-seeds-${index}` }));
  const hunks = [users, track, session, seeds, ...others, ...plainHunks(plain)];
  return panelView({
    changeSets: [
      changeSet({ agent: null, title: 'My changes', turn: null, model: null, asked: null, isDismissible: true, hunks }),
    ],
  });
}

function longNameView(): PanelView {
  const path = `src/${'a-very-long-folder-name/'.repeat(4)}${'a-very-long-file-name-'.repeat(6)}.ts`;
  return panelView({
    changeSets: [
      changeSet({
        hunks: [
          { ...fixtures.users, outcome: 'accepted' },
          { ...fixtures.webhook, path },
        ],
      }),
    ],
  });
}

/** Parts that scroll sideways because something in them is too wide. Code may, in its own box. */
export const tooWide = (panel: Panel): Promise<readonly string[]> =>
  panel.page.evaluate(() =>
    [...document.querySelectorAll('main, .panel-body, .head, .queue, .hunk, .action-bar, .summary, .finding-card')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className}: ${element.scrollWidth} in ${element.clientWidth}`),
  );
