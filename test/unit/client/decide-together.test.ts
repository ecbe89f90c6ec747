import { describe, expect, test } from 'vitest';
import { checkAction } from '../../../client/src/panel-actions.ts';
import { toReply } from '../../../client/src/reply-words.ts';
import { toStatusWords } from '../../../client/src/status-words.ts';
import { command } from '../../../server/src/protocol/messages.ts';
import type { ChangeSetView } from '../../../server/src/protocol/view.ts';
import { sampleAsked, sampleHunk, sampleRequest, sampleSet, sampleView } from '../../lsp/view-samples.ts';

const hunk = (id: string, more: Parameters<typeof sampleHunk>[0] = {}) => sampleHunk({ id, path: 'a.ts', ...more });
const hunks = [
  hunk('1'),
  hunk('2', { findings: [] }),
  hunk('3', { path: 'b.ts', findings: [] }),
  hunk('4', { outcome: 'accepted' }),
];
const viewOf = (more: Partial<ChangeSetView> = {}) => sampleView({ changeSets: [sampleSet({ hunks, ...more })] });
const changeSet = 'c1';
const check = (message: object, more: Partial<ChangeSetView> = {}) =>
  checkAction({ changeSet, ...message }, viewOf(more));

describe('several hunks', () => {
  test('are rejected together as they were shown: all that is left of the set, or of a file', () => {
    const reject = { kind: 'reject-all', reason: 'No.' };
    expect(check({ ...reject, hunks: ['3', '1', '2'] })).toEqual({
      kind: 'decide',
      command: command.rejectAll,
      argument: { changeSet, hunks: '["3","1","2"]', reason: 'No.' },
      hunk: null,
    });
    expect(check({ ...reject, path: 'a.ts', hunks: ['1', '2'] })).toMatchObject({
      argument: { changeSet, path: 'a.ts', hunks: '["1","2"]' },
    });
    for (const wrong of [['1', '2'], ['1', '2', '4'], ['1', '2', '3', '4'], ['1', '1', '2'], [], { length: 3 }])
      expect(check({ ...reject, hunks: wrong }), JSON.stringify(wrong)).toMatchObject({ kind: 'refused' });
    expect(check({ ...reject, reason: ' ', hunks: ['1', '2', '3'] })).toMatchObject({ kind: 'refused' });
    expect(check({ ...reject, hunks: ['1', '2', '3'] }, { request: sampleRequest() })).toMatchObject({
      kind: 'refused',
    });
  });

  test('are accepted together of one file, where they have no findings', () => {
    const accept = { kind: 'accept-without-findings' };
    expect(check({ ...accept, path: 'b.ts' })).toMatchObject({
      command: command.acceptWithoutFindings,
      argument: { changeSet, path: 'b.ts' },
    });
    expect(check({ ...accept, path: 'c.ts' })).toMatchObject({ kind: 'refused' });
    expect(check(accept, { hunks: [hunk('1'), hunk('2', { judged: false, findings: [] })] })).toMatchObject({
      kind: 'refused',
    });
  });

  test('are taken back together, all of them decided, and none that its agent knows of', () => {
    expect(check({ kind: 'undo-all', hunks: ['4'] })).toMatchObject({ argument: { changeSet, hunks: '["4"]' } });
    expect(check({ kind: 'undo-all', hunks: ['4', '1'] })).toMatchObject({ kind: 'refused' });
    expect(check({ kind: 'undo-all', hunks: ['4'] }, { answer: 'told' })).toMatchObject({ kind: 'refused' });
    expect(check({ kind: 'undo', hunk: '4' }, { answer: 'ready' })).toMatchObject({ kind: 'refused' });
  });
});

test('the panel says which change set it shows, and no more', () => {
  expect(checkAction({ kind: 'shown', changeSet: 'c9' }, viewOf())).toMatchObject({ kind: 'shown', changeSet: 'c9' });
  expect(checkAction({ kind: 'shown' }, viewOf())).toMatchObject({ kind: 'refused' });
});

describe('what is sent back', () => {
  const rejected = hunk('5', { outcome: 'rejected', rejectReason: 'Only admins may.', landing: 'held' });

  test('has held edits that were rejected when nobody waited any more', () => {
    expect(toReply({ hunks: [rejected], answer: 'ready' })).toMatch(/you asked about.*\n\nWhy: Only admins may\./s);
    expect(toReply({ hunks: [rejected], answer: 'told' })).toBeNull();
    expect(toReply({ hunks: [rejected, hunk('6')], answer: null })).toBeNull();
  });
});

test('the status bar counts what is decided only where nothing is left', () => {
  const done = sampleAsked(5, 5, { id: '4', outcome: 'accepted' });
  const open = sampleAsked(3, 1);
  expect(toStatusWords(sampleView({ changeSets: [open, done] })).text).toBe('2 of 3 to acknowledge');
  expect(toStatusWords(sampleView({ changeSets: [done], state: 'done' })).text).toBe('All 5 acknowledged');
});
