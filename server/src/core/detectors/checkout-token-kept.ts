import { defineDetector } from './define.ts';

/** A checkout that leaves the token where every later step, or everybody who downloads an artifact, finds it. */
export const checkoutTokenKept = defineDetector({
  id: 'checkout-token-kept',
  facet: 'workflow',
  why: 'The token stands in .git/config: every step that follows can use it, and an artifact of the folder carries it away.',
  fix: 'Set `persist-credentials: false`, and give the token to the one step that pushes.',
  tags: ['CWE-522', 'CICD-SEC-6'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'weakened')) {
      const credentials = row.fact.qualifiers?.['credentials'];
      const holder = row.fact.subject.symbol;
      if (credentials === 'published')
        yield {
          change: row,
          as: 'weakened',
          message: `${holder} publishes an artifact of the folder that holds GITHUB_TOKEN.`,
        };
      // What every checkout does that says nothing is no news in a new one.
      else if (credentials === 'kept' && row.change === 'weakened')
        yield { change: row, message: `${holder} leaves GITHUB_TOKEN behind after its checkout.` };
    }
  },
});
