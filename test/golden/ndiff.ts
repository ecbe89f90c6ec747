import type { Texts } from '../../server/src/core/ingest.ts';

/**
 * The notation of golden tests, which teams write for their own rules too. The first two characters of a line say on which
 * side it stands:
 *
 *     # facets: identity           before the first file: a header, which holds for all cases below it
 *     ## A sentence about behaviour      begins a case; a text with one case may leave it out
 *     === src/app.ts               begins a file; `=== old.ts -> new.ts` a renamed one
 *       both sides
 *     - before
 *     + after
 *     ? ^^^ guard-removed          a finding on the line above, under its text; several lines for several findings
 *     ? ^^^ guard-removed "DELETE /users/:id no longer requires admin."        and its whole message
 *
 * On a line of both sides a mark means a finding on either. A finding of several lines is marked to the end of its first.
 * Headers: `facets` (findings of others are not looked at), `ignore` (detector ids that are not looked at), `only` (all others
 * are not).
 */
export interface Case {
  readonly title: string;
  /** 0-based line in the text. */
  readonly line: number;
  readonly facets: readonly string[];
  readonly ignore: readonly string[];
  readonly only: readonly string[];
  readonly texts: Texts;
  readonly marks: readonly Mark[];
  /** By path and side: what line of the fixture each line of the file stands on. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
}

export interface Mark {
  readonly detector: string;
  readonly message: string | null;
  /** 0-based line in the fixture that is marked. */
  readonly line: number;
  /** Columns in the code line, half-open. */
  readonly start: number;
  readonly end: number;
}

interface OpenFile {
  readonly before: string;
  readonly after: string;
  readonly beforeLines: string[];
  readonly afterLines: string[];
  readonly beforeAt: number[];
  readonly afterAt: number[];
  /** Set by the first line of that side: a file without any does not exist there. */
  hasBefore: boolean;
  hasAfter: boolean;
}

/** @throws Error naming the line that cannot be read. */
export function parseNdiff(text: string, defaultTitle: string): readonly Case[] {
  const cases: Case[] = [];
  const headers = new Map<string, readonly string[]>();
  let title: string | null = null;
  let titleLine = 0;
  let files: OpenFile[] = [];
  let marks: Mark[] = [];
  let marked = -1;

  const close = (): void => {
    if (files.length === 0 && title === null) return;
    if (files.length === 0) throw new Error(`line ${titleLine + 1}: the case has no file`);
    cases.push({
      title: title ?? defaultTitle,
      line: titleLine,
      facets: headers.get('facets') ?? [],
      ignore: headers.get('ignore') ?? [],
      only: headers.get('only') ?? [],
      ...toTexts(files),
      marks,
    });
    files = [];
    marks = [];
  };

  text.split('\n').forEach((line, number) => {
    const fail = (message: string): never => {
      throw new Error(`line ${number + 1}: ${message}`);
    };
    if (line.startsWith('## ')) {
      close();
      title = line.slice(3).trim();
      titleLine = number;
    } else if (line.startsWith('=== ')) {
      const [before = '', after = before] = line.slice(4).trim().split(' -> ');
      files.push({
        before,
        after,
        beforeLines: [],
        afterLines: [],
        beforeAt: [],
        afterAt: [],
        hasBefore: false,
        hasAfter: false,
      });
    } else if (line.startsWith('# ') || line === '#') {
      const header = /^# (facets|ignore|only): *(.*)$/.exec(line);
      if (header !== null)
        headers.set(
          header[1]!,
          header[2]!.split(/[ ,]+/).filter((word) => word !== ''),
        );
      else if (/^# [a-z-]+:/.test(line)) fail(`no header is called ${line}`);
    } else if (line.startsWith('? ')) {
      if (marked < 0) fail('a mark without a line above it');
      const mark =
        /^\? (\s*)(\^+)\s+([a-z][a-z0-9-]*)(?:\s+"(.*)")?\s*$/.exec(line) ??
        fail('a mark is `? ^^^ id` or `? ^^^ id "message"`');
      const start = mark[1]!.length;
      marks.push({ detector: mark[3]!, message: mark[4] ?? null, line: marked, start, end: start + mark[2]!.length });
    } else {
      const file = files[files.length - 1];
      if (file === undefined) {
        if (line.trim() !== '') fail('code before the first `=== path`');
        return;
      }
      const sign = line === '' ? '  ' : line.slice(0, 2).padEnd(2);
      if (!['  ', '- ', '+ '].includes(sign)) fail('a line begins with two blanks, `- `, `+ ` or `? `');
      const code = line.slice(2);
      if (sign !== '+ ') push(file.beforeLines, file.beforeAt, code, number);
      if (sign !== '- ') push(file.afterLines, file.afterAt, code, number);
      if (line !== '') {
        file.hasBefore ||= sign !== '+ ';
        file.hasAfter ||= sign !== '- ';
      }
      marked = number;
    }
  });
  close();
  return cases;
}

function push(lines: string[], at: number[], code: string, number: number): void {
  lines.push(code);
  at.push(number);
}

function toTexts(files: readonly OpenFile[]): Pick<Case, 'texts' | 'lines'> {
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  const lines = new Map<string, readonly number[]>();
  for (const file of files) {
    if (file.hasBefore) {
      before[file.before] = toText(file.beforeLines);
      lines.set(lineKey(file.before, 'before'), file.beforeAt);
      if (file.after !== file.before) lines.set(lineKey(file.after, 'before'), file.beforeAt);
    }
    if (file.hasAfter) {
      after[file.after] = toText(file.afterLines);
      lines.set(lineKey(file.after, 'after'), file.afterAt);
    }
  }
  return { texts: { before, after }, lines };
}

/** Blank lines at the end are the fixture's own, between files and cases. */
function toText(lines: readonly string[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}

export function lineKey(path: string, side: 'before' | 'after'): string {
  return `${side} ${path}`;
}
