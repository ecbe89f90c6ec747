import { expect, it } from 'vitest';
import { nodesWithin } from '../../../server/src/core/facts/nodes-within.ts';
import type { NodeKind, SyntaxNode } from '../../../server/src/core/model/syntax.ts';
import { firstWhere } from '../../../server/src/core/text/first-where.ts';
import { parseSample } from '../syntax/load-languages.ts';

it('finds what lies in a stretch, by where it begins', async () => {
  const { nodes, text } = await parseSample('typescript', 'f(0); g(h(1), 2); i(3);');
  const ofKind = (kind: NodeKind): readonly SyntaxNode[] => nodes.filter((node) => node.kind === kind);
  const stretch = { start: text.indexOf('g'), end: text.indexOf('; i') };
  const found = [...nodesWithin({ ofKind }, ['call', 'number'], stretch)];
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['g(h(1), 2)', 'h(1)', '1', '2']);
});

it('finds the first of those that are past something, in few steps', () => {
  const all = Array.from({ length: 1_000 }, (_, index) => index);
  let asked = 0;
  const past = (place: number): number => firstWhere(all, (each) => ((asked += 1), each >= place));
  expect([0, 1, 500, 999, 1_000].map(past)).toEqual([0, 1, 500, 999, 1_000]);
  expect(asked).toBeLessThan(60);
  expect(firstWhere([], () => true)).toBe(0);
});
