import { withoutOption } from './privileges.ts';
import type { CreatedObject, RightChange, SqlRight } from './right.ts';

/** Rights that ask for something; more than these are told by the first ones. */
const MAX_ASKING = 5_000;
/** Rights that nobody would ask about, apart from the others: they must not leave them without room. */
const MAX_HARMLESS = 2_500;

/** What the statements of a text have given and made so far. */
export interface HeldRights {
  readonly apply: (change: RightChange) => void;
  /** Those that are left, without what a maker owns: a dump says of each table whose it is. */
  readonly rights: () => readonly SqlRight[];
  readonly created: ReadonlyMap<string, CreatedObject>;
  /** Something that asks for something was not held. */
  readonly isCut: () => boolean;
}

/** Past its bounds nothing new is held; what is taken and dropped still goes. */
export function createHeldRights(): HeldRights {
  const held = createTable();
  const created = new Map<string, CreatedObject>();
  let isCut = false;
  return {
    created,
    isCut: () => isCut || held.isCut(),
    rights: () => [...held.all()].filter(({ action, on }) => action !== 'OWNER' || !created.has(on)),
    apply: (change) => {
      switch (change.kind) {
        case 'create':
          created.set(change.on, change.object);
          return;
        case 'drop':
          created.delete(change.on);
          for (const [key] of change.what === 'role' ? held.to(change.on) : held.on(change.on)) held.delete(key);
          return;
        case 'drop-policy': {
          let isKnown = false;
          for (const [key] of held.named(change.right.on, change.right.name)) {
            isKnown = true;
            held.delete(key);
          }
          // A table that this text made had no other policy; one that it did not make may have had.
          if (!isKnown && !created.has(change.right.on)) held.set(keyOf(change.right), change.right);
          return;
        }
        case 'take':
          take(held, change.right, change.isOptionOnly);
          return;
        case 'cut':
          isCut = true;
          return;
        case 'amend':
          if (held.get(keyOf(change.right)) !== undefined) held.set(keyOf(change.right), change.right);
          return;
        case 'give':
          give(held, change.right);
      }
    },
  };
}

type Entries = readonly (readonly [key: string, right: SqlRight])[];

/** Rights by their key, and by what they are about: a text may take as often as it gives. */
interface Table {
  readonly isCut: () => boolean;
  readonly get: (key: string) => SqlRight | undefined;
  readonly set: (key: string, right: SqlRight) => void;
  readonly delete: (key: string) => void;
  readonly all: () => Iterable<SqlRight>;
  readonly on: (on: string) => Entries;
  readonly to: (to: string) => Entries;
  /** What belongs to one policy of a table. */
  readonly named: (on: string, name: string | undefined) => Entries;
  /** What the holder of this right is allowed on its object. */
  readonly allowed: (right: SqlRight) => Entries;
  /** Of those, what it may give to others. */
  readonly passedOn: (right: SqlRight) => Entries;
}

function createTable(): Table {
  const rights = new Map<string, SqlRight>();
  const index = new Map<string, Set<string>>();
  let harmless = 0;
  let isCut = false;
  const entries = (...of: readonly (string | undefined)[]): Entries =>
    [...(index.get(JSON.stringify(of)) ?? [])].map((key) => [key, rights.get(key)!] as const);
  const placesOf = ({ kind, effect, on, to, name, setting }: SqlRight): readonly string[] =>
    [
      ['on', on],
      ['to', to],
      ...(name === undefined ? [] : [['named', on, name]]),
      ...(effect === 'Allow' ? [['allowed', kind, on, to]] : []),
      ...(effect === 'Allow' && setting === MAY_PASS_ON ? [['passed on', kind, on, to]] : []),
    ].map((of) => JSON.stringify(of));
  const remove = (key: string): void => {
    const right = rights.get(key);
    if (right === undefined) return;
    rights.delete(key);
    if (isHarmless(right)) harmless -= 1;
    for (const place of placesOf(right)) {
      index.get(place)!.delete(key);
      if (index.get(place)!.size === 0) index.delete(place);
    }
  };
  return {
    isCut: () => isCut,
    get: (key) => rights.get(key),
    delete: remove,
    set: (key, right) => {
      const before = rights.get(key);
      const isFull = isHarmless(right) ? harmless >= MAX_HARMLESS : rights.size - harmless >= MAX_ASKING;
      // Another state of what is held takes its room.
      if (before === undefined && isFull) {
        isCut ||= !isHarmless(right);
        return;
      }
      if (before !== undefined && before.effect === right.effect && before.setting === right.setting) {
        harmless += Number(isHarmless(right)) - Number(isHarmless(before));
        rights.set(key, right);
        return;
      }
      if (before !== undefined) remove(key);
      rights.set(key, right);
      if (isHarmless(right)) harmless += 1;
      for (const place of placesOf(right)) index.set(place, (index.get(place) ?? new Set()).add(key));
    },
    all: () => rights.values(),
    on: (on) => entries('on', on),
    to: (to) => entries('to', to),
    named: (on, name) => entries('named', on, name),
    allowed: ({ kind, on, to }) => entries('allowed', kind, on, to),
    passedOn: ({ kind, on, to }) => entries('passed on', kind, on, to),
  };
}

function isHarmless({ kind, effect, accessLevel }: SqlRight): boolean {
  // Policies and row-level security limit what others are given.
  return kind !== 'database-rows' && (effect === 'Deny' || accessLevel === 'None');
}

function give(held: Table, right: SqlRight): void {
  if (right.name !== undefined)
    for (const [key, other] of held.named(right.on, right.name))
      if (other.action === 'policy dropped') held.delete(key);
  const opposite = { ...right, effect: right.effect === 'Allow' ? ('Deny' as const) : ('Allow' as const) };
  const key = keyOf(right);
  if (keyOf(opposite) !== key) held.delete(keyOf(opposite));
  // Giving it again without the option does not take the option.
  const isMore = held.get(key)?.setting === MAY_PASS_ON && right.setting === undefined;
  if (!isMore) held.set(key, right);
}

const MAY_PASS_ON = 'may pass it on';

function take(held: Table, right: SqlRight, isOptionOnly: boolean): void {
  const isAll = right.action === 'ALL';
  const allowed: SqlRight = { ...right, effect: 'Allow' };
  const keys = isAll
    ? (isOptionOnly ? held.passedOn(right) : held.allowed(right)).map(([key]) => key)
    : [keyOf(allowed), keyOf({ ...allowed, action: 'ALL' })];
  for (const key of keys) {
    const found = held.get(key);
    if (found === undefined) continue;
    if (isOptionOnly) {
      if (found.action === right.action || isAll) held.set(key, withoutOption(found));
    } else if (found.action === right.action || (isAll && found.action !== 'OWNER')) held.delete(key);
    else if (found.action === 'ALL' || found.action.startsWith(ALL_BUT)) {
      const kept = found.action === 'ALL' ? [] : found.action.slice(ALL_BUT.length).split(', ');
      if (kept.length >= MAX_EXCEPTIONS) continue;
      held.set(key, { ...found, action: ALL_BUT + [...new Set([...kept, right.action])].sort().join(', ') });
    }
  }
  if (!isOptionOnly) held.set(keyOf(right), right);
}

const ALL_BUT = 'all but ';
/** More privileges than any database has for one object. */
const MAX_EXCEPTIONS = 40;

/** What is given again is given once; switches of a table have one state. */
function keyOf({ kind, effect, action, on, to = '', name = '' }: SqlRight): string {
  if (action === 'row-level-security') return JSON.stringify([kind, action, on]);
  return JSON.stringify([kind, effect, action, on, to, name]);
}
