import type { AutomationIdentity, AutomationPart, AutomationTrigger } from '../model/inventory.ts';
import type { ChangedEntry, Drift, EntryChange, InventoryEntry } from '../model/inventory-entry.ts';
import type { Range } from '../model/text.ts';
import { capital } from '../text/prose.ts';
import { STARTER_WORDS } from './words.ts';

/** What became of the inventory: which automations came and went, and what the others may do now that they could not before. */
export function compareInventories(before: readonly InventoryEntry[], after: readonly InventoryEntry[]): Drift {
  const pairs = pairEntries(before, after);
  const paired = new Set(pairs.values());
  const changed = [...pairs].flatMap(([now, was]): readonly ChangedEntry[] => {
    const changes = changesOf(was, now);
    return changes.length === 0 ? [] : [{ before: was, after: now, changes }];
  });
  return {
    added: after.filter((entry) => !pairs.has(entry)),
    removed: before.filter((entry) => !paired.has(entry)),
    changed,
  };
}

export function hasDrift({ added, removed, changed }: Drift): boolean {
  return added.length + removed.length + changed.length > 0;
}

/** By id; then by kind and name, when its file was moved; then by kind and file, when it was renamed. After to before. */
function pairEntries(
  before: readonly InventoryEntry[],
  after: readonly InventoryEntry[],
): ReadonlyMap<InventoryEntry, InventoryEntry> {
  const pairs = new Map<InventoryEntry, InventoryEntry>();
  const keys: readonly ((entry: InventoryEntry) => string)[] = [
    ({ repository, automation }) => JSON.stringify([repository, automation.id]),
    ({ repository, automation }) => JSON.stringify([repository, automation.kind, automation.name]),
    ({ repository, automation }) => JSON.stringify([repository, automation.kind, automation.path]),
  ];
  for (const key of keys) {
    const taken = new Set(pairs.values());
    const open = new Map<string, InventoryEntry[]>();
    for (const entry of before) {
      if (taken.has(entry)) continue;
      open.set(key(entry), [...(open.get(key(entry)) ?? []), entry]);
    }
    for (const entry of after) {
      if (pairs.has(entry)) continue;
      const was = open.get(key(entry))?.shift();
      if (was !== undefined) pairs.set(entry, was);
    }
  }
  return pairs;
}

function changesOf(was: InventoryEntry, now: InventoryEntry): readonly EntryChange[] {
  const a = was.automation;
  const b = now.automation;
  const at = (range: Range): EntryChange['at'] => ({ path: b.path, line: range.start.line + 1 });
  const gone = (range: Range): EntryChange['at'] => ({ path: a.path, line: range.start.line + 1 });
  const changes: EntryChange[] = [];
  const parts = (what: string, before: readonly AutomationPart[], after: readonly AutomationPart[]): void => {
    for (const part of without(after, before))
      changes.push({ change: 'added', what, words: `New ${what}: ${wordsOf(part)}.`, at: at(part.range) });
    for (const part of without(before, after))
      changes.push({ change: 'removed', what, words: `No longer a ${what}: ${wordsOf(part)}.`, at: gone(part.range) });
  };
  if (a.path !== b.path) changes.push(moved('path', a.path, b.path, at(b.range)));
  if (a.name !== b.name) changes.push(moved('name', a.name, b.name, at(b.range)));
  parts('trigger', a.triggers, b.triggers);
  changes.push(...changedTriggers(a.triggers, b.triggers, at));
  parts('identity', a.identities, b.identities);
  changes.push(...changedIdentities(a.identities, b.identities, at));
  parts('host', a.connectors, b.connectors);
  parts('model', a.models, b.models);
  parts('tool', a.tools, b.tools);
  for (const part of without(b.approvals, a.approvals))
    changes.push({
      change: 'added',
      what: 'approval',
      words: `Asks for approval now: ${part.name}.`,
      at: at(part.range),
    });
  for (const part of without(a.approvals, b.approvals))
    changes.push({
      change: 'removed',
      what: 'approval',
      words: `No longer waits for approval: ${part.name}.`,
      at: gone(part.range),
    });
  parts('step', a.steps, b.steps);
  changes.push(...dataChanges(was, now), ...rightChanges(was, now));
  for (const gap of now.registration ?? [])
    if (was.registration?.some(({ message }) => message === gap.message) !== true)
      changes.push({ change: 'added', what: 'registration', words: gap.message, at: at(gap.range) });
  const owner = (entry: InventoryEntry): string => entry.owner?.name ?? 'nobody';
  if (owner(was) !== owner(now)) changes.push(moved('owner', owner(was), owner(now), at(b.range)));
  return changes;
}

function moved(what: string, before: string, after: string, at: EntryChange['at']): EntryChange {
  return { change: 'changed', what, words: `${capital(what)}: ${before} became ${after}.`, at };
}

/** Parts whose name the other side has fewer of. */
function without<Part extends AutomationPart>(
  parts: readonly Part[],
  others: readonly AutomationPart[],
): readonly Part[] {
  const left = new Map<string, number>();
  for (const { name } of others) left.set(name, (left.get(name) ?? 0) + 1);
  const told = new Set<string>();
  return parts.filter(({ name }) => {
    const number = left.get(name) ?? 0;
    left.set(name, number - 1);
    // A name once more is no other part: two calls of one model.
    if (number > 0 || others.some((other) => other.name === name) || told.has(name)) return false;
    told.add(name);
    return true;
  });
}

function changedTriggers(
  before: readonly AutomationTrigger[],
  after: readonly AutomationTrigger[],
  at: (range: Range) => EntryChange['at'],
): readonly EntryChange[] {
  return after.flatMap((trigger) => {
    const was = before.find(({ name }) => name === trigger.name);
    if (was === undefined || was.by === trigger.by) return [];
    const words = `${trigger.name} can be pulled by ${STARTER_WORDS[trigger.by]}, before by ${STARTER_WORDS[was.by]}.`;
    return [{ change: 'changed', what: 'trigger', words, at: at(trigger.range) } as const];
  });
}

function changedIdentities(
  before: readonly AutomationIdentity[],
  after: readonly AutomationIdentity[],
  at: (range: Range) => EntryChange['at'],
): readonly EntryChange[] {
  return after.flatMap((identity) => {
    const was = before.find(({ name }) => name === identity.name);
    if (was === undefined) return [];
    const rows: EntryChange[] = [];
    const place = at(identity.range);
    const row = (change: EntryChange['change'], words: string): void =>
      void rows.push({ change, what: 'identity', words, at: place });
    if (was.lifetime !== identity.lifetime)
      row('changed', `${identity.name} is ${identity.lifetime} now, before ${was.lifetime}.`);
    const more = identity.grants.filter((each) => !was.grants.includes(each));
    const less = was.grants.filter((each) => !identity.grants.includes(each));
    for (const grant of more) {
      const before = less.find((each) => scopeOf(each) === scopeOf(grant));
      if (before === undefined) row('added', `${identity.name} is given ${grant} now.`);
      else row('changed', `${identity.name} is given ${grant} now, before ${before}.`);
    }
    for (const grant of less)
      if (!more.some((each) => scopeOf(each) === scopeOf(grant)))
        row('removed', `${identity.name} is no longer given ${grant}.`);
    return rows;
  });
}

/** `contents` of `contents: write`. */
function scopeOf(grant: string): string {
  return grant.split(':', 1)[0]!;
}

function dataChanges(was: InventoryEntry, now: InventoryEntry): readonly EntryChange[] {
  const words = ({ dataClass, sink, to }: InventoryEntry['data'][number]): string =>
    sink === null ? dataClass : `${dataClass} to ${to ?? sink}`;
  return [
    ...now.data
      .filter((row) => !was.data.some((other) => words(other) === words(row)))
      .map((row) => ({ change: 'added', what: 'data', words: `New data: ${words(row)}.`, at: row.at }) as const),
    ...was.data
      .filter((row) => !now.data.some((other) => words(other) === words(row)))
      .map(
        (row) => ({ change: 'removed', what: 'data', words: `No longer data: ${words(row)}.`, at: row.at }) as const,
      ),
  ];
}

function rightChanges(was: InventoryEntry, now: InventoryEntry): readonly EntryChange[] {
  return now.rights.flatMap((right) => {
    const known = was.rights.some(({ name }) => name === right.name);
    // What an identity is given is told of the identity.
    const isTold = right.name.endsWith(' of GITHUB_TOKEN') && right.state !== 'missing';
    if (known || right.state === 'granted' || isTold) return [];
    const verb = right.state === 'given' || right.state === 'unused' ? 'Is given' : 'Needs';
    return [{ change: 'added', what: 'right', words: `${verb} ${right.name} now.`, at: right.at } as const];
  });
}

function wordsOf(part: AutomationPart): string {
  const { by } = part as Partial<AutomationTrigger>;
  const starter = by === undefined || by === 'unknown' ? '' : `, by ${STARTER_WORDS[by]}`;
  return `${part.name}${starter}`;
}
