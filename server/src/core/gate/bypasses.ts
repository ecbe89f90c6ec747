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
export function findBypass({ finding, file }: Placed, { records, bypassKeys, now }: GateInput): FoundBypass {
  if (bypassKeys.size === 0) return { bypass: null, tooLong: null };
  const paths = pathsOf(file);
  const found = records.flatMap((source) => {
    const { record } = source;
    const signer = signerFor(finding, source);
    if (record.kind !== 'bypass' || signer === null || !bypassKeys.has(signer.key)) return [];
    const isFor =
      isRunning(record, now) &&
      (record.fingerprints.length === 0 || record.fingerprints.includes(finding.fingerprint)) &&
      (record.paths.length === 0 || record.paths.some((pattern) => paths.some((path) => fitsPath(pattern, path))));
    return isFor
      ? [{ source, isShort: (daysBetween(record.decidedAt, record.until) ?? Infinity) <= MAX_BYPASS_DAYS }]
      : [];
  });
  const of = (isShort: boolean): GateRecord | null => found.find((each) => each.isShort === isShort)?.source ?? null;
  return { bypass: of(true), tooLong: of(false) };
}

/** Text that is no time in UTC ends at once: "+14:00" would be later than it reads. */
function isRunning({ until }: BypassBody, now: string): boolean {
  return (fromUtc(until) ?? 0) >= (fromUtc(now) ?? Number.POSITIVE_INFINITY);
}

function fitsPath(pattern: string, path: string): boolean {
  const glob = compileGlob(toPathPattern(pattern), '/');
  return glob !== null && matchesGlob(glob, path);
}
