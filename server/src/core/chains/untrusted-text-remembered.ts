import type { SourceKind } from '../model/passage.ts';
import { defineChainKind, type FoundChain } from './define.ts';
import { createPassageGraph } from './graph.ts';
import {
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

const OUTSIDE: ReadonlySet<SourceKind> = new Set<SourceKind>(['request', 'issue', 'mail', 'fetched']);

/** A text that somebody outside wrote is kept for what models are told later, in other conversations and to other people. */
export const untrustedTextRemembered = defineChainKind({
  id: 'untrusted-text-remembered',
  shape: 'input-to-memory',
  facet: 'agent',
  why: 'What is kept is given to models again and again, and nobody sees then who wrote it.',
  fix: 'Keep it apart for each person it is about, mark where it is from, and leave out what reads like an instruction.',
  tags: ['LLM04', 'LLM08', 'ASI06'],
  *find({ passages }): Generator<FoundChain> {
    const graph = createPassageGraph(passages);
    for (const start of graph.startingFrom((origin) => origin.kind === 'untrusted' && OUTSIDE.has(origin.source))) {
      const { from, at, within } = start.passage;
      if (from.kind !== 'untrusted') continue;
      for (const way of graph.waysFrom(start, false)) {
        const { act } = way;
        if (act.kind !== 'remember') continue;
        const subject = subjectAt(start.path, within, passages);
        const steps = stepsOf(way, `\`${at.from.words}\` is what ${SOURCE_WORDS[from.source]} says`);
        yield {
          key: [from.source, act.kind, act.norm].join('\n'),
          ends: [subject.symbol, act.within].join('\n'),
          group: placeOfAct(lastPath(way.links), act),
          kind: 'agent.prompt',
          action: 'remember',
          resource: resourceOf('memory', act.norm),
          subject,
          steps,
          message: `What ${SOURCE_WORDS[from.source]} says (\`${at.from.words}\`) gets to ${whichDoes(act.words)}.`,
          why: whyOf(steps),
          tier: tierOf(way),
          factIds: act.facts,
          tags: [],
        };
      }
    }
  },
});
