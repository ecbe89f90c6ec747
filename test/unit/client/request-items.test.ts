import { expect, test } from 'vitest';
import { isToFetch, toRequestItems } from '../../../client/src/request-items.ts';
import { isLookedFor, whyNotLookedFor } from '../../../client/src/request-link.ts';
import type { ListedRequest } from '../../../server/src/protocol/messages.ts';
import { sampleView } from '../../lsp/view-samples.ts';

const request = (part: Partial<ListedRequest>): ListedRequest => ({
  id: '0123456789ab',
  by: 'ada@example.org',
  at: '2026-11-21T14:04:00Z',
  roles: ['identity-team'],
  paths: ['a.ts', 'b.ts', 'c.ts'],
  state: 'mine',
  ...part,
});

test('words of others are words', () => {
  const [, item] = toRequestItems(
    [request({ paths: ['$(check) a\u202Eb'], by: '$(verified)', roles: ['$(pass)'] })],
    'en',
  );
  expect(item?.label).toBe('$(git-pull-request) \\$(check) a\uFFFDb');
  expect(item?.description).toMatch(/^\\\$\(verified\)/u);
  expect(item?.detail).toBe('Approval by \\$(pass)');
});

test('requests stand under what they wait for, each with who asks, when, and for whom', () => {
  const items = toRequestItems(
    [request({}), request({ paths: ['d.ts'], roles: [] }), request({ state: 'answered', at: 'never' })],
    'en-GB',
  );
  expect(items.map(({ label }) => label)).toEqual([
    'Waits for you',
    '$(git-pull-request) a.ts, b.ts and 1 more',
    '$(git-pull-request) d.ts',
    'Answered',
    '$(git-pull-request) a.ts, b.ts and 1 more',
  ]);
  expect(items[1]?.description).toMatch(/^ada@example\.org · 21 Nov 2026/u);
  expect(items[1]?.detail).toBe('Approval by identity-team');
  expect(items[2]?.detail).toBe('A review is asked for');
  expect(items[4]?.description).toBe('ada@example.org');
});

test('fetching is offered for what no clone has, and for what came without its records', () => {
  expect(isToFetch([], '0123456789ab')).toBe(true);
  expect(isToFetch([request({ id: 'ffffffffffff' })], '0123456789ab')).toBe(true);
  expect(isToFetch([request({ state: 'absent' })], '0123456789abcdef')).toBe(true);
  expect(isToFetch([request({ state: 'answered' })], '0123456789abcdef')).toBe(false);
});

test('a link whose server failed waits no longer, and says what the server says', () => {
  const problem = { code: 'CS0000', message: 'The server stopped.', why: '', fix: 'Restart it.' };
  const failed = sampleView({ state: 'failed', roots: [], problem });
  expect(isLookedFor(failed)).toBe(true);
  expect(isLookedFor(sampleView({ state: 'starting', roots: [] }))).toBe(false);
  expect(whyNotLookedFor(failed)).toBe('The server stopped. Restart it.');
  expect(whyNotLookedFor(null)).toMatch(/has not started yet/u);
  expect(whyNotLookedFor(sampleView())).toBeNull();
});
