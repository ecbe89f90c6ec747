import type { Remedy } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { tokenNeeds } from './token-needs.ts';
import type { Job, Workflow } from './workflow.ts';

/** Scope -> level, in the order of their names. Null: not all of what the steps do is known. */
export type Least = ReadonlyMap<string, string> | null;

/** The least that lets the steps of these jobs do what they do. */
export function leastFor(reading: FileReading, workflow: Workflow, jobs: readonly Job[]): Least {
  const found = jobs.map((job) => tokenNeeds(reading, workflow, job));
  if (jobs.length === 0 || found.some(({ unknown }) => unknown.length > 0)) return null;
  const least = new Map<string, string>();
  for (const { scope, level } of found.flatMap(({ needs }) => needs))
    if (least.get(scope) !== 'write') least.set(scope, level);
  return new Map([...least].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** In place of `permissions: write-all`. */
export function insteadOfAll({ unit }: FileReading, entry: SyntaxNode, least: Least): Remedy | undefined {
  if (least === null) return undefined;
  const range = unit.rangeOf(entry);
  return {
    title: `Give the token only what the steps are known to need (${listed(least)})`,
    range,
    newText: blockOf(least, range.start.character),
  };
}

/** Where there is no block: one before `jobs:`. */
export function insteadOfDefault({ unit }: FileReading, jobs: SyntaxNode, least: Least): Remedy | undefined {
  if (least === null) return undefined;
  const { start } = unit.rangeOf(jobs);
  return {
    title: `Say what the token may do: what the steps are known to need (${listed(least)})`,
    range: { start, end: start },
    newText: `${blockOf(least, start.character)}\n${' '.repeat(start.character)}`,
  };
}

function blockOf(least: ReadonlyMap<string, string>, column: number): string {
  const indent = `\n${' '.repeat(column + 2)}`;
  const scopes = [...least].map(([scope, level]) => `${indent}${scope}: ${level}`).join('');
  return `permissions:${scopes === '' ? ' {}' : scopes}`;
}

/** In place of a scope that is not needed, or not at that level. Blocks only: each scope on a line of its own. */
export function insteadOfScope(
  { unit }: FileReading,
  block: SyntaxNode,
  scopes: SyntaxNode,
  entry: SyntaxNode,
  scope: string,
  least: Least,
): Remedy | undefined {
  if (least === null) return undefined;
  const range = unit.rangeOf(entry);
  const level = least.get(scope);
  if (level !== undefined)
    return { title: `Lower ${scope} to ${level}, which the steps need`, range, newText: `${scope}: ${level}` };
  const title = `Take ${scope} away: no step is known to need it`;
  if (scopes.children.filter(({ kind }) => kind === 'entry').length === 1)
    return { title, range: unit.rangeOf(block), newText: 'permissions: {}' };
  const text = unit.tree.text;
  const lineStart = text.lastIndexOf('\n', entry.start - 1) + 1;
  const lineEnd = text.indexOf('\n', entry.end);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd);
  if (line.replace(/\s#.*$/, '').trim() !== unit.textOf(entry).trim()) return undefined;
  return {
    title,
    range: { start: { line: range.start.line, character: 0 }, end: { line: range.start.line + 1, character: 0 } },
    newText: '',
  };
}

function listed(least: ReadonlyMap<string, string>): string {
  return least.size === 0 ? 'nothing' : [...least].map(([scope, level]) => `${scope}: ${level}`).join(', ');
}
