/** Numbers in [0, 1) that a seed decides: mulberry32. A failing case is named by its seed and made again from it. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An integer in [0, below). */
export function pickIndex(random: Random, below: number): number {
  return Math.floor(random() * below);
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[pickIndex(random, from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/** What trips parsers, maps with prototypes, regular expressions and line counts. */
const hostile = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '\r',
  '\r\n',
  '\u2028',
  '\ufeff',
  '\ud800',
  '\u202e',
  '\u0000',
  '\u{1f600}',
  '`${',
  '*/',
  '"""',
  "'",
  '\\',
  '=>',
  '...',
  '@',
  '#',
  '&a [*a, *a]',
  '<<: *a',
  '${{ secrets.X }}',
  '${',
  '{'.repeat(60),
  '('.repeat(60),
  ')'.repeat(60),
  'a.'.repeat(60),
  'x'.repeat(5000),
];

type Parts = string[];
/** Changes the parts in place; `words` are parts of other texts. */
type Mutation = (parts: Parts, random: Random, words: readonly string[]) => void;

const mutations: readonly Mutation[] = [
  (parts, random) => void parts.splice(pickIndex(random, parts.length), 1 + pickIndex(random, 3)),
  (parts, random) => {
    const at = pickIndex(random, parts.length);
    parts.splice(at, 0, ...parts.slice(at, at + 1 + pickIndex(random, 40)));
  },
  (parts, random) => {
    const [one, other] = [pickIndex(random, parts.length), pickIndex(random, parts.length)];
    [parts[one], parts[other]] = [parts[other] ?? '', parts[one] ?? ''];
  },
  (parts, random, words) => void parts.splice(pickIndex(random, parts.length), 0, pick(random, words)),
  (parts, random, words) => void (parts[pickIndex(random, parts.length)] = pick(random, words)),
  (parts, random) => void parts.splice(pickIndex(random, parts.length), 0, pick(random, hostile)),
  (parts, random) => void (parts[pickIndex(random, parts.length)] = pick(random, hostile)),
  (parts, random) => void parts.splice(pickIndex(random, parts.length)),
  (parts, random) => {
    const at = pickIndex(random, parts.length);
    const again = parts.slice(at, at + 1 + pickIndex(random, 30));
    for (let count = pickIndex(random, 60); count > 0; count--) parts.splice(at, 0, ...again);
  },
  (parts, random, words) => {
    for (let count = 20; count > 0; count--) parts[pickIndex(random, parts.length)] = pick(random, words);
  },
];

function toTokens(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/gu) ?? [''];
}

const maxLength = 60_000;

/** One to four changes to tokens, lines or bytes. */
export function mutateText(text: string, random: Random, others: readonly string[]): string {
  let changed = text;
  for (let count = 1 + pickIndex(random, 4); count > 0; count--) changed = mutateOnce(changed, random, others);
  return changed.slice(0, maxLength);
}

function mutateOnce(text: string, random: Random, others: readonly string[]): string {
  const form = random();
  if (form < 0.25) return mutateBytes(text, random);
  const split = form < 0.5 ? (given: string): string[] => given.split(/(?<=\n)/) : toTokens;
  const parts = split(text);
  if (parts.length === 0) parts.push('');
  pick(random, mutations)(parts, random, split(pick(random, others)));
  return parts.join('');
}

/** What is no UTF-8 any more becomes U+FFFD, as for everybody who reads a stream of text. */
function mutateBytes(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  for (let count = 1 + pickIndex(random, 8); count > 0 && bytes.length > 0; count--)
    bytes[pickIndex(random, bytes.length)] = pickIndex(random, 256);
  return bytes.toString('utf8');
}
