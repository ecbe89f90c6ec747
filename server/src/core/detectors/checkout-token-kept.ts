import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A checkout that leaves the token where every later step, or everybody who downloads an artifact, finds it. */
export const checkoutTokenKept = defineDetector({
  id: 'checkout-token-kept',
  facet: 'workflow',
  why: 'The token stands in .git/config: every step that follows can use it, and an artifact of the folder carries it away.',
  fix: 'Set `persist-credentials: false`, and give the token to the one step that pushes.',
  tags: ['CWE-522', 'CICD-SEC-6'],
  *detect(delta) {
    const rows = delta.of('workflow.step', 'added', 'weakened');
    const kept: FactChange[] = [];
    const isMoved = delta
      .of('workflow.step', 'removed')
      .some(({ fact }) => fact.qualifiers?.['credentials'] === 'kept');
    for (const row of rows) {
      const credentials = row.fact.qualifiers?.['credentials'];
      const holder = row.fact.subject.symbol;
      if (credentials === 'published')
        yield {
          change: row,
          as: 'weakened',
          message: `${holder} publishes an artifact of the folder that holds GITHUB_TOKEN.`,
        };
      else if (credentials === 'kept' && row.change === 'weakened')
        yield { change: row, message: `${holder} leaves GITHUB_TOKEN behind after its checkout.` };
      else if (credentials === 'kept' && !isMoved) kept.push(row);
    }
    // What every checkout does that says nothing is told once of a file.
    for (const [row, ...also] of groupRows(kept, ({ fact }) => fact.provenance.path)) {
      const holders = listWords([row, ...also].map(({ fact }) => fact.subject.symbol));
      const verb = holders === row.fact.subject.symbol ? 'leaves' : 'leave';
      yield { change: row, also, message: `${holders} ${verb} GITHUB_TOKEN behind after a checkout.` };
    }
  },
});
