import type { Fact, FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** Rows about packages that a lock holds. */
export function lockRows(delta: Delta, ...changes: Parameters<Delta['of']>[1][]): readonly FactChange[] {
  return delta.of('supply-chain.dependency', ...changes).filter(({ fact }) => fact.action === 'lock');
}

/** The host or repository that a lock takes a package from. */
export function originOf(fact: Fact): string {
  return fact.qualifiers?.['from'] ?? '';
}

export function nameOf(fact: Fact): string {
  return fact.resource.value ?? fact.resource.norm;
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** "1 package", "12 packages". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
