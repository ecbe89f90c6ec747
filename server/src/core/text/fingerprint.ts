import type { Detected } from '../model/finding.ts';
import { hashParts } from './hash.ts';

type Named = Pick<Detected, 'detectorId' | 'change' | 'subject' | 'action' | 'resource'>;

/**
 * Name of a finding at a path. `ordinal` counts those that are alike otherwise, in the order in which they were detected.
 * A rename is no other place: a renamed file's findings go by the path it had.
 */
export function fingerprintOf(
  { detectorId, change, subject, action, resource }: Named,
  path: string,
  ordinal: number,
): string {
  const base = hashParts([detectorId, change, path, subject.symbol, action, resource.norm]);
  return ordinal === 0 ? base : hashParts([base, String(ordinal)]);
}
