import type { Change } from '../model/fact.ts';

/** A line of a list of people that an edit changes. */
export interface PeopleChange {
  readonly side: 'before' | 'after';
  /** 0-based. */
  readonly line: number;
  readonly change: Change;
  /** What it is about, in no words of ours. */
  readonly key: string;
  readonly what: string;
}

interface Row {
  readonly text: string;
  readonly line: number;
  /** The first word: who signs, or what is owned. */
  readonly name: string;
}

interface RowChanges {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
  /** By name: the row of the other side that it was or became. */
  readonly wasRow: ReadonlyMap<string, Row>;
  readonly isRow: ReadonlySet<string>;
}

/** More rows than this are told as one. */
const MAX_TOLD = 50;

/** Who signs is who approves: a new key is a new person. @see allowed_signers in ssh-keygen(1) */
export function compareSigners(before: string, after: string): readonly PeopleChange[] {
  const { added, removed, wasRow, isRow } = compareRows(before, after);
  return limited([
    ...added.map(({ text, line, name }): PeopleChange => ({
      side: 'after',
      line,
      change: 'widened',
      key: text,
      what: wasRow.has(name)
        ? `What ${name} signs with, or for how long, is another than before.`
        : `${name} may sign approvals and records.`,
    })),
    ...removed
      .filter(({ name }) => !isRow.has(name))
      .map(({ text, line, name }): PeopleChange => ({
        side: 'before',
        line,
        change: 'narrowed',
        key: text,
        what: `${name} may no longer sign: approvals with that key no longer count.`,
      })),
  ]);
}

/** `CODEOWNERS`: the last row that matches a path decides. */
export function compareOwners(before: string, after: string): readonly PeopleChange[] {
  const { added, removed, wasRow, isRow } = compareRows(withoutComments(before), withoutComments(after));
  const ownersOf = ({ text }: Row): string => text.split(' ').slice(1).join(', ') || 'nobody';
  return limited([
    ...removed
      .filter(({ name }) => !isRow.has(name))
      .map((row): PeopleChange => ({
        side: 'before',
        line: row.line,
        change: 'weakened',
        key: row.name,
        what: `Changes of ${row.name} are no longer for ${ownersOf(row)} to review.`,
      })),
    ...added.map((row): PeopleChange => {
      const old = wasRow.get(row.name);
      const then = old === undefined ? ', whatever an earlier row says' : ` instead of ${ownersOf(old)}`;
      return {
        side: 'after',
        line: row.line,
        change: 'redirected',
        key: row.name,
        what: `Changes of ${row.name} are for ${ownersOf(row)} to review${then}.`,
      };
    }),
  ]);
}

/** What stands behind the owners in a row is for people. */
function withoutComments(text: string): string {
  return text.replaceAll(/[ \t]#.*$/gm, '');
}

/** Which rows are new and which are gone. Comments, order and white space are nothing. */
function compareRows(before: string, after: string): RowChanges {
  const old = rowsOf(before);
  const now = rowsOf(after);
  const missing = (from: readonly Row[], other: readonly Row[]): readonly Row[] => {
    const texts = new Set(other.map(({ text }) => text));
    return from.filter(({ text }) => !texts.has(text));
  };
  const added = missing(now, old);
  const removed = missing(old, now);
  return {
    added,
    removed,
    wasRow: new Map(removed.map((row) => [row.name, row])),
    isRow: new Set(added.map(({ name }) => name)),
  };
}

function rowsOf(text: string): readonly Row[] {
  return text
    .split('\n')
    .map((each, line) => ({ text: each.trim().replaceAll(/\s+/g, ' '), line }))
    .filter((row) => row.text !== '' && !row.text.startsWith('#'))
    .map((row) => ({ ...row, name: row.text.split(' ', 1)[0]! }));
}

function limited(changes: readonly PeopleChange[]): readonly PeopleChange[] {
  const more = changes.length - MAX_TOLD;
  const [last] = changes.slice(MAX_TOLD);
  if (last === undefined) return changes;
  return [...changes.slice(0, MAX_TOLD), { ...last, what: `${more} more rows are others than before.`, key: 'more' }];
}
