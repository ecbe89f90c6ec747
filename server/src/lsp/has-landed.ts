import type { LandedChannel } from '../host/landed-model.ts';
import type { Proposal } from '../host/proposal.ts';

/** Whether what was asked about is on disk and under review there, as when an agent goes on because its hook was killed. */
export function hasLanded({ changeSet, files }: Proposal, { textOf }: Pick<LandedChannel, 'textOf'>): boolean {
  const isOnDisk = (path: string, text: string | null): boolean => files.has(path) && textOf(path, 'after') === text;
  return changeSet.files.every(
    ({ path, previousPath, after }) =>
      isOnDisk(path, after?.text ?? null) && (previousPath === undefined || isOnDisk(previousPath, null)),
  );
}
