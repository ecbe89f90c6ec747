import { inputOf } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** Actions that fetch what another run left. */
const FETCHES =
  /^(?:dawidd6\/action-download-artifact|aochmann\/actions-download-artifact|levonet\/action-download-last-artifact|blablacar\/action-download-last-artifact|ishworkh\/(?:container-image|docker-image)-artifact-download|marcofaggian\/action-download-multiple-artifacts)$/;
const COMMAND = /\bgh[ \t]+run[ \t]+download\b|\bactions\/artifacts\/[^\n]{0,200}\/zip\b|\bdownloadArtifact\b/;

/**
 * What a run for a pull request left, fetched where secrets and a token that may write are.
 * @see https://securitylab.github.com/resources/github-actions-new-patterns-and-mitigations/ (2026-11)
 */
export const untrustedArtifact = defineHazard({
  id: 'untrusted-artifact',
  *find(reading, { jobs, triggers }) {
    if (
      !triggers.some(
        ({ event }) => event === 'workflow_run' || event === 'pull_request_target' || event === 'issue_comment',
      )
    )
      return;
    const why = 'What a run for a pull request left is written by whoever opened it.';
    for (const { steps, subject } of jobs)
      for (const step of steps) {
        // Another run than its own.
        const isOfOther = step.action === 'actions/download-artifact' && inputOf(reading, step, 'run-id') !== null;
        if (isOfOther || FETCHES.test(step.action ?? '')) {
          // Into a folder of its own it lies beside what runs.
          yield { node: step.node, subject, what: step.action!, why };
          continue;
        }
        const run =
          step.run ??
          (step.action === 'actions/github-script'
            ? (step.with?.children.find((each) => reading.unit.textOf(each).startsWith('script')) ?? null)
            : null);
        if (run === null) continue;
        const command = COMMAND.exec(reading.unit.textOf(run))?.[0];
        if (command !== undefined) yield { node: step.node, subject, what: command, why };
      }
  },
});
