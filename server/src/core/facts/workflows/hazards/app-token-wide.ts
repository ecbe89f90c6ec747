import { inputOf, type Step } from '../workflow.ts';
import type { FileReading } from '../../define.ts';
import { defineHazard } from './define.ts';

/**
 * A token of a GitHub App that has everything the app has, is for all its repositories, or outlives its job.
 * @see https://github.com/actions/create-github-app-token (2026-11)
 */
export const appTokenWide = defineHazard({
  id: 'app-token-wide',
  *find(reading, { jobs }) {
    for (const { steps, subject } of jobs)
      for (const step of steps) {
        if (step.action !== 'actions/create-github-app-token') continue;
        const what = widthOf(reading, step);
        if (what !== null) yield { node: step.node, subject, what, why: `The token of the app ${what}.` };
      }
  },
});

function widthOf(reading: FileReading, step: Step): string | null {
  const names = step.with === null ? [] : [...reading.resolver.entriesOf(step.with).keys()];
  const permissions = names.filter((name) => name.startsWith('permission-'));
  if (permissions.length === 0) return 'may do all that the app may';
  const ofRepositories = permissions.some((name) => !/^permission-(?:organization|members|team|enterprise)/.test(name));
  if (names.includes('owner') && !names.includes('repositories') && ofRepositories)
    return 'is for every repository of its owner';
  const kept = inputOf(reading, step, 'skip-token-revoke')?.trim();
  return kept !== undefined && kept !== 'false' ? 'outlives its job' : null;
}
