import type { ChangeSetView, HunkView } from '../../server/src/protocol/view.ts';

/**
 * What to tell the agent whose hunks were rejected, all at once; null when none were, or when it has been told already, because
 * it waited. No vscode here.
 */
export function toReply({ hunks, answer }: Pick<ChangeSetView, 'hunks' | 'answer'>): string | null {
  const rejected = hunks.filter(
    ({ outcome, landing }) => outcome === 'rejected' && (landing !== 'held' || answer === 'ready'),
  );
  if (rejected.length === 0) return null;
  const [first] = rejected;
  const head = heads[first?.landing ?? 'landed'](rejected);
  const parts =
    rejected.length === 1
      ? rejected.map(({ rejectReason }) => reasonOf(rejectReason))
      : rejected.map((hunk, at) => `${at + 1}. ${placeOf(hunk)}. ${reasonOf(hunk.rejectReason)}`);
  return [head, ...parts, 'Leave the rest as it is.'].join('\n\n');
}

function landedHead(rejected: readonly HunkView[]): string {
  const [first] = rejected;
  return rejected.length === 1 && first !== undefined
    ? `I took back one part of your edit, in ${placeOf(first)}. The file holds there what it held before.`
    : `I took back ${rejected.length} parts of your edit. The files hold there what they held before.`;
}

/** It stands in commits or in a patch: whoever made them has to change them. */
function offeredHead(rejected: readonly HunkView[]): string {
  const [first] = rejected;
  return rejected.length === 1 && first !== undefined
    ? `I do not accept one part of your change, in ${placeOf(first)}. Change it, please.`
    : `I do not accept ${rejected.length} parts of your change. Change them, please.`;
}

/** Its call was refused when nobody had decided in time; now somebody has. */
function heldHead(rejected: readonly HunkView[]): string {
  const [first] = rejected;
  return rejected.length === 1 && first !== undefined
    ? `I have decided on the edit that you asked about: one part of it is not to be written, in ${placeOf(first)}.`
    : `I have decided on the edit that you asked about: ${rejected.length} parts of it are not to be written.`;
}

const heads = { landed: landedHead, offered: offeredHead, held: heldHead } as const;

function placeOf({ path, firstLine, findings }: HunkView): string {
  const [finding] = findings;
  const about = finding === undefined ? '' : ` (${finding.message.replace(/\.$/u, '')})`;
  return `${path}, line ${firstLine}${about}`;
}

function reasonOf(reason: string | null): string {
  const words = reason?.trim() ?? '';
  return words === '' ? 'Do without it.' : `Why: ${words}`;
}
