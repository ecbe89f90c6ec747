import { defineDetector } from './define.ts';

/** Code of a pull request where secrets and a token that may write are. */
export const untrustedCheckout = defineDetector({
  id: 'untrusted-checkout',
  facet: 'workflow',
  why: 'Whoever opens the pull request has their code beside the secrets: a build, a test or an install script runs it.',
  fix: 'Check pull requests under `pull_request`, and do what needs secrets in another workflow that runs no code of theirs.',
  tags: ['CWE-829', 'CICD-SEC-4'],
  *detect(delta) {
    for (const row of delta.added('workflow.step')) {
      if (row.fact.action !== 'checkout-untrusted') continue;
      yield {
        change: row,
        message: `${row.fact.subject.symbol} checks out the code of a pull request, with secrets and the token of this repository.`,
      };
    }
  },
});
