import type { Fact, FactChange, FactKind } from '../model/fact.ts';
import { comesIntoForce } from '../text/acting-place.ts';
import { settleInherited } from './inherited-grants.ts';
import { handlerMoves } from './moved-handlers.ts';
import type { OrderContext, Ordered } from './orders/define.ts';
import { factOrders } from './orders/table.ts';
import { pairSubjects, subjectKey, type FileSubjects } from './pair-subjects.ts';
import { settleProtections } from './protections/settle.ts';
import type { FileFacts } from './read-facts.ts';
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
  const pairs = pairSubjects(files.map(toSubjects));
  const known = new Set(pairs.values());
  const groups = new Map<string, { before: Fact[]; after: Fact[]; isPresent: boolean }>();
  const groupOf = (key: string): { before: Fact[]; after: Fact[]; isPresent: boolean } => {
    const known = groups.get(key);
    if (known !== undefined) return known;
    const group = { before: [], after: [], isPresent: false };
    groups.set(key, group);
    return group;
  };

  for (const { before, after } of files) {
    for (const fact of after?.facts ?? [])
      groupOf(subjectKey(fact.provenance.path, fact.subject.symbol)).after.push(fact);
    for (const fact of before?.facts ?? []) {
      const own = subjectKey(fact.provenance.path, fact.subject.symbol);
      const sameFile = after === null ? own : subjectKey(after.path, fact.subject.symbol);
      const target = pairs.get(own);
      const isFileLevel = !before!.subjects.some((subject) => subject.symbol === fact.subject.symbol);
      const group = groupOf(target ?? sameFile);
      group.before.push(fact);
      if (target !== undefined || (isFileLevel && after !== null)) group.isPresent = true;
    }
  }

  const changes: FactChange[] = [];
  const gone: { fact: Fact; isPresent: boolean }[] = [];
  const come: Fact[] = [];
  for (const group of groups.values()) {
    const { left, right } = matchEqual(group.before, group.after, changes);
    const rest = matchOrdered(left, right, context, changes);
    const open = rest.left.filter((fact) => !isCovered(fact, group.after, context, changes));
    gone.push(...open.map((fact) => ({ fact, isPresent: group.isPresent })));
    come.push(...rest.right.filter((fact) => !isImplied(fact, group, context, changes)));
  }
  const settled = matchMoved(gone, come, changes, handlerMoves(files));
  for (const { fact, isPresent } of settled.gone) {
    const pair = files.find(({ before }) => before?.path === fact.provenance.path);
    const isClean = pair?.before?.isClean === true && (pair.after === null || pair.after.isClean);
    if (isClean) changes.push({ change: 'removed', fact, subjectPresent: isPresent && pair.after !== null });
  }
  for (const fact of settled.come) {
    changes.push({
      change: 'added',
      fact,
      subjectPresent: known.has(subjectKey(fact.provenance.path, fact.subject.symbol)) || isOfFile(fact, files),
    });
  }
  return settleProtections(settleInherited(changes, files, context.roleOrder), files);
}

/** Facts at the top of a file hang on the file, and so do those about paths, which are no thing of their own. */
function isOfFile({ subject, provenance }: Fact, files: readonly FilePair[]): boolean {
  const pair = files.find(({ before, after }) => before !== null && after?.path === provenance.path);
  if (pair === undefined) return false;
  if (subject.type === 'file') return true;
  const isPath = subject.type === 'route' && !pair.after!.subjects.some(({ symbol }) => symbol === subject.symbol);
  return isPath;
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

function matchEqual(before: readonly Fact[], after: readonly Fact[], changes: FactChange[]): Sides {
  const byKey = new Map<string, Fact[]>();
  for (const fact of after.toReversed()) {
    const same = byKey.get(fact.key);
    if (same === undefined) byKey.set(fact.key, [fact]);
    else same.push(fact);
  }
  const matched = new Set<Fact>();
  const left: Fact[] = [];
  for (const fact of before) {
    const other = byKey.get(fact.key)?.pop();
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
function isImplied(
  come: Fact,
  { before, after }: { readonly before: readonly Fact[]; readonly after: readonly Fact[] },
  context: OrderContext,
  changes: FactChange[],
): boolean {
  const covers = orderOf.get(come.kind)?.covers;
  const kept =
    covers === undefined
      ? undefined
      : after.find(
          (fact) =>
            fact !== come &&
            fact.kind === come.kind &&
            before.some((old) => old.key === fact.key) &&
            covers(come, fact, context),
        );
  if (kept === undefined) return false;
  changes.push({ change: 'moved', fact: come, before: kept, subjectPresent: true });
  return true;
}

/** A statement that moves to another file gives its holder nothing new; the levels of a workflow belong to its file. */
function isHeldGrant({ kind, qualifiers }: Fact): boolean {
  return kind === 'permission.grant' && qualifiers?.['level'] === undefined;
}

function matchMoved(
  gone: readonly { fact: Fact; isPresent: boolean }[],
  come: readonly Fact[],
  changes: FactChange[],
  movesWithHandler: (gone: Fact, come: Fact) => boolean,
): { gone: readonly { fact: Fact; isPresent: boolean }[]; come: readonly Fact[] } {
  const moved = new Set<Fact>();
  const byKey = groupBy(come, ({ key }) => key);
  const isMany = gone.length * come.length > MAX_COMPARED;
  const left = gone.filter(({ fact }) => {
    const isHeld = isHeldGrant(fact);
    const isFree = MOVES_FREELY.has(fact.kind) || isHeld;
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
