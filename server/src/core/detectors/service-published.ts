import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A service that is reached from outside its cluster now. */
export const servicePublished = defineDetector({
  id: 'service-published',
  facet: 'identity',
  why: 'Whoever finds its address can talk to it.',
  fix: 'Keep it inside the cluster, or say which login and which network rules stand in front of it.',
  tags: ['CWE-668', 'ASI03'],
  *detect(delta) {
    const rows = delta.of('identity.exposure', 'added', 'redirected').filter(isService);
    for (const [row, ...also] of groupRows(rows, ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol}`)) {
      const by = listWords([row, ...also].map(({ fact }) => fact.resource.norm));
      yield { change: row, also, message: `${row.fact.subject.symbol} is reached from outside the cluster: ${by}.` };
    }
  },
});

function isService({ fact }: FactChange): boolean {
  return fact.resource.kind === 'service';
}
