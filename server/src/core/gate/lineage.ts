import type { FileChange } from '../model/change.ts';
import type { GateInput } from '../model/gate.ts';
import { counts, type Decided, type DecisionIndex } from './occurrences.ts';
import { isAccepted } from './outcomes.ts';

/** How a file came from the base's content to the merged one, each step accepted by somebody. */
export interface Lineage {
  readonly steps: readonly Decided[];
  /** Rebased or merged on the way: what was accepted stands among other lines of the base. */
  readonly isAmongOthers: boolean;
}

type Blob = string | null;

interface Edge {
  readonly to: Blob;
  readonly steps: readonly Decided[];
  readonly isAmongOthers: boolean;
}

/**
 * Null when there is a step that nobody accepted, or whose acceptance was taken back. What was accepted for another path leads
 * nowhere: one acknowledgement never covers a second place.
 */
export function lineageOf(
  file: FileChange,
  index: DecisionIndex,
  input: Pick<GateInput, 'countsUnsigned' | 'history'>,
): Lineage | null {
  const decided = pathsOf(file)
    .flatMap((path) => index.ofPath(path))
    .filter((each) => each.spent === null && isAccepted(each.decision) && counts(each.source, input) && !index.isTakenBack(each)); // prettier-ignore
  const whole = wholeStep(file, decided);
  if (whole !== null) return { steps: whole, isAmongOthers: false };
  const [from, to] = [file.before?.blob ?? null, file.after?.blob ?? null];
  // Equal bytes under another name or mode: no way leads there, and none of length zero counts.
  if (from === to) return null;
  // One step between contents that are both at hand must name its hunks: it is no way otherwise.
  const others = decided.filter(({ hunk }) => hunk.beforeBlob !== from || hunk.acceptedBlob !== to);
  const edges = [...recordedEdges(others), ...historyEdges(file, decided, input)];
  const starts = pathsOf(file).flatMap((path) => [...(input.history.starts.get(path) ?? [])]);
  const found = search([from, ...starts], to, edges);
  return found === null
    ? null
    : { steps: found.steps, isAmongOthers: found.isAmongOthers || found.start !== nameOf(from) };
}

export function pathsOf({ path, previousPath }: Pick<FileChange, 'path' | 'previousPath'>): readonly string[] {
  return previousPath === undefined ? [path] : [path, previousPath];
}

/** Every hunk of the range itself was accepted, between exactly these contents. */
function wholeStep(file: FileChange, decided: readonly Decided[]): readonly Decided[] | null {
  const [from, to] = [file.before?.blob ?? null, file.after?.blob ?? null];
  const fitting = decided.filter(
    ({ hunk }) => hunk.path === file.path && hunk.beforeBlob === from && hunk.afterBlob === to,
  );
  return decisionsOn(
    file.hunks.map(({ id }) => id),
    fitting,
  );
}

/** The decision on each hunk; null: one has none. */
function decisionsOn(hunks: readonly string[], decided: readonly Decided[]): readonly Decided[] | null {
  const steps = hunks.flatMap((id) => decided.findLast(({ hunk }) => hunk.id === id) ?? []);
  return steps.length === 0 || steps.length < hunks.length ? null : steps;
}

type From = { readonly from: Blob };

/** What a decision left accepted says where its step ends; several hunks of one record end at one content. */
function recordedEdges(decided: readonly Decided[]): readonly (From & Edge)[] {
  const groups = new Map<string, { from: Blob; to: Blob; steps: Decided[]; isAmongOthers: false }>();
  for (const each of decided) {
    const { beforeBlob: from, acceptedBlob: to } = each.hunk;
    if (to === undefined || from === to) continue;
    const key = [each.source.ledger, each.decision.seq, each.hunk.path, nameOf(from), nameOf(to)].join('\n');
    const group = groups.get(key) ?? { from, to, steps: [], isAmongOthers: false };
    group.steps.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Merges of the base, and commits all of whose hunks were accepted, wherever in the file they stand now. */
function historyEdges(
  file: FileChange,
  decided: readonly Decided[],
  { history }: Pick<GateInput, 'history'>,
): readonly (From & Edge)[] {
  const paths = pathsOf(file);
  return history.steps.flatMap(({ path, from, to, by }): readonly (From & Edge)[] => {
    if (!paths.includes(path) || from === to) return [];
    const steps = by === 'merge' ? [] : decisionsOn(by, decided);
    return steps === null ? [] : [{ from, to, steps, isAmongOthers: true }];
  });
}

interface Found extends Lineage {
  readonly start: string;
}

interface Arrival {
  readonly from: string;
  readonly edge: Edge;
}

/** Breadth first, each content once. */
function search(starts: readonly Blob[], to: Blob, edges: readonly (From & Edge)[]): Found | null {
  const byFrom = new Map<string, Edge[]>();
  for (const edge of edges) byFrom.set(nameOf(edge.from), [...(byFrom.get(nameOf(edge.from)) ?? []), edge]);
  const cameBy = new Map<string, Arrival | null>(starts.map((start) => [nameOf(start), null]));
  const open = [...cameBy.keys()];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const edge of byFrom.get(at) ?? []) {
      const next = nameOf(edge.to);
      if (cameBy.has(next)) continue;
      cameBy.set(next, { from: at, edge });
      if (next === nameOf(to)) return lineageTo(next, cameBy);
      open.push(next);
    }
  }
  return null;
}

function lineageTo(end: string, cameBy: ReadonlyMap<string, Arrival | null>): Found | null {
  const steps: Decided[] = [];
  let isAmongOthers = false;
  let start = end;
  for (let at = cameBy.get(end) ?? null; at !== null; at = cameBy.get(at.from) ?? null) {
    steps.unshift(...at.edge.steps);
    isAmongOthers ||= at.edge.isAmongOthers;
    start = at.from;
  }
  // Merges alone: nobody accepted anything.
  return steps.length === 0 ? null : { steps, isAmongOthers, start };
}

function nameOf(blob: Blob): string {
  return blob ?? 'absent';
}
