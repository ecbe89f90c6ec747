import type { FileChange } from '../core/model/change.ts';
import type { Finding } from '../core/model/finding.ts';
import { printAsked } from '../core/model/obligation.ts';
import { approvalsOf, reasonCodes, type HunkReview, type LinesInView, type ReasonCode } from '../core/model/review.ts';
import { inEnglish } from '../core/model/wording.ts';
import {
  answerOf,
  blockedBecause,
  findingState,
  hasObligation,
  isWithoutFindings,
  splitSides,
  toDiffLines,
  type DiffLine,
  type ReviewEvent,
} from '../core/review.ts';
import { askLine } from './ask-person.ts';
import { paint, printable, type Style } from './colours.ts';
import type { Terminal } from './define.ts';
import type { GivenAnswer } from './named-answers.ts';

/** Carries an event out; the hunk as it is then. */
export type Act = (event: ReviewEvent) => Promise<HunkReview>;

export interface Asking {
  readonly terminal: Terminal;
  readonly mode: 'enforce' | 'observe';
  /** ISO 8601. */
  readonly now: () => string;
  readonly act: Act;
  /** By fingerprint, as they were named when the program was called; null: each finding is asked about. */
  readonly answers: ReadonlyMap<string, GivenAnswer> | null;
}

/** One hunk, finding by finding: each gets an answer of its own, and the hunk its own decision. */
export async function askAboutHunk(hunk: HunkReview, file: FileChange, asking: Asking): Promise<void> {
  const { terminal, mode, act } = asking;
  const open = hunk.findings.filter((finding) => ['open', 'reopened'].includes(findingState(hunk, finding)));
  const answers = asking.answers;
  if (answers !== null && !open.some(({ fingerprint }) => answers.has(fingerprint))) return;
  const shown = await showHunk(hunk, file, asking);
  if (shown === null) return;
  let now = shown;
  // What was said before is accepted along with the hunk: nobody should sign words that they have not seen.
  for (const finding of hunk.findings) await terminal.write(showAnswered(hunk, finding, terminal));
  for (const finding of open) now = await askAboutFinding(now, finding, asking);
  if (!now.judged && !now.notJudgedAcknowledged && answers === null) {
    const line = await askLine('  Not everything was analysed here. Type "not judged" to take it as that, or Enter: ');
    if (line === 'not judged') now = await act({ kind: 'acknowledgeNotJudged', hunk: now.id });
  }
  const blocked = blockedBecause(now, mode);
  if (blocked !== null) return void (await terminal.write(`  ${printable(inEnglish(blocked))}\n`));
  const line = await askLine('  Type "accept" or "reject", or Enter to leave it open: ');
  if (line === 'accept') await act({ kind: 'accept', hunk: now.id, as: 'accepted' });
  if (line === 'reject') await act({ kind: 'reject', hunk: now.id, reason: await askLine('  Why? ') });
}

async function askAboutFinding(hunk: HunkReview, finding: Finding, asking: Asking): Promise<HunkReview> {
  const { terminal, act, now, answers } = asking;
  const given = answers?.get(finding.fingerprint);
  if (answers !== null && given === undefined) return hunk;
  await terminal.write(showFinding(finding, terminal));
  const { fingerprint } = finding;
  switch (finding.obligation.kind) {
    case 'none':
      return hunk;
    case 'block':
      await terminal.write('  The policy lets nobody accept this.\n');
      return hunk;
    case 'acknowledge': {
      const line =
        given === undefined ? await askLine('  Type "acknowledge", or Enter to leave it open: ') : given.reason;
      if (line === '') return hunk;
      if (line === 'acknowledge') return await act({ kind: 'acknowledge', hunk: hunk.id, fingerprint, at: now() });
      break;
    }
    case 'explain':
    case 'approve':
  }
  const reason = toReason(given?.reason ?? (await askReason()));
  if (reason === null) return hunk;
  const words = given?.words ?? (await askLine('  In words: '));
  return await act({ kind: 'explain', hunk: hunk.id, fingerprint, reason, words, at: now() });
}

async function askReason(): Promise<string> {
  for (;;) {
    const line = await askLine(`  Reason (${reasonCodes.join(', ')}), or Enter to leave it open: `);
    if (line === '' || toReason(line) !== null) return line;
  }
}

function toReason(text: string): ReasonCode | null {
  return reasonCodes.find((code) => code === text) ?? null;
}

/** @returns ids of hunks that ask for nothing and wait for a decision */
export function withoutFindings(hunks: readonly HunkReview[]): readonly HunkReview[] {
  return hunks.filter((hunk) => hunk.outcome === null && isWithoutFindings(hunk));
}

const context = 2;
const maxLines = 120;
/** Of a hunk that must be seen whole: what was printed far above was not in view. */
const linesOfPage = 40;

/** @returns the hunk with what of it was in view; null: the person left it before its end */
async function showHunk(hunk: HunkReview, file: FileChange, asking: Asking): Promise<HunkReview | null> {
  const { terminal, mode, act } = asking;
  const span = file.hunks.find(({ id }) => id === hunk.id);
  if (span === undefined) return hunk;
  const lines = toDiffLines(splitSides(file), span, context);
  await terminal.write(`\n${paint(terminal, 'bold', `${printable(file.path)}:${span.after.start + 1}`)}\n`);
  if (hunk.mustSee === undefined || mode === 'observe') {
    await terminal.write(showLines(lines.slice(0, maxLines), terminal));
    if (lines.length > maxLines) await terminal.write(`  and ${lines.length - maxLines} more lines\n`);
    return hunk;
  }
  let now = hunk;
  for (let at = 0; at < lines.length; at += linesOfPage) {
    const page = lines.slice(at, at + linesOfPage);
    await terminal.write(showLines(page, terminal));
    now = await act({ kind: 'seen', hunk: hunk.id, lines: inViewOf(page, span) });
    const left = lines.length - at - page.length;
    if (left === 0) break;
    const question = `  ${left} more, and the policy asks that all of it was in view. Enter for more, or type "leave" to leave it open: `;
    if ((await askLine(question)) === 'leave') return null;
  }
  return now;
}

function showLines(lines: readonly DiffLine[], style: Style): string {
  const shown = lines.map(({ kind, text }) => {
    const line = `  ${kind === 'added' ? '+' : kind === 'removed' ? '-' : ' '} ${printable(text)}`;
    return `${kind === 'context' ? line : paint(style, kind === 'added' ? 'green' : 'red', line)}\n`;
  });
  return shown.join('');
}

/** Counted from the first line of the hunk. Those around it are on neither side of it. */
function inViewOf(
  lines: readonly DiffLine[],
  span: Pick<FileChange['hunks'][number], 'before' | 'after'>,
): LinesInView {
  const of = (side: 'before' | 'after'): LinesInView['before'] =>
    lines.flatMap(({ [side]: line }) => (line === null ? [] : [{ start: line - span[side].start, lines: 1 }]));
  return { before: of('before'), after: of('after') };
}

/** Empty: it was not answered yet, or asks for nothing. */
function showAnswered(hunk: HunkReview, finding: Finding, style: Style): string {
  const said = hasObligation(finding) ? answerOf(hunk, finding) : null;
  if (said === null) return '';
  const approvals = approvalsOf(hunk, finding);
  const words = [said.reason, said.words].filter((part) => part !== undefined).join(': ');
  const approved = approvals.map(({ by, role }) => `, approved by ${by} as ${role}`).join('');
  return `${showFinding(finding, style)}  answered ${printable(`${said.at}${words === '' ? '' : `, ${words}`}${approved}`)}\n`;
}

function showFinding(finding: Finding, style: Style): string {
  const { message, impact, rule, alongside = [], fingerprint } = finding;
  const rules = [rule, ...alongside].map(({ id }) => printable(id)).join(' + ');
  return [
    `\n  ${paint(style, 'bold', printable(message))}`,
    `  ${printable(impact)}`,
    `  ${printAsked(finding)} (rule ${rules}, ${rule.layer}); ${fingerprint.slice(0, 12)}\n`,
  ].join('\n');
}
