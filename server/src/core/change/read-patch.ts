import type { Failure } from '../model/problem.ts';
import { printablePath, refusePath } from './check-path.ts';
import { readHeaderPath, readGitHeader, stripPrefixes } from './patch-paths.ts';

/** One line of a hunk. `text` keeps its terminator; the last line of a file may have none. */
export interface PatchLine {
  readonly kind: 'context' | 'removed' | 'added';
  readonly text: string;
}

export interface PatchHunk {
  /** 1-based line of the patch, for messages. */
  readonly at: number;
  /** 0-based line on the before-side where the hunk says it belongs. */
  readonly start: number;
  readonly lines: readonly PatchLine[];
}

export interface PatchFile {
  readonly previousPath: string | null;
  readonly path: string | null;
  readonly copied: boolean;
  readonly binary: boolean;
  readonly modeBefore: string | null;
  readonly modeAfter: string | null;
  readonly hunks: readonly PatchHunk[];
}

export interface PatchRead {
  readonly files: readonly PatchFile[];
  /** Paths whose earlier text `ingestPatch` needs. */
  readonly wants: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * A unified or git patch, mail headers and signatures around it included. Lines that could be part of an edit and are
 * counted by no hunk are a failure: what is not read must not look reviewed. Merge (`@@@`) patches are refused.
 */
export function readPatch(text: string): PatchRead {
  const reader = { lines: text.split('\n'), at: 0, failures: [] as Failure[] };
  const files: PatchFile[] = [];
  while (reader.at < reader.lines.length) {
    const file = readFile(reader);
    if (file !== null) files.push(file);
  }
  if (files.length === 0 && reader.failures.length === 0 && text.trim() !== '') {
    reader.failures.push({ path: '', stage: 'ingest', message: 'The patch names no file.' });
  }
  const safe = files.filter((file) => isSafe(file, reader.failures));
  const wants = new Set<string>();
  for (const file of safe) if (file.previousPath !== null) wants.add(file.previousPath);
  return { files: safe, wants: [...wants], failures: reader.failures };
}

interface Reader {
  readonly lines: readonly string[];
  at: number;
  readonly failures: Failure[];
}

interface Section {
  previousPath: string | null;
  path: string | null;
  copied: boolean;
  binary: boolean;
  modeBefore: string | null;
  modeAfter: string | null;
  readonly hunks: PatchHunk[];
}

function headerLine(reader: Reader, offset = 0): string {
  const line = reader.lines[reader.at + offset] ?? '';
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function readFile(reader: Reader): PatchFile | null {
  const line = headerLine(reader);
  const isGit = line.startsWith('diff --git ');
  const isPlain = line.startsWith('--- ') && headerLine(reader, 1).startsWith('+++ ');
  if (!isGit && !isPlain) {
    if (/^(?:@@ |@@@|diff --(?:cc|combined) )/u.test(line)) {
      fail(
        reader,
        '',
        line.startsWith('@@ ') ? 'a hunk without a file header' : 'a merge patch, which has more than one before-side',
      );
    }
    reader.at += 1;
    return null;
  }
  const section: Section = {
    previousPath: null,
    path: null,
    copied: false,
    binary: false,
    modeBefore: null,
    modeAfter: null,
    hunks: [],
  };
  if (isGit) readGitSection(reader, section);
  if (headerLine(reader).startsWith('--- ') && headerLine(reader, 1).startsWith('+++ '))
    readPlainHeader(reader, section);
  readHunks(reader, section);
  return section;
}

function readGitSection(reader: Reader, section: Section): void {
  const paths = readGitHeader(headerLine(reader).slice('diff --git '.length));
  section.previousPath = paths?.[0] ?? null;
  section.path = paths?.[1] ?? null;
  let created = false;
  let deleted = false;
  for (reader.at += 1; reader.at < reader.lines.length; reader.at += 1) {
    const line = headerLine(reader);
    const header = EXTENDED_HEADERS.find(([prefix]) => line.startsWith(prefix));
    if (header === undefined) break;
    header[1](section, line.slice(header[0].length));
    created ||= line.startsWith('new file mode ');
    deleted ||= line.startsWith('deleted file mode ');
    if (line === 'GIT binary patch') skipBinary(reader);
  }
  if (created) section.previousPath = null;
  if (deleted) section.path = null;
}

const ignoreHeader = (): void => undefined;

/** @see git-diff(1), "Generating patch text with -p" */
const EXTENDED_HEADERS: readonly (readonly [prefix: string, read: (section: Section, rest: string) => void])[] = [
  ['old mode ', (section, rest) => void (section.modeBefore = rest)],
  ['new mode ', (section, rest) => void (section.modeAfter = rest)],
  ['new file mode ', (section, rest) => void (section.modeAfter = rest)],
  ['deleted file mode ', (section, rest) => void (section.modeBefore = rest)],
  ['rename from ', (section, rest) => void (section.previousPath = readHeaderPath(rest))],
  ['rename to ', (section, rest) => void (section.path = readHeaderPath(rest))],
  [
    'copy from ',
    (section, rest) => {
      section.previousPath = readHeaderPath(rest);
      section.copied = true;
    },
  ],
  ['copy to ', (section, rest) => void (section.path = readHeaderPath(rest))],
  ['similarity index ', ignoreHeader],
  ['dissimilarity index ', ignoreHeader],
  ['index ', ignoreHeader],
  ['Binary files ', (section) => void (section.binary = true)],
  ['GIT binary patch', (section) => void (section.binary = true)],
];

/** Leaves `at` on the last line of the binary data. */
function skipBinary(reader: Reader): void {
  while (reader.at + 1 < reader.lines.length && !headerLine(reader, 1).startsWith('diff --git ')) reader.at += 1;
}

function readPlainHeader(reader: Reader, section: Section): void {
  const before = readHeaderPath(headerLine(reader).slice(4));
  const after = readHeaderPath(headerLine(reader, 1).slice(4));
  reader.at += 2;
  if (before === null || after === null) return fail(reader, '', 'a file name that cannot be read');
  const [previousPath, path] = stripPrefixes(before, after);
  if (before === '/dev/null') section.previousPath = null;
  else section.previousPath ??= previousPath;
  if (after === '/dev/null') section.path = null;
  else section.path ??= path;
}

function readHunks(reader: Reader, section: Section): void {
  const path = section.path ?? section.previousPath ?? '';
  while (headerLine(reader).startsWith('@@ ')) {
    const hunk = readHunk(reader, path);
    if (hunk === null) return;
    section.hunks.push(hunk);
  }
  const next = headerLine(reader);
  const isSignature = next === '-- ' || next === '--';
  const isNextFile = next.startsWith('--- ') && headerLine(reader, 1).startsWith('+++ ');
  if (section.hunks.length > 0 && /^[ +-]/u.test(next) && !isSignature && !isNextFile) {
    fail(reader, path, 'more lines than the hunk header counts');
  }
}

function readHunk(reader: Reader, path: string): PatchHunk | null {
  const at = reader.at + 1;
  const header = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/u.exec(headerLine(reader));
  reader.at += 1;
  if (header === null) {
    fail(reader, path, 'a hunk header that cannot be read');
    return null;
  }
  let before = Number(header[2] ?? '1');
  let after = Number(header[3] ?? '1');
  const start = before === 0 ? Number(header[1]) : Number(header[1]) - 1;
  const lines: PatchLine[] = [];
  while (before > 0 || after > 0) {
    const line = reader.at < reader.lines.length ? (reader.lines[reader.at] ?? '') : null;
    const kind = line === null ? undefined : KINDS[line[0] ?? ' '];
    if (line === null || kind === undefined || (line === '' && reader.at === reader.lines.length - 1)) {
      fail(reader, path, 'fewer lines than the hunk header counts');
      return null;
    }
    if (kind !== 'added') before -= 1;
    if (kind !== 'removed') after -= 1;
    reader.at += 1;
    const isLast = (reader.lines[reader.at] ?? '').startsWith('\\');
    if (isLast) reader.at += 1;
    lines.push({ kind, text: isLast ? line.slice(1) : `${line.slice(1)}\n` });
  }
  if (before < 0 || after < 0) {
    fail(reader, path, 'more lines than the hunk header counts');
    return null;
  }
  return { at, start, lines };
}

const KINDS: Readonly<Record<string, PatchLine['kind']>> = {
  ' ': 'context',
  '\r': 'context',
  '-': 'removed',
  '+': 'added',
};

function isSafe(file: PatchFile, failures: Failure[]): boolean {
  if (file.path === null && file.previousPath === null) {
    failures.push({ path: '', stage: 'ingest', message: 'The patch has a file without a readable name.' });
    return false;
  }
  for (const path of [file.previousPath, file.path]) {
    const refusal = path === null ? null : refusePath(path);
    if (refusal === null) continue;
    failures.push({
      path: printablePath(path ?? ''),
      stage: 'ingest',
      message: `The patch is not applied: ${refusal}.`,
    });
    return false;
  }
  return true;
}

function fail(reader: Reader, path: string, what: string): void {
  const where = `line ${Math.min(reader.at + 1, reader.lines.length)} of the patch`;
  reader.failures.push({
    path: printablePath(path),
    stage: 'ingest',
    message: `The patch cannot be read at ${where}: ${what}.`,
  });
}
