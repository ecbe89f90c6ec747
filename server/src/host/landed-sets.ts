import { randomBytes } from 'node:crypto';
import { originOf } from '../core/channel.ts';
import { findAgent } from '../core/hook.ts';
import { ingestVersions } from '../core/ingest.ts';
import type { ChangeSet, HunkId, Origin } from '../core/model/change.ts';
import { inEnglish, worded, type Wording } from '../core/model/wording.ts';
import { withClaims, withoutPaths, type ClaimChanges } from './claims.ts';
import { timestamp, type Clock } from './clock.ts';
import { toSides } from './git-read.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { withReview, type ReviewToKeep } from './keep-review.ts';
import { authorKey, inCommon, type Author } from './author.ts';
import type { LandedOrigin, LandedSet, Row } from './landed-model.ts';

/** Which change set an undecided path belongs to, and what each set looks like. Kept in the journal. */
export interface LandedSets {
  readonly list: () => readonly LandedSet[];
  readonly find: (id: string) => LandedSet | null;
  /** Puts new paths into a set, takes settled ones out. The journal is on disk when it resolves. */
  readonly update: (rows: ReadonlyMap<string, Row>, change: SetChange) => Promise<void>;
  /** What it was before a reload is forgotten. */
  readonly refresh: (rows: ReadonlyMap<string, Row>) => void;
}

/** What a look at the workspace says of the paths it compared. */
export interface SetChange extends ClaimChanges {
  readonly changed: ReadonlySet<string>;
  readonly amended: readonly string[];
  /** By change set. */
  readonly reviews?: ReadonlyMap<string, ReviewToKeep>;
}

const maxDoneSets = 20;

export function createLandedSets(journal: Journal, clock: Clock, sessionGapMs: number): LandedSets {
  let sets = new Map<string, LandedSet>();
  const build = (rows: ReadonlyMap<string, Row>, changed: ReadonlySet<string> | null): void => {
    const next = new Map<string, LandedSet>();
    for (const entry of journal.entries()) {
      const old = sets.get(entry.id);
      const isStale =
        changed === null ||
        old === undefined ||
        entry.paths.some((path) => changed.has(path)) ||
        pathsDiffer(old, entry);
      next.set(entry.id, toSet(entry, isStale ? toChangeSet(entry, rows) : old.changeSet));
    }
    sets = next;
  };
  return {
    list: () => [...sets.values()],
    find: (id) => sets.get(id) ?? null,
    refresh: (rows) => build(rows, null),
    update: async (rows, change) => {
      const { changed, amended } = change;
      const before = new Map([...sets.values()].map((set) => [set.id, hunksOf(set.changeSet)]));
      const entries = assign(journal.entries(), rows, change, clock, sessionGapMs);
      for (const entry of entries) if (!journal.entries().includes(entry)) await journal.save(entry);
      build(rows, changed);
      for (const entry of journal.entries()) {
        const marked = markAmended(entry, sets.get(entry.id)?.changeSet, before.get(entry.id), amended);
        if (marked !== entry) await journal.save(marked);
      }
      await dropDone(journal);
      build(rows, new Set());
    },
  };
}

function assign(
  known: readonly JournalEntry[],
  rows: ReadonlyMap<string, Row>,
  { changed, claims, ended, reviews }: SetChange,
  clock: Clock,
  gapMs: number,
): readonly JournalEntry[] {
  const now = clock.now();
  const entries = known.map((entry) => {
    const review = reviews?.get(entry.id);
    return withClaims(withoutPaths(review === undefined ? entry : withReview(entry, review), ended), claims);
  });
  const owned = new Set(entries.flatMap(({ paths }) => paths));
  const fresh = [...changed].flatMap((path) => (owned.has(path) ? [] : (rows.get(path) ?? [])));
  const next = entries.map((entry) => {
    const paths = entry.paths.filter((path) => rows.has(path));
    const touched = paths.flatMap((path) => (changed.has(path) ? (rows.get(path) ?? []) : []));
    if (paths.length === entry.paths.length && touched.length === 0) return entry;
    const activity = touched.length > 0 ? { lastActivityMs: now } : {};
    return withClaims(withAuthors({ ...entry, paths, ...activity }, touched), claims);
  });
  for (const [key, { first, added }] of byAuthor(fresh)) {
    const { channel } = first;
    const paths = added.map(({ path }) => path);
    const isOpen = (entry: JournalEntry): boolean =>
      setKey({ channel: entry.origin.channel, author: entry.origin }) === key &&
      entry.paths.length > 0 &&
      entry.review?.status !== 'done' &&
      // A person's own work is one set, however long they think about it.
      (channel === 'my-changes' || now - entry.lastActivityMs <= gapMs);
    const at = next.findLastIndex(isOpen);
    const open = next[at];
    const joined =
      open === undefined
        ? newEntry(first, paths, clock)
        : { ...open, paths: [...open.paths, ...paths], lastActivityMs: now };
    next[open === undefined ? next.length : at] = withClaims(withAuthors(joined, added), claims);
  }
  return next;
}

function byAuthor(rows: readonly Row[]): ReadonlyMap<string, { readonly first: Row; readonly added: Row[] }> {
  const groups = new Map<string, { readonly first: Row; readonly added: Row[] }>();
  for (const row of rows) {
    const key = setKey(row);
    const group = groups.get(key) ?? { first: row, added: [] };
    group.added.push(row);
    groups.set(key, group);
  }
  return groups;
}

/** Edits of one author go together: of one agent at one prompt, or of nobody that is known. */
function setKey({ channel, author = {} }: { readonly channel: string; readonly author?: Author }): string {
  return channel === 'announced' ? `${channel} ${authorKey(author)}` : channel;
}

/** Only what is true of every edit in it is claimed of a set: two tool calls are no one call. */
function withAuthors(entry: JournalEntry, rows: readonly Row[]): JournalEntry {
  const authors = rows.flatMap(({ author }) => author ?? []);
  return { ...entry, origin: authors.reduce<Origin>(inCommon, entry.origin) };
}

function newEntry({ channel, author }: Row, paths: readonly string[], clock: Clock): JournalEntry {
  const landedAt = timestamp(clock);
  return {
    // The time first, so that names sort; random, because two windows may begin one in the same millisecond.
    id: `${landedAt.replaceAll(/\D/g, '')}-${randomBytes(6).toString('hex')}`,
    origin: { ...originOf(channel), ...author },
    title:
      author?.agent === undefined
        ? inEnglish(titles[channel])
        : `Edits by ${findAgent(author.agent)?.title ?? author.agent}`,
    landedAt,
    lastActivityMs: clock.now(),
    paths,
    amended: [],
    review: null,
    decided: [],
  };
}

const titles: Readonly<Record<LandedOrigin, Wording>> = {
  disk: worded`Edits on disk`,
  editor: worded`Edits by a program in the editor`,
  'my-changes': worded`My uncommitted changes`,
  announced: worded`Edits by an agent`,
};

function toSet(entry: JournalEntry, changeSet: ChangeSet): LandedSet {
  const { id, title, landedAt, review, isPutAway = false } = entry;
  return { id, title, landedAt, changeSet, review, isPutAway, amended: new Set(entry.amended) };
}

function toChangeSet({ id, origin, paths }: JournalEntry, rows: ReadonlyMap<string, Row>): ChangeSet {
  const sides = paths.flatMap((path) => rows.get(path) ?? []).map(toSides);
  return { ...ingestVersions(sides, origin), id };
}

/** A renamed file stands for two paths. */
function pathsDiffer({ changeSet }: LandedSet, { paths }: JournalEntry): boolean {
  const shown = new Set(
    changeSet.files.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath])),
  );
  return shown.size !== paths.length || paths.some((path) => !shown.has(path));
}

function hunksOf({ files }: ChangeSet): ReadonlySet<HunkId> {
  return new Set(files.flatMap(({ hunks }) => hunks.map(({ id }) => id)));
}

/** Hunks that a person's save made out of others. Marks of hunks that are gone are dropped. */
function markAmended(
  entry: JournalEntry,
  changeSet: ChangeSet | undefined,
  before: ReadonlySet<HunkId> | undefined,
  paths: readonly string[],
): JournalEntry {
  if (changeSet === undefined) return entry;
  const now = hunksOf(changeSet);
  const fresh = changeSet.files
    .filter(({ path }) => paths.includes(path))
    .flatMap(({ hunks }) => hunks.map(({ id }) => id).filter((id) => before !== undefined && !before.has(id)));
  const amended = [...new Set([...entry.amended, ...fresh])].filter((id) => now.has(id));
  const isSame = amended.length === entry.amended.length && amended.every((id, at) => id === entry.amended[at]);
  return isSame ? entry : { ...entry, amended };
}

/** A set without paths stays a while if something was decided in it, so that the decision can be taken back. */
async function dropDone(journal: Journal): Promise<void> {
  const empty = journal.entries().filter(({ paths }) => paths.length === 0);
  const kept = new Set(empty.filter(({ decided }) => decided.length > 0).slice(-maxDoneSets));
  for (const entry of empty) if (!kept.has(entry)) await journal.remove(entry.id);
}
