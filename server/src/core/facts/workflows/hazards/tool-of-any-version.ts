import { entryOf } from '../../objects.ts';
import { inputOf } from '../workflow.ts';
import { defineHazard } from './define.ts';

/** Actions that fetch a program and hold it by nothing: the input that names its version. Their own descriptions, 2026-11. */
const TOOLS: ReadonlyMap<string, string> = new Map([
  ['aquasecurity/setup-trivy', 'version'],
  ['1password/load-secrets-action', 'version'],
]);

/**
 * An action may be held at a commit, and what it fetches is not.
 * @see https://docs.zizmor.sh/audits/#unpinned-tools (2026-11)
 */
export const toolOfAnyVersion = defineHazard({
  id: 'tool-of-any-version',
  *find(reading, { jobs }) {
    for (const { steps, subject } of jobs)
      for (const step of steps) {
        const input = TOOLS.get(step.action ?? '');
        if (input === undefined) continue;
        const given = inputOf(reading, step, input)?.trim();
        if (given !== undefined && given !== 'latest' && !given.startsWith('${{')) continue;
        yield {
          node: step.with === null ? step.node : (entryOf(reading, step.with, input) ?? step.node),
          subject,
          what: step.action!,
          why: `\`${step.action!}\` fetches whatever is the newest version of its program then.`,
        };
      }
  },
});
