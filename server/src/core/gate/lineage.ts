import type { FileChange } from '../model/change.ts';
import type { GateInput } from '../model/gate.ts';
import { counts, isAccepted, type Decided, type DecisionIndex } from './occurrences.ts';

type Blob = string | null;

interface Edge {
  readonly to: Blob;
  readonly steps: readonly Decided[];
}

/**
 * The decisions that led from the base's content of a file to the merged one, each step accepted, none taken back; null when
 * there is a step that nobody accepted. What was accepted for another path leads nowhere: one acknowledgement never covers a
 * second place.
 */
export function lineageOf(
  file: FileChange,
  index: DecisionIndex,
  input: Pick<GateInput, 'countsUnsigned'>,
): readonly Decided[] | null {
  const decided = pathsOf(file)
    .flatMap((path) => index.ofPath(path))
    .filter((each) => isAccepted(each.decision) && counts(each.source, input) && !index.isTakenBack(each));
  const [from, to] = [file.before?.blob ?? null, file.after?.blob ?? null];
  // Equal bytes under another name or mode: no way leads there, and none of length zero counts.
  if (from === to) return wholeStep(file, decided);
  // One step between contents that are both at hand must name its hunks: it is no way otherwise.
  const others = decided.filter(({ hunk }) => hunk.beforeBlob !== from || hunk.acceptedBlob !== to);
  return wholeStep(file, decided) ?? search(from, to, toEdges(others));
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
  const steps: Decided[] = [];
  for (const { id } of file.hunks) {
    const step = fitting.findLast(({ hunk }) => hunk.id === id);
    if (step === undefined) return null;
    steps.push(step);
  }
  return steps.length === 0 ? null : steps;
}

/** What a decision left accepted says where its step ends; several hunks of one record end at one content. */
function toEdges(decided: readonly Decided[]): ReadonlyMap<string, readonly Edge[]> {
  const groups = new Map<string, { from: Blob; to: Blob; steps: Decided[] }>();
  for (const each of decided) {
    const { beforeBlob: from, acceptedBlob: to } = each.hunk;
    if (to === undefined || from === to) continue;
    const key = `${each.source.ledger}\n${each.decision.seq}\n${each.hunk.path}\n${from ?? ''}\n${to ?? ''}`;
    const group = groups.get(key) ?? { from, to, steps: [] };
    group.steps.push(each);
    groups.set(key, group);
  }
  const edges = new Map<string, Edge[]>();
  for (const { from, to, steps } of groups.values()) {
    const known = edges.get(nameOf(from));
    if (known === undefined) edges.set(nameOf(from), [{ to, steps }]);
    else known.push({ to, steps });
  }
  return edges;
}

/** Breadth first, each content once. */
function search(from: Blob, to: Blob, edges: ReadonlyMap<string, readonly Edge[]>): readonly Decided[] | null {
  const cameBy = new Map<string, { readonly from: string; readonly edge: Edge } | null>([[nameOf(from), null]]);
  const open = [nameOf(from)];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const edge of edges.get(at) ?? []) {
      const next = nameOf(edge.to);
      if (cameBy.has(next)) continue;
      cameBy.set(next, { from: at, edge });
      if (next === nameOf(to)) return stepsTo(next, cameBy);
      open.push(next);
    }
  }
  return null;
}

function stepsTo(
  end: string,
  cameBy: ReadonlyMap<string, { readonly from: string; readonly edge: Edge } | null>,
): readonly Decided[] {
  const steps: Decided[] = [];
  for (let at = cameBy.get(end) ?? null; at !== null; at = cameBy.get(at.from) ?? null) steps.unshift(...at.edge.steps);
  return steps;
}

function nameOf(blob: Blob): string {
  return blob ?? 'absent';
}
