import { defineDetector } from './define.ts';

/** The same step with the credential of another account. */
export const workflowCredentialSwapped = defineDetector({
  id: 'workflow-credential-swapped',
  facet: 'workflow',
  why: 'It now acts with the rights of another account, and what it writes and reads is that account’s.',
  fix: 'Check whose account it is and what it may do; a flow has one of its own, with no more than it needs.',
  tags: ['CWE-522', 'CWE-250', 'NHI5', 'NHI9'],
  *detect(delta) {
    for (const row of delta.of('workflow.identity', 'redirected')) {
      const { fact, before } = row;
      if (fact.action !== 'use' || before === undefined) continue;
      const [was, is] = [before.resource.norm, fact.resource.norm];
      yield {
        change: row,
        message: `${fact.subject.symbol} uses ${is}, before ${was}.`,
        comparison: { before: was, after: is },
      };
    }
  },
});
