import { defineDetector } from './define.ts';

/** A condition that whoever opens a pull request can have hold. */
export const spoofableCondition = defineDetector({
  id: 'spoofable-condition',
  facet: 'workflow',
  why: 'Who acted last is not who wrote it: a bot that others can wake acts on their pull requests too.',
  fix: 'Ask who opened the pull request: github.event.pull_request.user.login, and where its code comes from.',
  tags: ['CWE-290', 'CICD-SEC-4'],
  *detect(delta) {
    for (const row of delta.of('workflow.step', 'added', 'redirected')) {
      if (row.fact.action !== 'spoofable-condition') continue;
      const { subject, resource } = row.fact;
      yield { change: row, message: `${subject.symbol} trusts ${resource.norm}, which others can have be a bot.` };
    }
  },
});
