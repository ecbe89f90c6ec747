import type { Remedy } from '../core/model/fact.ts';
import type { Finding } from '../core/model/finding.ts';
import type { Range } from '../core/model/text.ts';
import type { ChangeSetView, FindingView, HunkView } from '../protocol/view.ts';

/** What is under review in one file: the words of the view, with the ranges that only the analysis knows. */
export interface FileReview {
  readonly path: string;
  /** In the order of the file. */
  readonly hunks: readonly ReviewedHunk[];
}

export interface ReviewedHunk {
  readonly changeSet: ChangeSetView;
  readonly view: HunkView;
  readonly findings: readonly ReviewedFinding[];
}

export interface ReviewedFinding {
  readonly view: FindingView;
  /** In the file as it stands. A finding about the earlier side is anchored on a whole line. */
  readonly range: Range;
  /** An edit of the file that would do, where one is known. */
  readonly remedy: Remedy | null;
}

export interface ReviewedSet {
  readonly view: ChangeSetView;
  readonly findings: readonly Finding[];
}

/** One file's part of everything under review. */
export function toFileReview(path: string, sets: Iterable<ReviewedSet>): FileReview {
  const hunks: ReviewedHunk[] = [];
  for (const { view: changeSet, findings } of sets) {
    for (const view of changeSet.hunks) if (view.path === path) hunks.push(toReviewedHunk(changeSet, view, findings));
  }
  return { path, hunks: hunks.toSorted((a, b) => a.view.firstLine - b.view.firstLine) };
}

export function hunkRange({ firstLine, lastLine }: HunkView): Range {
  return {
    start: { line: Math.max(0, firstLine - 1), character: 0 },
    end: { line: Math.max(0, firstLine - 1, lastLine - 1), character: endOfLine },
  };
}

export function isOpen({ obligation, state }: FindingView): boolean {
  return obligation !== 'none' && state !== 'settled';
}

/** LSP takes a column past the end of a line for its end. */
const endOfLine = 2 ** 31 - 1;

function toReviewedHunk(changeSet: ChangeSetView, view: HunkView, findings: readonly Finding[]): ReviewedHunk {
  const found = findings.filter(({ hunk }) => hunk === view.id);
  return {
    changeSet,
    view,
    findings: view.findings.map((finding) => {
      const match = found.find(({ fingerprint }) => fingerprint === finding.fingerprint);
      return {
        view: finding,
        range: match?.side === 'after' ? match.range : lineRange(view, finding.line),
        remedy: match?.remedy ?? null,
      };
    }),
  };
}

/** The words of the line where the hunk shows it, else all of the line. */
function lineRange({ diff }: HunkView, line: number): Range {
  const text = diff.find(({ after }) => after === line)?.text ?? '';
  const start = text.length - text.trimStart().length;
  const end = text.trim() === '' ? endOfLine : text.trimEnd().length;
  const zeroBased = Math.max(0, line - 1);
  return {
    start: { line: zeroBased, character: text.trim() === '' ? 0 : start },
    end: { line: zeroBased, character: end },
  };
}
