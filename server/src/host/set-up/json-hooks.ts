import { applyEdits, type FormattingOptions, modify, parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { AgentSetUp } from './define.ts';
import { isLauncherCommand } from './launcher-command.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Lists of hooks in a JSON file that people write too: comments, order and the rest of the file stay as they are.
 * @param entries what stands in the lists below `hooks`, by their events
 * @param start what a new file has besides
 */
export function jsonHooks(entries: Readonly<Record<string, Json>>, start: Json = {}): Pick<AgentSetUp, 'put' | 'take'> {
  const lists = Object.entries(entries).map(([event, entry]) => jsonList(['hooks', event], entry, start));
  return {
    /** Null: the file is no JSON, or something else is in the place of a list. */
    put: (text) =>
      lists.reduce<{ readonly text: string | null } | null>(
        (done, list) => {
          const next = done === null ? null : list.put(done.text);
          return next === null ? null : { text: next };
        },
        { text },
      )?.text ?? null,
    take: (text) => lists.reduce<string | null>((rest, list) => (rest === null ? null : list.take(rest)), text),
  };
}

function jsonList(at: readonly string[], entry: Json, start: Json): Pick<AgentSetUp, 'put' | 'take'> {
  return {
    put(text: string | null): string | null {
      const base = text === null || text.trim() === '' ? `${JSON.stringify(start, null, 2)}\n` : text;
      const list = readList(base, at);
      if (list === null) return null;
      const ours = list.filter(isOurs);
      if (ours.length === 1 && JSON.stringify(ours[0]) === JSON.stringify(entry)) return base;
      const cleaned = dropOurs(base, at, list);
      const left = readList(cleaned, at)?.length ?? 0;
      const path = list.length === 0 && left === 0 && find(cleaned, at) === undefined ? [...at] : [...at, left];
      const value = path.length === at.length ? [entry] : entry;
      return withFinalNewline(edit(cleaned, path, value, path.length > at.length));
    },
    take(text: string): string | null {
      const list = readList(text, at);
      if (list === null) return text;
      let rest = dropOurs(text, at, list);
      for (let depth = at.length; depth > 0; depth -= 1) {
        const value = find(rest, at.slice(0, depth));
        if (value !== undefined && isEmpty(value)) rest = edit(rest, at.slice(0, depth), undefined, false);
      }
      const left = parse(rest) as unknown;
      return isEmpty(left) || JSON.stringify(left) === JSON.stringify(start) ? null : rest;
    },
  };
}

/** A value of a JSON file with comments; undefined where there is none, and where the file cannot be read. */
export function find(text: string, at: readonly string[]): unknown {
  let value: unknown = parse(text, [], { allowTrailingComma: true });
  for (const name of at) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Json)[name];
  }
  return value;
}

/** The first fault of a JSON file, for people; null: it has none. */
export function faultOf(text: string): string | null {
  const errors: ParseError[] = [];
  parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return null;
  const line = text.slice(0, first.offset).split('\n').length;
  return `${printParseErrorCode(first.error)} in line ${line}`;
}

function readList(text: string, at: readonly string[]): readonly unknown[] | null {
  if (faultOf(text) !== null) return null;
  for (let depth = 0; depth < at.length; depth += 1) {
    const value = find(text, at.slice(0, depth));
    if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) return null;
  }
  const list = find(text, at);
  return list === undefined ? [] : Array.isArray(list) ? (list as readonly unknown[]) : null;
}

/** From the end, so that the numbers of those before stay. What others have put beside ours stays too. */
function dropOurs(text: string, at: readonly (string | number)[], list: readonly unknown[]): string {
  return [...list.keys()]
    .filter((index) => isOurs(list[index]))
    .toReversed()
    .reduce((rest, index) => {
      const beside = hooksOf(list[index]);
      return beside.every(isOurs)
        ? edit(rest, [...at, index], undefined, false)
        : dropOurs(rest, [...at, index, 'hooks'], beside);
    }, text);
}

function hooksOf(entry: unknown): readonly unknown[] {
  const hooks = typeof entry === 'object' && entry !== null ? (entry as Json)['hooks'] : undefined;
  return Array.isArray(hooks) ? (hooks as readonly unknown[]) : [];
}

/** Some agents keep the commands one level deeper, under a matcher. */
function isOurs(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { command, bash } = entry as Json;
  return isLauncherCommand(command) || isLauncherCommand(bash) || hooksOf(entry).some(isOurs);
}

function edit(text: string, path: (string | number)[], value: unknown, isInsertion: boolean): string {
  return applyEdits(
    text,
    modify(text, path, value, { formattingOptions: formatOf(text), isArrayInsertion: isInsertion }),
  );
}

function formatOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/mu.exec(text)?.[1] ?? '  ';
  const isTab = indent.startsWith('\t');
  return { insertSpaces: !isTab, tabSize: isTab ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function withFinalNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
