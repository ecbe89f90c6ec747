import * as l10n from '@vscode/l10n';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EditState, SessionView } from '../../../server/src/protocol/agent-session.ts';
import { sampleFinding, sampleHunk, sampleSet, sampleView } from '../../lsp/view-samples.ts';
import { inBrackets } from '../../webview/in-brackets.ts';

/** Words that no page shows: of the extension host, and of a live region. What a reader of another language has is in brackets. */
// The modules that are asked are loaded anew, and again for other tests: their tables of words are read when they load.
const readIn = (contents: typeof inBrackets.bundle): void => {
  vi.resetModules();
  l10n.config({ contents });
};
beforeAll(() => readIn(inBrackets.bundle));
afterAll(() => readIn({}));

const outside = (text: string): string => {
  let rest = text;
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/gu, '')];
  return rest.trim();
};

describe('in the language of the reader', () => {
  test('an act on a decided hunk is refused', async () => {
    const { checkAction } = await import('../../../client/src/panel-actions.ts');
    for (const outcome of ['accepted', 'amended', 'rejected'] as const) {
      const view = sampleView({ changeSets: [sampleSet({ hunks: [sampleHunk({ outcome })] })] });
      const action = checkAction({ kind: 'accept', changeSet: 'c1', hunk: 'h1' }, view);
      expect(outside(action.kind === 'refused' ? action.why : action.kind)).toBe('');
    }
  });

  test('an alert of the inventory is said to be one', async () => {
    const { accessibleName } = await import('../../../client/src/inventory-model.ts');
    const item = { text: 'api.stripe.com', isAlert: true, place: null } as const;
    const name = accessibleName({ kind: 'item', section: { id: 'sinks', title: 'Goes to', items: [item] }, item });
    expect(name).toMatch(/^⟦Look:/u);
    expect(outside(name)).toBe('api.stripe.com');
  });

  test('a finding is described and spoken of', async () => {
    const { describeFinding, openFindings, speakFinding } = await import('../../../client/src/finding-items.ts');
    for (const obligation of ['acknowledge', 'explain', 'approve', 'block'] as const) {
      const finding = sampleFinding({ obligation, message: '1', line: 2 });
      const hunks = [sampleHunk({ path: '3', findings: [finding] })];
      const [placed] = openFindings(sampleView({ changeSets: [sampleSet({ hunks })] }));
      expect(outside(describeFinding(placed!))).toMatch(/^[ ·,]*$/u);
      expect(outside(speakFinding(placed!))).toBe('');
    }
  });

  test('what became of an edit is one message, and ends once', async () => {
    const { announceSession } = await import('../../../client/webview/agent/announce.ts');
    const view = (title: string, state: EditState): SessionView => ({
      agent: 'Lab',
      command: 'lab',
      folder: 'shop',
      state: 'working',
      left: 0,
      plan: [],
      failure: null,
      items: [
        {
          kind: 'tool',
          id: 'c1',
          title,
          toolKind: 'edit',
          status: 'pending',
          places: [],
          output: '',
          edit: { state, reason: '' },
        },
      ],
    });
    const said = announceSession(view('Write a.ts', 'asked'), view('Write a.ts', 'allowed'));
    expect(outside(said)).toBe('.');
    expect(said).toMatch(/^⟦.+⟧\.$/u);
  });
});
