import { unknown, type Argument, type Value } from '../value.ts';

/** The pieces joined; unknown ones become `*`. */
export function concatenate(values: readonly Value[]): Value {
  const parts = values.flatMap((value) => (value.kind === 'partial' ? value.parts : [value]));
  const known = parts.filter((part) => part.kind === 'text' || part.kind === 'number' || part.kind === 'boolean');
  if (known.length === 0) return parts.length === 1 ? parts[0]! : unknown;
  const text = parts
    .map((part) =>
      part.kind === 'text' ? part.text : part.kind === 'number' || part.kind === 'boolean' ? String(part.value) : '*',
    )
    .join('')
    .replace(/\*{2,}/g, '*');
  return known.length === parts.length ? { kind: 'text', text } : { kind: 'partial', text, parts };
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
