import type { ActKind } from '../model/passage.ts';
import { defineChainKind, type FoundChain } from './define.ts';
import { toldOfOutside, waysFromOutside } from './outside-texts.ts';
import { ACT_KINDS, DECIDED_ACTS, resourceOf } from './steps.ts';

/** What is fetched is the text of others, mostly of one's own services: only as code does it matter who wrote it. */
const OF_FETCHED: ReadonlySet<ActKind> = new Set<ActKind>(['exec', 'eval', 'deserialize']);
/** What happens in a page itself. */
const OF_PAGE: ReadonlySet<ActKind> = new Set<ActKind>(['eval', 'markup', 'redirect']);

/** A text that somebody outside wrote chooses what is run, asked of a database, connected to or written. */
export const inputReachesAction = defineChainKind({
  id: 'input-reaches-action',
  shape: 'input-to-action',
  facet: 'permission',
  why: 'Whoever sends the text decides what happens here, with the rights of this program.',
  fix: 'Look the value up in a list of what is allowed, or pass it where it cannot be read as code: as an argument, as a parameter of the query.',
  tags: ['CWE-20', 'ASI02'],
  *find({ passages }): Generator<FoundChain> {
    for (const found of waysFromOutside(passages)) {
      const { act } = found.way;
      const decided = found.source === 'fetched' ? OF_FETCHED : found.source === 'page' ? OF_PAGE : DECIDED_ACTS;
      if (!decided.has(act.kind)) continue;
      const { kind, action, tags } = ACT_KINDS[act.kind];
      yield { ...toldOfOutside(found, passages), kind, action, resource: resourceOf('call', act.norm), tags };
    }
  },
});
