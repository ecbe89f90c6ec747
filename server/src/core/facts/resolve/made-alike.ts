import type { Value } from '../value.ts';

/** The same call with the same first text, or the same class: clients of one service, whatever else they are made with. */
export function isMadeAlike(one: Value, other: Value): boolean {
  if (one.kind === 'instance' && other.kind === 'instance') return one.node === other.node;
  if (one.kind !== 'call' || other.kind !== 'call' || one.of !== other.of) return false;
  const first = ({ args }: typeof one): string | null => {
    const value = args[0]?.value();
    return value?.kind === 'text' ? value.text : null;
  };
  return first(one) === first(other);
}
