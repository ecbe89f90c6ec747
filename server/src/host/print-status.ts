import type { ReviewStatus } from './editor-address.ts';

/** What waits for review and why, in words for an agent. */
export function printStatus({ waiting, withoutFindings, rejected }: ReviewStatus): string {
  const held = waiting.filter(({ isHeld }) => isHeld);
  const lines = [
    waiting.length === 0
      ? 'Nothing waits for an answer of a person.'
      : `${waiting.length} ${waiting.length === 1 ? 'part of the edits waits' : 'parts of the edits wait'} for a person.`,
    ...waiting.map(
      ({ path, line, isHeld, asks }) => `- ${path}:${line}${isHeld ? ' (held, not written)' : ''}: ${asks.join('; ')}`,
    ),
    ...(withoutFindings > 0 ? [`${withoutFindings} more without findings wait to be looked at.`] : []),
    ...rejected.map(({ path, line, reason }) => `- ${path}:${line} was rejected${reason === '' ? '' : `: ${reason}`}`),
    ...(held.length > 0 ? ['Go on with something else, and do not write what is held in another way.'] : []),
  ];
  return lines.join('\n');
}
