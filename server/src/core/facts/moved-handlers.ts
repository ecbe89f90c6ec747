import type { Fact } from '../model/fact.ts';
import { groupBy } from '../text/group-by.ts';
import type { FileFacts } from './read-facts.ts';
import { hashWord, type SubjectBody } from './subjects.ts';

type Side = 'before' | 'after';
type Sides = Readonly<Record<Side, FileFacts | null>>;

interface Placed {
  readonly path: string;
  readonly body: SubjectBody;
}

/** By symbol, over all files of a side. */
type SubjectIndex = ReadonlyMap<string, readonly Placed[]>;

/**
 * Whether what one fact says of a route is said by another of the function that serves it, or the other way round: a handler
 * that moves to another file, its text as it was, takes along what it checks, as long as the route still names it.
 */
export function handlerMoves(files: readonly Sides[]): (gone: Fact, come: Fact) => boolean {
  const indexes: Partial<Record<Side, SubjectIndex>> = {};
  const named = (symbol: string, side: Side): readonly Placed[] =>
    (indexes[side] ??= indexSubjects(files, side)).get(symbol) ?? [];
  const bodyOf = ({ provenance, subject }: Fact, side: Side): SubjectBody | undefined =>
    named(subject.symbol, side).find(({ path, body }) => path === provenance.path && body.type === subject.type)?.body;
  const isNamed = (route: string, handler: string, side: Side): boolean => {
    const name = hashWord(handler.slice(handler.lastIndexOf('.') + 1));
    return named(route, side).some(({ body }) => body.words.includes(name));
  };
  const afterOf = new Map(files.map(({ before, after }) => [before?.path, after]));
  /** The route stands in another file now, and no longer in this one. */
  const hasMoved = (gone: Fact, come: Fact): boolean => {
    const after = afterOf.get(gone.provenance.path);
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

function indexSubjects(files: readonly Sides[], side: Side): SubjectIndex {
  const all = files.flatMap(
    ({ [side]: file }) => file?.subjects.map((body): Placed => ({ path: file.path, body })) ?? [],
  );
  return groupBy(all, ({ body }) => body.symbol);
}
