import type { Finding } from '../../server/src/core/model/finding.ts';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import { type Case, lineKey, type Mark } from './ndiff.ts';

/** A finding as a mark would say it. */
interface Placed extends Mark {
  readonly message: string;
}

/** What is wrong with a review of the case, as lines to read; empty when all is as marked. */
export function checkCase(one: Case, fixture: readonly string[], result: ReviewResult): readonly string[] {
  const problems = result.failures.map((failure) => `failed: ${failure.path} ${failure.stage}: ${failure.message}`);
  // Of markup and build scripts only some is read, and what is not read is said to be.
  const partly = new Set(['markup', 'build-script']);
  const unread = result.files.filter(
    (file) => file.parsed === 'errors' || (file.notJudged !== undefined && !partly.has(file.language ?? '')),
  );
  problems.push(...unread.map((file) => `${file.path}: ${file.notJudged?.message ?? 'has syntax errors'}`));

  const found = placeFindings(one, fixture, result.findings);
  const open = [...found];
  for (const mark of one.marks) {
    const index = open.findIndex((finding) => isMarked(finding, mark));
    if (index >= 0) open.splice(index, 1);
    else problems.push(`not found: ${describe(fixture, mark)}`);
  }
  problems.push(...open.map((finding) => `not marked: ${describe(fixture, finding)}`));
  return problems;
}

/** The lines of a fixture's case with its marks replaced by what was found. */
export function markFindings(
  one: Case,
  fixture: readonly string[],
  findings: readonly Finding[],
): ReadonlyMap<number, readonly string[]> {
  const marks = new Map<number, string[]>();
  for (const { line, start, end, detector, message } of placeFindings(one, fixture, findings)) {
    const list = marks.get(line) ?? [];
    marks.set(line, list);
    list.push(`? ${' '.repeat(start)}${'^'.repeat(end - start)} ${detector} "${message}"`);
  }
  return marks;
}

function placeFindings(one: Case, fixture: readonly string[], findings: readonly Finding[]): readonly Placed[] {
  const looked = findings.filter(
    (finding) =>
      (one.facets.length === 0 || one.facets.includes(finding.facet)) &&
      (one.only.length === 0 || one.only.includes(finding.detectorId)) &&
      !one.ignore.includes(finding.detectorId),
  );
  return looked.map((finding) => {
    const { start, end } = finding.range;
    const line = one.lines.get(lineKey(finding.path, finding.side))?.[start.line] ?? one.line;
    const width = (fixture[line] ?? '').length - 2;
    const from = Math.min(start.character, Math.max(width - 1, 0));
    const to = end.line > start.line ? width : end.character;
    return { detector: finding.detectorId, message: finding.message, line, start: from, end: Math.max(to, from + 1) };
  });
}

function isMarked(finding: Placed, mark: Mark): boolean {
  const isThere = finding.line === mark.line && finding.start === mark.start && finding.end === mark.end;
  return isThere && finding.detector === mark.detector && (mark.message === null || mark.message === finding.message);
}

function describe(fixture: readonly string[], { detector, line, start, end, message }: Mark): string {
  const under = `${' '.repeat(start)}${'^'.repeat(end - start)}`;
  return `${detector} on line ${line + 1}${message === null ? '' : ` "${message}"`}\n    ${fixture[line] ?? ''}\n      ${under}`;
}
