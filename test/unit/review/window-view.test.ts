import { describe, expect, test } from 'vitest';
import { toStatusWords } from '../../../client/src/status-words.ts';
import { titleWords } from '../../../client/words/work-tree-words.ts';
import type { ReviewRoot } from '../../../server/src/lsp/review-root.ts';
import { toWindowView } from '../../../server/src/lsp/window-view.ts';
import type { PanelView } from '../../../server/src/protocol/view.ts';
import { sampleAsked, sampleFinding, sampleHunk, sampleSet, sampleView } from '../../lsp/view-samples.ts';

const root = (name: string): ReviewRoot => ({
  path: `/w/${name}`,
  name,
  uri: `file:///w/${name}`,
  isLinked: false,
  nested: [],
  toPath: () => null,
  toUri: (path) => `file:///w/${name}/${path}`,
});
const windowOf = (...views: readonly PanelView[]): PanelView =>
  toWindowView(views.map((view, at) => ({ root: root(['api', 'web'][at] ?? ''), view })));

describe('the panel of several folders', () => {
  const problem = { code: 'CS1', message: 'It broke.', why: '', fix: '' };

  test('names folders only when there are several', () => {
    expect(windowOf(sampleView()).changeSets[0]).toMatchObject({ folder: null, rootUri: 'file:///w/api' });
    const later = sampleSet({ id: 'c2', landedAt: '2026-11-20T09:00:00.000Z' });
    const both = windowOf(sampleView(), sampleView({ changeSets: [later] }));
    expect(both.changeSets.map(({ id, folder }) => [id, folder])).toEqual([
      ['c2', 'web'],
      ['c1', 'api'],
    ]);
    expect(both.roots).toEqual(['file:///w/api', 'file:///w/web']);
  });

  test('tells work trees that no window shows from the folders that are open, whatever they are called', () => {
    const linked = (parent: string): ReviewRoot => ({ ...root('api'), path: `/trees/${parent}/api`, isLinked: true });
    const view = toWindowView(
      [root('api'), linked('a1'), linked('b2')].map((each) => ({ root: each, view: sampleView() })),
    );
    expect(view.changeSets.map((set) => titleWords(set))).toEqual([
      'Edit on disk · api',
      'Edit on disk · other work tree a1/api',
      'Edit on disk · other work tree b2/api',
    ]);
    expect(toStatusWords(view).tooltip).toContain('Something is to be decided in other work trees: a1/api, b2/api.');
    const one = toWindowView(
      [root('api'), { ...root('wt'), isLinked: true }].map((each) => ({ root: each, view: sampleView() })),
    );
    expect(toStatusWords(one).tooltip).toContain('Something is to be decided in the other work tree wt.');
    expect(toStatusWords(windowOf(sampleView())).tooltip).not.toContain('work tree');
  });

  test('orders sets by what waits to be written, then by what asks for most, then by age', () => {
    const set = (id: string, minute: number, hunk: Parameters<typeof sampleHunk>[0]) =>
      sampleSet({ id, landedAt: `2026-11-21T09:0${minute}:00.000Z`, hunks: [sampleHunk(hunk)] });
    const asking = (obligation: 'none' | 'acknowledge' | 'explain' | 'block') => ({
      findings: [sampleFinding({ obligation })],
    });
    const changeSets = [
      set('nothing', 0, asking('none')),
      set('acknowledge', 1, asking('acknowledge')),
      set('not judged', 2, { judged: false, findings: [] }),
      set('settled block', 3, { outcome: 'rejected', ...asking('block') }),
      set('explain', 4, asking('explain')),
      set('held', 5, { landing: 'held', ...asking('none') }),
    ];
    expect(windowOf(sampleView({ changeSets })).changeSets.map(({ id }) => id)).toEqual([
      'held',
      'settled block',
      'explain',
      'acknowledge',
      'not judged',
      'nothing',
    ]);
  });

  test('adds its counts up', () => {
    const view = sampleView({ changeSets: [sampleAsked(3, 1)] });
    const both = windowOf(view, view);
    expect(toStatusWords(both)).toMatchObject({ text: '4 of 6 to acknowledge', waiting: 4 });
    expect(both.watching).toEqual({ files: 24, ignored: 6, baseline: 'api: HEAD; web: HEAD' });
    const busy = (path: string): PanelView =>
      sampleView({ state: 'analysing', analysing: { done: 1, total: 4, path } });
    expect(windowOf(busy('a'), busy('b')).analysing).toEqual({ done: 2, total: 8, path: 'a' });
  });

  test('shows what there is to do before what is not ready, and says where a problem is', () => {
    const failed = sampleView({ state: 'failed', changeSets: [], problem });
    expect(windowOf(failed, sampleView())).toMatchObject({ state: 'queue', problem: { message: 'api: It broke.' } });
    const empty = sampleView({ state: 'empty', changeSets: [] });
    expect(windowOf(empty, sampleView({ state: 'starting', changeSets: [] })).state).toBe('starting');
    expect(windowOf(empty, failed).state).toBe('failed');
    expect(windowOf(empty, empty).state).toBe('empty');
  });
});
