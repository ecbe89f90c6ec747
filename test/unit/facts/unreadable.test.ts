import { describe, expect, test } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

const flow = 'type Options = {| name: ?string, exact: {| id: number |} |};\n';

/** A list of what is refused, of which one entry goes, in text with and without what its grammar cannot read. */
async function lost(before: string, after: string, list = "['__proto__', 'constructor']"): Promise<readonly string[]> {
  const code = (keys: string): string => `export function names(value) {
  const dangerousKeys = ${keys};
  return Object.keys(value).filter((key) => !dangerousKeys.includes(key));
}
`;
  const { files, findings } = await reviewTexts({
    before: { 'src/names.js': before + code("['__proto__', 'constructor', 'prototype']") },
    after: { 'src/names.js': after + code(list) },
  });
  expect(files[0]?.parsed).toBe('errors');
  return findings.map(({ message }) => message);
}

describe('text that its grammar cannot read', () => {
  test('keeps nothing from being told while it is the same on both sides', async () => {
    expect(await lost(flow, flow)).toEqual(['`dangerousKeys` no longer names `prototype`.']);
  });

  test('is no reason to tell of anything that goes where one side has it, or has more of it', async () => {
    expect(await lost('', flow)).toEqual([]);
    expect(await lost(flow, '')).toEqual([]);
    expect(await lost(flow, flow + flow)).toEqual([]);
    expect(await lost('', '', "['__proto__', 'constructor' ;")).toEqual([]);
  });

  test('is not held against more than is kept of it', async () => {
    const much = flow.repeat(60);
    expect(await lost(much, much)).toEqual([]);
  });
});
