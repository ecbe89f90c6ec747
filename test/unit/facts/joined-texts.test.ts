import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../server/src/core/facts/resolve/text.ts';
import { unknown, type Value } from '../../../server/src/core/facts/value.ts';
import { factsOf } from './facts-of.ts';

const text = (of: string): Value => ({ kind: 'text', text: of });

describe('texts that are joined', () => {
  it('are kept to a length, and what is behind it is unknown', () => {
    const joined = concatenate([text('a'.repeat(9_999)), text('bc'), text('d')]);
    expect(joined).toMatchObject({ kind: 'partial', text: `${'a'.repeat(9_999)}b*` });
    expect(concatenate([joined, text('e')])).toBe(joined);
  });

  it('are whole when one was written so', () => {
    const long = text('a'.repeat(50_000));
    expect(concatenate([long])).toEqual(long);
    expect(concatenate([text('a'), unknown, text('b')])).toMatchObject({ text: 'a*b' });
  });

  it('have so many pieces and no more', () => {
    const joined = concatenate(Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? text('a') : unknown)));
    expect(joined).toMatchObject({ kind: 'partial', text: 'a*'.repeat(101) });
  });
});

it.each([
  ['a.ts', "const o0 = 'aaaaaaaaa';", (i: number) => `const o${i + 1} = o${i} + o${i}; fetch(o${i + 1});`],
  ['a.ts', "const o0 = 'a' + x;", (i: number) => `const o${i + 1} = \`\${o${i}}\${o${i}}\`; fetch(o${i + 1});`],
  ['a.py', "import requests\no0 = 'a'", (i: number) => `o${i + 1} = o${i} + o${i}\nrequests.get(o${i + 1})`],
  ['a.py', "import subprocess\no0 = ['a']", (i: number) => `o${i + 1} = o${i} + o${i}\nsubprocess.run(o${i + 1})`],
])('%s: what is joined with itself sixty times is read', async (path, first, step) => {
  // 2^60 characters or items, kept as they are, fit in no memory.
  const lines = [first, ...Array.from({ length: 60 }, (_, index) => step(index)), ''];
  const { facts } = await factsOf(path, lines.join('\n'));
  expect(facts.length).toBeGreaterThan(0);
});
