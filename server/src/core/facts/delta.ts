import type { Fact, FactChange, FactKind } from '../model/fact.ts';
import { comesIntoForce } from '../text/acting-place.ts';
import { settleInherited } from './inherited-grants.ts';
import { handlerMoves } from './moved-handlers.ts';
import type { OrderContext, Ordered } from './orders/define.ts';
import { factOrders } from './orders/table.ts';
import { movedResources } from './moved-resources.ts';
import { pairFiles } from './pair-files.ts';
import { pairSubjects, splitKey, subjectKey, type FileSubjects } from './pair-subjects.ts';
import { settleProtections } from './protections/settle.ts';
import type { FileFacts } from './read-facts.ts';
import { settleUnread } from './unread.ts';
import { groupBy } from '../text/group-by.ts';

export interface FilePair {
  readonly before: FileFacts | null;
  readonly after: FileFacts | null;
}

/** Kinds that stay what they are when the code that has them moves to another function: no one gained anything. */
const MOVES_FREELY: ReadonlySet<FactKind> = new Set<FactKind>([
  'permission.cloud',
  'permission.scope',
  'permission.network',
  'permission.filesystem',
  'permission.process',
  'permission.environment',
  'permission.secret',
  'permission.database',
  'permission.runtime',
  'data.field',
  'data.flow',
  'data.protection',
  'identity.credential',
  'identity.federation',
  'identity.token',
  'identity.session',
  'identity.provisioning',
  'assurance.audit-log',
  'assurance.detection',
  'assurance.suppression',
  'assurance.test',
  'assurance.tls',
  'assurance.browser',
  'assurance.hardening',
  'assurance.pattern',
  'supply-chain.dependency',
  'agent.hidden-text',
  'agent.tool',
]);

const orderOf = new Map(factOrders.flatMap((order) => order.kinds.map((kind) => [kind, order] as const)));

/**
 * What changed between the two sides. Subjects are paired first; within a pair multisets of keys are compared, so two equal
 * guards of which one goes is a removal. Nothing is claimed removed unless both sides of the file parsed.
 */
export function compareFacts(files: readonly FilePair[], context: OrderContext): readonly FactChange[] {
  const subjects = files.map(toSubjects);
  const pairs = pairSubjects(subjects);
  const successors = pairFiles(subjects, pairs);
  const known = new Set(pairs.values());
  const unlike = new Set(files.flatMap((pair) => (isReadAlike(pair) ? [] : (pair.after?.path ?? []))));
  const isOfFile = ofFilesIn(files);
  const pairOf = new Map(files.flatMap((pair) => (pair.before === null ? [] : [[pair.before.path, pair] as const])));
  const groups = new Map<string, Group>();
  const groupOf = (path: string, symbol: string): Group => {
    const key = subjectKey(path, symbol);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group = { before: [], after: [], isPresent: false, isClean: !unlike.has(path) };
    groups.set(key, group);
    return group;
  };

  for (const { before, after } of files) {
    for (const fact of after?.facts ?? []) groupOf(fact.provenance.path, fact.subject.symbol).after.push(fact);
    const symbols = new Set(before?.subjects.map(({ symbol }) => symbol));
    for (const fact of before?.facts ?? []) {
      const { symbol } = fact.subject;
      const target = pairs.get(subjectKey(fact.provenance.path, symbol));
      // Paths and what stands at the top of a file go where the file goes.
      const path = after?.path ?? (symbols.has(symbol) ? undefined : successors.get(before!.path));
      const group = target === undefined ? groupOf(path ?? before!.path, symbol) : groupOf(...splitKey(target));
      group.before.push(fact);
      if (target !== undefined || (!symbols.has(symbol) && path !== undefined)) group.isPresent = true;
    }
  }

  const changes: FactChange[] = [];
  const gone: Gone[] = [];
  const come: Fact[] = [];
  for (const group of groups.values()) {
    const { left, right } = matchEqual(group.before, group.after, changes);
    const rest = matchOrdered(left, right, context, changes);
    const open = rest.left.filter((fact) => !isCovered(fact, group.after, context, changes));
    gone.push(...open.map((fact) => ({ fact, isPresent: group.isPresent, isClean: group.isClean })));
    const had = new Set(rest.right.length === 0 ? [] : group.before.map(({ key }) => key));
    const stays = group.after.filter(({ key }) => had.has(key));
    come.push(...rest.right.filter((fact) => !isImplied(fact, stays, context, changes)));
  }
  const settled = matchResources(matchMoved(gone, come, changes, handlerMoves(files)), context, changes);
  for (const { fact, isPresent, isClean } of settled.gone) {
    const pair = pairOf.get(fact.provenance.path);
    if (pair !== undefined && isReadAlike(pair) && isClean)
      changes.push({ change: 'removed', fact, subjectPresent: isPresent });
  }
  for (const fact of settled.come) {
    changes.push({
      change: 'added',
      fact,
      subjectPresent: known.has(subjectKey(fact.provenance.path, fact.subject.symbol)) || isOfFile(fact),
    });
  }
  const inherited = settleInherited(changes, files, context.roleOrder);
  return settleUnread(settleProtections(inherited, files), files, pairs);
}

/** What one side has and the other has not was not missed in the reading: what cannot be read is the same on both. */
export function isReadAlike({ before, after }: FilePair): boolean {
  if (before?.isClean !== false && after?.isClean !== false) return true;
  const [was, is] = [before?.unreadable, after?.unreadable];
  return was !== undefined && was.length === is?.length && was.every((text, index) => text === is[index]);
}

interface Group {
  readonly before: Fact[];
  readonly after: Fact[];
  /** Its subject is there on the after-side. */
  isPresent: boolean;
  /** The file that has it now parsed. */
  readonly isClean: boolean;
}

interface Gone {
  readonly fact: Fact;
  readonly isPresent: boolean;
  readonly isClean: boolean;
}

/** Facts at the top of a file that was there hang on the file, and so do those about paths, which are no thing of their own. */
function ofFilesIn(files: readonly FilePair[]): (fact: Fact) => boolean {
  const kept = new Map(
    files.flatMap(({ before, after }) => (before === null || after === null ? [] : [[after.path, after] as const])),
  );
  return ({ subject, provenance }) => {
    const file = kept.get(provenance.path);
    if (file === undefined) return false;
    if (subject.type === 'file') return true;
    return subject.type === 'route' && !file.subjects.some(({ symbol }) => symbol === subject.symbol);
  };
}

function toSubjects({ before, after }: FilePair): FileSubjects {
  const side = (facts: FileFacts | null): FileSubjects['before'] =>
    facts === null ? null : { path: facts.path, subjects: facts.subjects };
  return { before: side(before), after: side(after) };
}

interface Sides {
  readonly left: readonly Fact[];
  readonly right: readonly Fact[];
}

/** Of several equal facts those that are written alike are partners: what is left over is the one that went. */
function matchEqual(before: readonly Fact[], after: readonly Fact[], changes: FactChange[]): Sides {
  const written = ({ key, resource }: Fact): string => `${key} ${resource.value ?? ''}`;
  const alike = matchBy(before, after, written, changes);
  return matchBy(alike.left, alike.right, ({ key }) => key, changes);
}

function matchBy(
  before: readonly Fact[],
  after: readonly Fact[],
  nameOf: (fact: Fact) => string,
  changes: FactChange[],
): Sides {
  const byName = groupBy(after.toReversed(), nameOf);
  const matched = new Set<Fact>();
  const left: Fact[] = [];
  for (const fact of before) {
    const other = byName.get(nameOf(fact))?.pop();
    if (other === undefined) left.push(fact);
    else changes.push({ change: 'unchanged', fact: other, before: fact, subjectPresent: true });
    if (other !== undefined) matched.add(other);
  }
  return { left, right: after.filter((fact) => !matched.has(fact)) };
}

/** Facts of one subject that are compared each with each. Beyond it only those about the same are: a list of any length has an end. */
const MAX_COMPARED = 1_000_000;

/** Who may be the partner of a fact, among these. */
function partnersIn(left: readonly Fact[], right: readonly Fact[]): (fact: Fact) => readonly Fact[] {
  if (left.length * right.length <= MAX_COMPARED) return () => right;
  const about = (fact: Fact): string => JSON.stringify([fact.kind, fact.resource.kind, fact.resource.norm]);
  const groups = groupBy(right, about);
  return (fact) => groups.get(about(fact)) ?? [];
}

/** Facts of one kind that became another form of themselves, closest partners first. */
function matchOrdered(
  left: readonly Fact[],
  right: readonly Fact[],
  context: OrderContext,
  changes: FactChange[],
): Sides {
  const candidates: { before: Fact; after: Fact; ordered: Ordered }[] = [];
  const partners = partnersIn(left, right);
  for (const before of left) {
    for (const after of partners(before)) {
      if (before.kind !== after.kind) continue;
      const ordered = orderOf.get(before.kind)?.compare(before, after, context) ?? null;
      if (ordered !== null) candidates.push({ before, after, ordered });
    }
  }
  candidates.sort((a, b) => b.ordered.rank - a.ordered.rank);
  const used = new Set<Fact>();
  for (const { before, after, ordered } of candidates) {
    if (used.has(before) || used.has(after)) continue;
    used.add(before).add(after);
    changes.push({ change: ordered.change, fact: after, before, subjectPresent: true, order: ordered.order });
  }
  return { left: left.filter((fact) => !used.has(fact)), right: right.filter((fact) => !used.has(fact)) };
}

/** What is gone is no loss while the subject still says as much in another way. */
function isCovered(gone: Fact, after: readonly Fact[], context: OrderContext, changes: FactChange[]): boolean {
  const covers = orderOf.get(gone.kind)?.covers;
  const kept =
    covers === undefined ? undefined : after.find((fact) => fact.kind === gone.kind && covers(gone, fact, context));
  if (kept === undefined) return false;
  changes.push({ change: 'moved', fact: kept, before: gone, subjectPresent: true });
  return true;
}

/** What comes is no gain where the subject said as much before, and still does. */
function isImplied(come: Fact, stays: readonly Fact[], context: OrderContext, changes: FactChange[]): boolean {
  const covers = orderOf.get(come.kind)?.covers;
  const kept =
    covers === undefined
      ? undefined
      : stays.find((fact) => fact !== come && fact.kind === come.kind && covers(come, fact, context));
  if (kept === undefined) return false;
  changes.push({ change: 'moved', fact: come, before: kept, subjectPresent: true });
  return true;
}

/** A statement that moves to another file gives its holder nothing new; the levels of a workflow belong to its file. */
function isHeldGrant({ kind, qualifiers }: Fact): boolean {
  return kind === 'permission.grant' && qualifiers?.['level'] === undefined;
}

function matchMoved(
  gone: readonly Gone[],
  come: readonly Fact[],
  changes: FactChange[],
  movesWithHandler: (gone: Fact, come: Fact) => boolean,
): Unsettled {
  const moved = new Set<Fact>();
  const byKey = groupBy(come, ({ key }) => key);
  const isMany = gone.length * come.length > MAX_COMPARED;
  const left = gone.filter(({ fact }) => {
    const isHeld = isHeldGrant(fact);
    const isFree = MOVES_FREELY.has(fact.kind) || fact.qualifiers?.['held'] === 'code' || isHeld;
    const candidates = isFree || isMany ? (byKey.get(fact.key) ?? []) : come;
    const other = candidates.find(
      (each) =>
        !moved.has(each) &&
        (isFree ? !isHeld || each.id === fact.id : movesWithHandler(fact, each)) &&
        !comesIntoForce(fact.provenance.path, each.provenance.path),
    );
    if (other === undefined) return true;
    moved.add(other);
    changes.push({ change: 'moved', fact: other, before: fact, subjectPresent: true });
    return false;
  });
  return { gone: left, come: come.filter((fact) => !moved.has(fact)) };
}

interface Unsettled {
  readonly gone: readonly Gone[];
  readonly come: readonly Fact[];
}

/** What went with all that it hung on, and stands in another file in another form. */
function matchResources({ gone, come }: Unsettled, context: OrderContext, changes: FactChange[]): Unsettled {
  const moved = movedResources(
    gone.filter(({ isPresent }) => !isPresent).map(({ fact }) => fact),
    come,
  );
  const used = new Set<Fact>();
  for (const [before, fact] of moved) {
    const ordered = orderOf.get(before.kind)?.compare(before, fact, context) ?? null;
    if (ordered === null) continue;
    used.add(before).add(fact);
    changes.push({ change: ordered.change, fact, before, subjectPresent: true, order: ordered.order });
  }
  return { gone: gone.filter(({ fact }) => !used.has(fact)), come: come.filter((fact) => !used.has(fact)) };
}
