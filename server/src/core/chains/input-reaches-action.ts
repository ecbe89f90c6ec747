import type { ActKind, Origin, SourceKind } from '../model/passage.ts';
import { defineChainKind, type FoundChain } from './define.ts';
import { createPassageGraph } from './graph.ts';
import {
  ACT_KINDS,
  DECIDED_ACTS,
  lastPath,
  placeOfAct,
  resourceOf,
  SOURCE_WORDS,
  stepsOf,
  subjectAt,
  tierOf,
  whichDoes,
  whyOf,
} from './steps.ts';

/** What is fetched is the text of others, mostly of one's own services: only as code does it matter who wrote it. */
const OF_FETCHED: ReadonlySet<ActKind> = new Set<ActKind>(['exec', 'eval', 'deserialize']);

/** A text that somebody outside wrote chooses what is run, asked of a database, connected to or written. */
export const inputReachesAction = defineChainKind({
  id: 'input-reaches-action',
  shape: 'input-to-action',
  facet: 'permission',
  why: 'Whoever sends the text decides what happens here, with the rights of this program.',
  fix: 'Look the value up in a list of what is allowed, or pass it where it cannot be read as code: as an argument, as a parameter of the query.',
  tags: ['CWE-20', 'ASI02'],
  *find({ passages }): Generator<FoundChain> {
    const graph = createPassageGraph(passages);
    for (const start of graph.startingFrom(isOutside)) {
      const { from, at } = start.passage;
      if (from.kind !== 'untrusted') continue;
      for (const way of graph.waysFrom(start, false)) {
        const { act } = way;
        if (!(from.source === 'fetched' ? OF_FETCHED : DECIDED_ACTS).has(act.kind)) continue;
        const subject = subjectAt(start.path, start.passage.within, passages);
        const { kind, action, tags } = ACT_KINDS[act.kind];
        const path = lastPath(way.links);
        const steps = stepsOf(way, `\`${at.from.words}\` is what ${SOURCE_WORDS[from.source]} says`);
        yield {
          key: [from.source, act.kind, act.norm].join('\n'),
          ends: [subject.symbol, act.within].join('\n'),
          group: placeOfAct(path, act),
          kind,
          action,
          resource: resourceOf('call', act.norm),
          subject,
          steps,
          message: `What ${SOURCE_WORDS[from.source]} says (\`${at.from.words}\`) gets to ${whichDoes(act.words)}.`,
          why: whyOf(steps),
          tier: tierOf(way),
          factIds: act.facts,
          tags,
        };
      }
    }
  },
});

const OUTSIDE: ReadonlySet<SourceKind> = new Set<SourceKind>(['request', 'issue', 'mail', 'fetched']);

function isOutside(origin: Origin): boolean {
  return origin.kind === 'untrusted' && OUTSIDE.has(origin.source);
}
