import type { ChangeSet } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { printObligation } from '../model/obligation.ts';
import type { HunkReview } from '../model/review.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { groupBy } from '../text/group-by.ts';
import { hashParts } from '../text/hash.ts';
import { splitLines } from '../text/lines.ts';
import type { FindingName } from './define.ts';
import { hasObligation } from './obligations.ts';

/** Findings of one change set that say the very same, each in a place of its own. */
export interface AlikeGroup {
  /** Of what they say and of which they are: another when one of them goes, comes or changes. */
  readonly id: string;
  /** Two or more, in the order of the hunks. */
  readonly members: readonly FindingName[];
}

/**
 * Everything a person reads of a finding, but for where it stands. Left out: fingerprint, hunk, path, range and declaration, and
 * what depends on them. A place in another file than its own is part of what it says.
 */
function readingOf(finding: Finding): unknown {
  const {
    path,
    evidence,
    obligation,
    fingerprint: _f,
    hunk: _h,
    range: _r,
    declaration: _d,
    remedy: _m,
    ...said
  } = finding;
  const isOwn = (other: string): boolean => other === path;
  return {
    ...said,
    obligation: printObligation(obligation),
    evidence: evidence.map((it) => (isOwn(it.path) ? { role: it.role } : it)),
  };
}

/** Whether two findings differ in nothing but their places. Their lines of code are not looked at here. */
export function isAlike(one: Finding, other: Finding): boolean {
  return canBeAlike(one) && canBeAlike(other) && canonicalJson(readingOf(one)) === canonicalJson(readingOf(other));
}

/** A chain has a path of its own, and what is a step of one is settled there. */
function canBeAlike(finding: Finding): boolean {
  return hasObligation(finding) && finding.chain === undefined && finding.partOf === undefined;
}

/** Findings of undecided hunks that say the same about the same code. */
export function groupAlike(hunks: readonly HunkReview[], { files }: ChangeSet): readonly AlikeGroup[] {
  const codeOf = readCode(files);
  const open = hunks.filter(({ outcome }) => outcome === null);
  const candidates = open.flatMap(({ id, findings }) =>
    findings.filter(canBeAlike).map((finding) => ({ name: { hunk: id, fingerprint: finding.fingerprint }, finding })),
  );
  // Most sentences are there once: only the others are read whole.
  const groups = [...groupBy(candidates, ({ finding }) => finding.message).values()]
    .filter((same) => same.length > 1)
    .flatMap((same) => [...groupBy(same, ({ finding }) => canonicalJson([readingOf(finding), codeOf(finding)]))]);
  return groups.flatMap(([reading, same]) => {
    const members = same.map(({ name }) => name);
    return members.length < 2 ? [] : [{ id: hashParts([reading, canonicalJson(members)]), members }];
  });
}

/** The lines that the panel shows as evidence. */
function readCode(files: ChangeSet['files']): (finding: Finding) => readonly string[] {
  const split = new Map<string, readonly string[]>();
  const lineOf = (path: string, side: Finding['side'], line: number): string => {
    const key = `${side} ${path}`;
    const lines =
      split.get(key) ??
      splitLines(files.find((file) => file.path === path || file.previousPath === path)?.[side]?.text ?? '');
    split.set(key, lines);
    return lines[line]?.trim() ?? '';
  };
  return ({ path, side, range, evidence }) =>
    [{ path, range }, ...evidence.filter((it) => it.path === path)].map((it) =>
      lineOf(it.path, side, it.range.start.line),
    );
}
