import { expect, it } from 'vitest';
import { isInEveryBranch } from '../../../server/src/core/facts/guards/branches.ts';
import type { SyntaxNode } from '../../../server/src/core/model/syntax.ts';
import { parseSample } from '../syntax/load-languages.ts';

async function branchAndCalls(text: string): Promise<readonly [branch: SyntaxNode, calls: readonly SyntaxNode[]]> {
  const { nodes } = await parseSample('typescript', text);
  return [nodes.find(({ kind }) => kind === 'if')!, nodes.filter(({ kind }) => kind === 'call')];
}

it.each([
  ['if (a) { f(); } else { f(); }', true],
  ['if (a) { f(); } else { g; }', false],
  ['if (a) { f(); }', false],
  ['if (a) { if (b) { f(); f(); } else { f(); } } else { f(); }', true],
  ['if (a) { if (b) { f(); f(); } } else { f(); }', false],
  ['if (a) { if (b) { f(); } f(); } else { f(); }', true],
])('%s: in every branch is %s', async (text, isCovered) => {
  expect(isInEveryBranch(...(await branchAndCalls(text)))).toBe(isCovered);
});

it('asks an `if` once, however many stand in it', async () => {
  // Once for each of four in each of eighteen would be asked 4^18 times, and outlast any test.
  const nested = 'if (a) { '.repeat(18) + 'if (b) { f(); f(); f(); f(); }' + ' } else { f(); }'.repeat(18);
  expect(isInEveryBranch(...(await branchAndCalls(nested)))).toBe(false);
});
