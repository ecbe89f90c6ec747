import type { Texts } from '../../../server/src/core/ingest.ts';
import { createRandom, mutateText, pick, pickIndex, type Random } from './mutate.ts';

/** The same seed makes the same case from the same texts. */
export function makeCase(seed: number, texts: readonly Texts[]): Texts {
  const random = createRandom(seed);
  const { before, after } = pick(random, texts);
  const others = Object.values(pick(random, texts).after);
  const words = others.length === 0 ? [''] : others;
  const sides = { before: new Map(Object.entries(before)), after: new Map(Object.entries(after)) };
  const path = pick(random, [...new Set([...sides.before.keys(), ...sides.after.keys()])]);
  for (const side of sidesToChange(random)) {
    const text = sides[side].get(path);
    if (text !== undefined) sides[side].set(path, mutateText(text, random, words));
  }
  if (random() < 0.1) sides[pick(random, ['before', 'after'] as const)].delete(path);
  if (random() < 0.1) takeOtherName(sides, path, random);
  return { before: Object.fromEntries(sides.before), after: Object.fromEntries(sides.after) };
}

function sidesToChange(random: Random): readonly ('before' | 'after')[] {
  return [['after'], ['before'], ['before', 'after']][pickIndex(random, 3)] as ('before' | 'after')[];
}

const names = [
  'a.ts',
  'a.tsx',
  'a.js',
  'a.py',
  'a.yaml',
  'a.json',
  'a.toml',
  'requirements.txt',
  '.github/workflows/a.yml',
];

/** Text of one language read as another, or a file that is renamed. */
function takeOtherName(sides: Record<'before' | 'after', Map<string, string>>, path: string, random: Random): void {
  const name = pick(random, names);
  for (const side of random() < 0.5 ? (['after'] as const) : (['before', 'after'] as const)) {
    const text = sides[side].get(path);
    if (text === undefined) continue;
    sides[side].delete(path);
    sides[side].set(name, text);
  }
}
