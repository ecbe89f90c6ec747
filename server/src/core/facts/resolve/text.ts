import { unknown, type Argument, type Value } from '../value.ts';

/** Characters and pieces that are kept of what is joined: names that are joined with themselves, line by line, grow without end. */
const MAX_TEXT = 10_000;
const MAX_PARTS = 200;
/** What is left out of a text that is too long. */
const REST: Value = { kind: 'unknown' };

/** The pieces joined; unknown ones become `*`, and so does what is too long. */
export function concatenate(values: readonly Value[]): Value {
  const [first] = values;
  // Each step of what grows without end would be as long as all before.
  if (first?.kind === 'partial' && first.parts.at(-1) === REST) return first;
  const parts = bounded(values.flatMap((value) => (value.kind === 'partial' ? value.parts : [value])));
  const known = parts.filter((part) => writtenBy(part) !== null);
  if (known.length === 0) return parts.length === 1 ? parts[0]! : unknown;
  const text = parts
    .map((part) => writtenBy(part) ?? '*')
    .join('')
    .replace(/\*{2,}/g, '*');
  return known.length === parts.length ? { kind: 'text', text } : { kind: 'partial', text, parts };
}

function writtenBy(part: Value): string | null {
  if (part.kind === 'text') return part.text;
  return part.kind === 'number' || part.kind === 'boolean' ? String(part.value) : null;
}

function bounded(parts: readonly Value[]): readonly Value[] {
  let left = MAX_TEXT;
  const isPast = (part: Value, index: number): boolean =>
    (left -= writtenBy(part)?.length ?? 1) < 0 || index === MAX_PARTS;
  const from = parts.length === 1 ? -1 : parts.findIndex(isPast);
  if (from < 0) return parts;
  const text = writtenBy(parts[from]!)?.slice(0, left) ?? '';
  return [...parts.slice(0, from), { kind: 'text', text }, REST];
}

/** `'{} {name}'.format(…)`. */
export function formatBraces(format: string, args: readonly Argument[]): Value {
  let next = 0;
  const parts = format.split(/(\{[^{}]*\})/).map((piece): Value => {
    if (!piece.startsWith('{')) return { kind: 'text', text: piece };
    const name = piece.slice(1, -1).split(/[:!.]/)[0]!;
    const arg = name === '' ? args[next++] : (args.find((each) => each.name === name) ?? args[Number(name)]);
    return arg?.value() ?? unknown;
  });
  return concatenate(parts);
}

/** Of Python, Java and Go: `%s`, `%(name)d`, `%v`, `%+v`, `%q`, `%08.3f`. */
const VERB = /(%(?:\(\w+\))?[+#-]?\d{0,4}(?:\.\d{1,3})?[sdrifvqxTtw])/;
const ONE_VERB = /^%(?:\(\w+\))?[+#-]?\d{0,4}(?:\.\d{1,3})?[sdrifvqxTtw]$/;

/** `'%s %(name)d' % values`. */
export function formatPercent(format: string, values: Value): Value {
  const items = values.kind === 'list' ? values.items : [values];
  let next = 0;
  return concatenate(
    format
      .split(VERB)
      .map((piece): Value => (ONE_VERB.test(piece) ? (items[next++] ?? unknown) : { kind: 'text', text: piece })),
  );
}

/** Methods that leave a string what it is, for our purpose. */
export const KEEPS_TEXT: ReadonlySet<string> = new Set([
  'strip',
  'trim',
  'toString',
  'rstrip',
  'lstrip',
  'encode',
  'decode',
  // pathlib
  'expanduser',
  'resolve',
  'absolute',
  'as_posix',
]);
