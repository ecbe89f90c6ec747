import { expect, test } from 'vitest';
import { openFindings } from '../../../client/src/finding-items.ts';
import { toThreadLook } from '../../../client/src/thread-look.ts';
import type { ApprovalView, FindingView } from '../../../server/src/protocol/view.ts';
import { sampleFinding, sampleHunk, sampleRequest, sampleSet, sampleView } from '../../lsp/view-samples.ts';

function lookOf(finding: Partial<FindingView>, request: ReturnType<typeof sampleRequest> | null = null) {
  const hunks = [sampleHunk({ findings: [sampleFinding(finding)] })];
  const [placed] = openFindings(sampleView({ changeSets: [sampleSet({ hunks, request })] }));
  return toThreadLook(placed!, 'en');
}

const waiting = (yours: ApprovalView['yours']): Partial<FindingView> => ({
  obligation: 'approve',
  role: 'leads',
  state: 'waiting',
  approval: { roles: [], askedAt: null, command: null, declined: null, yours },
});

test('a thread takes words where the record wants them, and none on what somebody else asks about', () => {
  expect(lookOf({ obligation: 'explain' })).toMatchObject({ canReply: true, context: 'explain' });
  expect(lookOf({ obligation: 'acknowledge' })).toMatchObject({ canReply: true, context: 'acknowledge' });
  for (const obligation of ['explain', 'acknowledge', 'approve'] as const)
    expect(lookOf({ obligation }, sampleRequest())).toMatchObject({ canReply: false, context: 'request' });
});

test('a thread is another when what waits for the reader is', () => {
  const label = (yours: ApprovalView['yours']) => lookOf(waiting(yours), sampleRequest()).label;
  expect(label('open')).toBe('Explained, waits for you as leads');
  expect(label('unsealed')).toBe('Not sealed');
  expect(label(null)).toBe('Explained, waits for approval by leads');
});

test('a thread says what was found, from what to what, and what was said of it', () => {
  const acknowledgement = { obligation: 'explain', reason: 'needed', words: 'It is ours.', at: '', by: null } as const;
  const look = lookOf({
    message: 'A.',
    comparison: { before: '', after: 'b' },
    impact: 'C.',
    fix: 'D.',
    acknowledgement,
  });
  expect(look.comments).toEqual([
    { author: 'Countersign', text: 'A.\n\nnothing → b\n\nC.\n\nD.' },
    { author: 'Explained', text: 'It is ours.' },
  ]);
});
