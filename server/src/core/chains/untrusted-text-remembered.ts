import { defineChainKind, type FoundChain } from './define.ts';
import { toldOfOutside, waysFromOutside } from './outside-texts.ts';
import { resourceOf } from './steps.ts';

/** A text that somebody outside wrote is kept for what models are told later, in other conversations and to other people. */
export const untrustedTextRemembered = defineChainKind({
  id: 'untrusted-text-remembered',
  shape: 'input-to-memory',
  facet: 'agent',
  why: 'What is kept is given to models again and again, and nobody sees then who wrote it.',
  fix: 'Keep it apart for each person it is about, mark where it is from, and leave out what reads like an instruction.',
  tags: ['LLM04', 'LLM08', 'ASI06'],
  *find({ passages }): Generator<FoundChain> {
    for (const found of waysFromOutside(passages)) {
      const { act } = found.way;
      if (act.kind !== 'remember') continue;
      yield {
        ...toldOfOutside(found, passages),
        kind: 'agent.prompt',
        action: 'remember',
        resource: resourceOf('memory', act.norm),
        tags: [],
      };
    }
  },
});
