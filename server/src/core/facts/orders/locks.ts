import type { Fact } from '../../model/fact.ts';
import type { Ordered } from './define.ts';

/**
 * What a lock says of one package. From elsewhere, or with other bytes under one version, is `redirected`; held by nothing
 * any more is `weakened`; another version is `redirected` with an order that begins with `lock:`.
 */
export function compareLocked(before: Fact, after: Fact): Ordered | null {
  if (before.resource.norm !== after.resource.norm) return null;
  if (before.action === 'wish') return { change: 'unchanged', order: '', rank: 1 };
  const [was, is] = [of(before, 'version'), of(after, 'version')];
  const isSame = was === is;
  const rank = isSame ? 3 : 2;
  if (of(before, 'from') !== of(after, 'from') || of(before, 'source') !== of(after, 'source'))
    return { change: 'redirected', order: `source: ${placeOf(before)} became ${placeOf(after)}`, rank: rank - 0.5 };
  return (
    compareDigests(before, after, isSame, rank) ?? { change: 'redirected', order: `lock: ${was} became ${is}`, rank }
  );
}

/** What the digests say, where they say something: that none is left, or that one version has other bytes. */
export function compareDigests(before: Fact, after: Fact, isSameVersion: boolean, rank: number): Ordered | null {
  const [held, holds] = [digestsOf(before), digestsOf(after)];
  if (held.length > 0 && holds.length === 0) return { change: 'weakened', order: NO_DIGEST, rank };
  if (!isSameVersion) return null;
  if (held.length === 0)
    return holds.length === 0 ? null : { change: 'strengthened', order: 'a digest holds it now', rank };
  const algorithms = new Set(held.map(algorithmOf));
  const comparable = holds.filter((digest) => algorithms.has(algorithmOf(digest)));
  const isKept = comparable.length === 0 || comparable.some((digest) => held.includes(digest));
  return isKept
    ? { change: 'unchanged', order: '', rank }
    : { change: 'redirected', order: `digest: ${held[0]!} became ${comparable[0]!}`, rank };
}

/** Detectors know it by these words. */
const NO_DIGEST = 'no digest holds it any more';

function placeOf(fact: Fact): string {
  const from = of(fact, 'from');
  return from === '' ? 'the usual registry' : from;
}

function digestsOf(fact: Fact): readonly string[] {
  return of(fact, 'integrity')
    .split(' ')
    .filter((digest) => digest !== '');
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf('-'));
}

function of(fact: Fact, qualifier: string): string {
  return fact.qualifiers?.[qualifier] ?? '';
}
