import { childOf } from '../text/tree.ts';
import type { Reading } from './define.ts';
import type { Argument, Value } from './value.ts';

/** Options that a call is given by keyword or in an object; what is spread in from elsewhere makes all of them unknown. */
export interface Options {
  /** Null: not given. */
  readonly get: (...names: readonly string[]) => Value | null;
  /** Something is handed over that cannot be read. */
  readonly isOpen: boolean;
}

export function optionsOf(reading: Reading, args: readonly Argument[], from = 0): Options {
  const found = new Map<string, Value>();
  let isOpen = false;
  for (const [index, arg] of args.entries()) {
    if (arg.name !== null) {
      found.set(arg.name, arg.value());
      continue;
    }
    if (index < from) continue;
    const value = arg.value();
    if (arg.node?.kind === 'spread') isOpen = true;
    // `cors.Options{AllowedOrigins: …}` of Go.
    else if (value.kind === 'call' && value.node?.kind === 'new' && value.args.some(({ name }) => name !== null)) {
      for (const { name, value: given } of value.args) if (name !== null) found.set(name, given());
    } else if (value.kind === 'object') {
      const options = optionsIn(reading, value);
      isOpen ||= options.isOpen;
      for (const [name, each] of options.entries) found.set(name, each);
    } else isOpen ||= value.kind !== 'text' && value.kind !== 'number' && value.kind !== 'null';
  }
  return { get: (...names) => names.map((name) => found.get(name)).find((each) => each !== undefined) ?? null, isOpen };
}

function optionsIn(
  { resolver }: Reading,
  object: Value & { readonly kind: 'object' },
): { readonly entries: ReadonlyMap<string, Value>; readonly isOpen: boolean } {
  const entries = new Map<string, Value>();
  for (const [key, node] of resolver.entriesOf(object.node)) entries.set(key, resolver.valueOf(node));
  const isOpen = object.node.children.some(
    (child) => child.kind === 'spread' || (child.kind === 'entry' && childOf(child, 'entry.value') === null),
  );
  return { entries, isOpen };
}

/** The same for an object that stands in the code. */
export function optionsOfValue(reading: Reading, value: Value): Options {
  return optionsOf(reading, [{ name: null, node: null, value: () => value }]);
}

/** `yes`, `no`, or `dynamic` for what is only known at run time; null when it is not given. */
export function flagOf(value: Value | null): 'yes' | 'no' | 'dynamic' | null {
  if (value === null) return null;
  if (value.kind === 'boolean') return value.value ? 'yes' : 'no';
  if (value.kind === 'null') return 'no';
  return value.kind === 'text' || value.kind === 'number' ? 'yes' : 'dynamic';
}
