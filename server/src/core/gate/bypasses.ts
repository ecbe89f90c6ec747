import type { GateInput, GateRecord } from '../model/gate.ts';
import { MAX_BYPASS_DAYS, type BypassBody } from '../model/record.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';
import { daysBetween, fromUtc } from '../text/utc.ts';
import type { Placed } from './answers.ts';
import { pathsOf } from './lineage.ts';
import { signerFor } from './occurrences.ts';

export interface FoundBypass {
  /** Null: none counts. */
  readonly bypass: GateRecord | null;
  /** One that would, had it been given for a shorter time. */
  readonly tooLong: GateRecord | null;
}

/** Of whom the base policy names, for this finding, and not over yet. */
export function findBypass({ finding, file }: Placed, input: GateInput): FoundBypass {
  const { records, bypassKeys } = input;
  if (bypassKeys.size === 0) return { bypass: null, tooLong: null };
  const paths = pathsOf(file);
  const found = records.flatMap((source) => {
    const { record } = source;
    if (record.kind !== 'bypass') return [];
    // It names no commit: only its seal says for which repository it was given.
    const signer = source.isBound ? signerFor(finding, source) : null;
    const standing = standingOf(record, signer?.key ?? null, input);
    const isFor =
      (record.fingerprints.length === 0 || record.fingerprints.includes(finding.fingerprint)) &&
      (record.paths.length === 0 || record.paths.some((pattern) => paths.some((path) => fitsPath(pattern, path))));
    return isFor ? [{ source, standing }] : [];
  });
  const of = (standing: BypassStanding): GateRecord | null =>
    found.find((each) => each.standing === standing)?.source ?? null;
  return { bypass: of('counts'), tooLong: of('too-long') };
}

/** What a bypass is worth now, whatever it is for; `not-allowed`: the base policy does not let that key bypass. */
export type BypassStanding = 'counts' | 'too-long' | 'not-allowed' | 'over';

/** @param key of who signed it; null: nobody did */
export function standingOf(
  bypass: BypassBody,
  key: string | null,
  { bypassKeys, now }: Pick<GateInput, 'bypassKeys' | 'now'>,
): BypassStanding {
  if (!isRunning(bypass, now)) return 'over';
  if (key === null || !bypassKeys.has(key)) return 'not-allowed';
  return isTooLong(daysBetween(bypass.decidedAt, bypass.until)) ? 'too-long' : 'counts';
}

/** @param days null: from or until what is no time */
export function isTooLong(days: number | null): boolean {
  return days === null || days > MAX_BYPASS_DAYS;
}

/** Text that is no time in UTC ends at once: "+14:00" would be later than it reads. */
function isRunning({ until }: BypassBody, now: string): boolean {
  return (fromUtc(until) ?? 0) >= (fromUtc(now) ?? Number.POSITIVE_INFINITY);
}

function fitsPath(pattern: string, path: string): boolean {
  const glob = compileGlob(toPathPattern(pattern), '/');
  return glob !== null && matchesGlob(glob, path);
}
