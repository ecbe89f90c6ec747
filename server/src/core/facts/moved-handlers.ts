import type { Fact } from '../model/fact.ts';
import type { FileFacts } from './read-facts.ts';
import { hashWord, type SubjectBody } from './subjects.ts';

type Side = 'before' | 'after';

/**
 * Whether what one fact says of a route is said by another of the function that serves it, or the other way round: a handler
 * that moves to another file, its text as it was, takes along what it checks, as long as the route still names it.
 */
export function handlerMoves(
  files: readonly Readonly<Record<Side, FileFacts | null>>[],
): (gone: Fact, come: Fact) => boolean {
  const bodyOf = (fact: Fact, side: Side): SubjectBody | undefined =>
    files
      .find((pair) => pair[side]?.path === fact.provenance.path)
      ?.[side]?.subjects.find(({ symbol, type }) => symbol === fact.subject.symbol && type === fact.subject.type);
  const isNamed = (route: string, handler: string, side: Side): boolean => {
    const name = hashWord(handler.slice(handler.lastIndexOf('.') + 1));
    return files.some((pair) =>
      pair[side]?.subjects.some(({ symbol, words }) => symbol === route && words.includes(name)),
    );
  };
  /** The route stands in another file now, and no longer in this one. */
  const hasMoved = (gone: Fact, come: Fact): boolean => {
    const after = files.find(({ before }) => before?.path === gone.provenance.path)?.after;
    return (
      after?.path !== come.provenance.path &&
      after?.subjects.some(({ type, symbol }) => type === 'route' && symbol === gone.subject.symbol) !== true
    );
  };
  return (gone, come) => {
    if (gone.key !== come.key) return false;
    if (gone.id === come.id && gone.subject.type === 'route') return hasMoved(gone, come);
    const types = [gone.subject.type, come.subject.type].toSorted().join(' ');
    if (types !== 'function route') return false;
    const before = bodyOf(gone, 'before');
    if (before === undefined || before.bodyHash !== bodyOf(come, 'after')?.bodyHash) return false;
    return gone.subject.type === 'route'
      ? isNamed(gone.subject.symbol, come.subject.symbol, 'after')
      : isNamed(come.subject.symbol, gone.subject.symbol, 'before');
  };
}
