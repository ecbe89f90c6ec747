import type { ChangeSet, FileChange } from './model/change.ts';
import type { FileSummary } from './model/summary.ts';
import { compareOwners, type PeopleChange } from './policy/compare-people.ts';
import { OWNER_PLACES, ownersInForce, type OwnersInForce } from './policy/owners-in-force.ts';
import type { Summaries } from './read-sides.ts';

/** A change of owners, at the file of the change set that makes it. */
export interface OwnerChange extends PeopleChange {
  readonly file: FileChange;
}

const MAX_TEXT = 4 * 1024 * 1024;

/** The file says in its summary who owns what: whoever puts another in its place takes that away. */
export function withOwners(path: string, text: string, summary: FileSummary | null): FileSummary | null {
  if (summary === null || !OWNER_PLACES.includes(path) || text.length > MAX_TEXT) return summary;
  return { ...summary, owners: text };
}

/** Places that decide which of the files is read: asked for when one comes or goes. One that is edited where it stands is told anyway. */
export function wantedOwners({ files }: ChangeSet): readonly string[] {
  const moves = files.filter(({ path, previousPath, before, after }) => {
    const isOwners = [path, previousPath ?? path].some((it) => OWNER_PLACES.includes(it));
    return isOwners && (before === undefined || after === undefined || previousPath !== undefined);
  });
  return moves.length === 0 ? [] : OWNER_PLACES;
}

export function ownerChanges(changeSet: ChangeSet, files: Summaries): readonly OwnerChange[] {
  if (!touchesOwners(changeSet)) return [];
  return ownersInForce((path, side) => textOf(path, side, changeSet, files)).flatMap((inForce) =>
    changesOf(inForce, changeSet),
  );
}

function touchesOwners({ files }: ChangeSet): boolean {
  return files.some(({ path, previousPath = path }) => [path, previousPath].some((it) => OWNER_PLACES.includes(it)));
}

function textOf(path: string, side: 'before' | 'after', { files }: ChangeSet, known: Summaries): string | null {
  const own = files.find((file) => (side === 'before' ? (file.previousPath ?? file.path) : file.path) === path);
  if (own !== undefined) return own[side]?.text ?? null;
  // Added here, or moved away.
  if (files.some((file) => file.path === path || file.previousPath === path)) return null;
  return known.get(path)?.owners ?? null;
}

function changesOf({ hosts, before, after }: OwnersInForce, { files }: ChangeSet): readonly OwnerChange[] {
  // Whoever is the first to own anything takes it from nobody.
  if (before === null || before.text === after?.text) return [];
  const was = files.find(({ path, previousPath = path }) => previousPath === before.path);
  const is = after === null ? undefined : files.find(({ path }) => path === after.path);
  const isOther = after !== null && was !== is;
  const note = isOther
    ? ` ${hosts.join(' and ')} now ${hosts.length === 1 ? 'reads' : 'read'} ${after.path} instead of ${before.path}.`
    : '';
  return compareOwners(before.text, after?.text ?? '').flatMap((change): readonly OwnerChange[] => {
    const [own, other] = change.side === 'before' ? [was, is] : [is, was];
    const file = own ?? other;
    if (file === undefined) return [];
    // Of a file that the change set leaves as it is no line can be shown.
    const place = own === undefined ? { side: isOf(file), line: 0 } : {};
    return [{ ...change, ...place, what: `${change.what}${note}`, file }];
  });
}

function isOf({ after }: FileChange): 'before' | 'after' {
  return after === undefined ? 'before' : 'after';
}
