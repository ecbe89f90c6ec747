import type { FindingView, HunkView } from '../../server/src/protocol/view.ts';
import { notJudgedWords } from '../words/view-words.ts';
import { glyphs, type Mark } from './change-glyphs.ts';
import { groupBy } from './group-by.ts';

/** What one line of a file under review is marked with. Lines are 1-based, as in the view. */
export interface LineMark {
  readonly line: number;
  readonly mark: Mark;
  /** Behind the line; empty when there is nothing to say. */
  readonly note: string;
}

const noteCharacters = 90;

/** At most one mark a line; where several findings meet, the first open one gives the glyph and each gives its words. */
export function toLineMarks(hunks: readonly HunkView[]): readonly LineMark[] {
  return hunks.flatMap(markHunk);
}

function markHunk(hunk: HunkView): readonly LineMark[] {
  if (hunk.outcome === 'rejected') return []; // its lines are what they were before
  if (hunk.outcome !== null) return [{ line: hunk.firstLine, mark: 'settled', note: '' }];
  if (!hunk.judged) {
    const note = `${glyphs.unknown.sign} ${notJudgedWords(hunk)}`;
    return [{ line: hunk.firstLine, mark: hunk.notJudgedAcknowledged ? 'settled' : 'unknown', note }];
  }
  const lines = groupBy(hunk.findings.filter(isMarked), ({ line }) => line);
  return [...lines].map(([line, findings]) => markLine(line, findings));
}

function markLine(line: number, findings: readonly FindingView[]): LineMark {
  const open = findings.find(({ state }) => state !== 'settled');
  const note = findings
    .map((finding) => `${glyphs[toMark(finding)].sign} ${withoutFullStop(finding.message)}`)
    .join('   ');
  return { line, mark: open ? toMark(open) : 'settled', note: shorten(note) };
}

function isMarked(finding: FindingView): boolean {
  return finding.obligation !== 'none' && finding.change !== 'moved' && finding.change !== 'unchanged';
}

function toMark({ change }: FindingView): Mark {
  return change === 'moved' || change === 'unchanged' ? 'unknown' : change;
}

function withoutFullStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}

function shorten(text: string): string {
  return text.length <= noteCharacters ? text : `${text.slice(0, noteCharacters - 1)}…`;
}
