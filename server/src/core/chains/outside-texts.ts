import type { Origin, PassageSummary, SourceKind } from '../model/passage.ts';
import type { FoundChain } from './define.ts';
import { createPassageGraph, type Link, type Way } from './graph.ts';
import { lastPath, placeOfAct, SOURCE_WORDS, stepsOf, subjectAt, tierOf, whichDoes, whyOf } from './steps.ts';

const OUTSIDE: ReadonlySet<SourceKind> = new Set<SourceKind>(['request', 'issue', 'chat', 'mail', 'fetched', 'page']);

/** Somebody outside wrote it; what a model passes to a tool is told for itself. */
export function isOutside(origin: Origin): boolean {
  return origin.kind === 'untrusted' && OUTSIDE.has(origin.source);
}

/** A text that somebody outside wrote, and a way that it takes. */
export interface OutsideWay {
  readonly source: SourceKind;
  readonly start: Link;
  readonly way: Way;
}

export function* waysFromOutside(passages: ReadonlyMap<string, PassageSummary>): Generator<OutsideWay> {
  const graph = createPassageGraph(passages);
  for (const start of graph.startingFrom(isOutside)) {
    const { from } = start.passage;
    if (from.kind !== 'untrusted') continue;
    for (const way of graph.waysFrom(start, false)) yield { source: from.source, start, way };
  }
}

/** What is told of such a way, whatever it gets to. */
export function toldOfOutside(
  { source, start, way }: OutsideWay,
  passages: ReadonlyMap<string, PassageSummary>,
): Omit<FoundChain, 'kind' | 'action' | 'resource' | 'tags'> {
  const { act } = way;
  const { at, within } = start.passage;
  const subject = subjectAt(start.path, within, passages);
  const steps = stepsOf(way, `\`${at.from.words}\` is what ${SOURCE_WORDS[source]} says`);
  return {
    key: [source, act.kind, act.norm].join('\n'),
    ends: [subject.symbol, act.within].join('\n'),
    group: placeOfAct(lastPath(way.links), act),
    subject,
    steps,
    message: `What ${SOURCE_WORDS[source]} says (\`${at.from.words}\`) gets to ${whichDoes(act.words)}.`,
    why: whyOf(steps),
    tier: tierOf(way),
    factIds: act.facts,
  };
}
