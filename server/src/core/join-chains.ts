import { findChains } from './chains/find-chains.ts';
import type { ChainSide } from './chains/define.ts';
import type { FilePair } from './facts/delta.ts';
import type { FileFacts } from './facts/read-facts.ts';
import type { ChangeSet } from './model/change.ts';
import type { Detected, Finding } from './model/finding.ts';
import { isAnswerable, noObligation, obligationRank } from './model/obligation.ts';
import type { Failure } from './model/problem.ts';
import type { FileSummary } from './model/summary.ts';
import type { Range } from './model/text.ts';
import type { Summaries } from './read-sides.ts';

/** Chains that a change set makes, with the unchanged files that are at hand: once for the whole set, when all facts are known. */
export function joinChains(
  changeSet: ChangeSet,
  pairs: readonly FilePair[],
  files: Summaries,
): { readonly detected: readonly Detected[]; readonly failures: readonly Failure[] } {
  const changed = new Set(
    changeSet.files.flatMap(({ path, previousPath }) => [path, ...(previousPath === undefined ? [] : [previousPath])]),
  );
  const unchanged = othersIn(files, (path) => changed.has(path));
  const before = toSide(
    pairs.flatMap((pair) => pair.before ?? []),
    unchanged,
  );
  const after = toSide(
    pairs.flatMap((pair) => pair.after ?? []),
    unchanged,
  );
  return findChains(before, after, {
    isChanged: createIsChanged(changeSet),
    isInSet: (path) => after.facts.has(path),
  });
}

/** All chains that a file is a step of, as the files stand. */
export function chainsThrough(
  path: string,
  pairs: readonly FilePair[],
  files: Summaries,
): ReturnType<typeof joinChains> {
  const others = othersIn(files, (other) => other === path);
  const after = toSide(
    pairs.flatMap((pair) => pair.after ?? []),
    others,
  );
  const nothing: ChainSide = { passages: new Map(), facts: new Map(), agents: new Map(), files: new Map() };
  return findChains(nothing, after, { isChanged: () => false, isInSet: (each) => each === path });
}

/** Summaries of files that a change set does not touch. */
function othersIn(files: Summaries, isTouched: (path: string) => boolean): readonly FileSummary[] {
  return [...files].flatMap(([path, summary]) => (summary === null || isTouched(path) ? [] : [{ ...summary, path }]));
}

function toSide(sides: readonly FileFacts[], unchanged: readonly FileSummary[]): ChainSide {
  const facts = new Map(sides.map((side) => [side.path, side.facts] as const));
  const summaries = [...sides.map(({ path, summary }) => ({ ...summary, path })), ...unchanged];
  const of = <T>(part: (summary: FileSummary) => T | undefined): ReadonlyMap<string, T> => {
    const found = new Map<string, T>();
    for (const summary of summaries) {
      const own = part(summary);
      if (own !== undefined) found.set(summary.path, own);
    }
    return found;
  };
  return {
    facts,
    passages: of(({ passages }) => passages),
    agents: of(({ agents }) => agents),
    files: of((summary) => summary),
  };
}

function createIsChanged({ files }: ChangeSet): (path: string, range: Range) => boolean {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path, { start, end }) =>
    byPath.get(path)?.hunks.some(({ after }) => start.line < after.start + after.lines && after.start <= end.line) ===
    true;
}

/**
 * What is a step of a chain on the same hunk asks for nothing by itself, unless it asks for more than the chain does; and so
 * does what is only restated on the way. The touch of a key that it demands is demanded of the chain, where anybody can answer it.
 */
export function withinChains(findings: readonly Finding[], pairs: readonly FilePair[]): readonly Finding[] {
  const lifted = new Set<string>();
  for (const { after } of pairs)
    for (const { id, detail } of after?.facts ?? []) if (detail?.via === 'transitive') lifted.add(id);
  const chains = findings.filter((finding) => finding.chain !== undefined && finding.obligation.kind !== 'none');
  if (chains.length === 0) return findings;
  const held = new Set<Finding>();
  const touched = new Set<Finding>();
  const others = findings.map((finding): Finding => {
    if (finding.chain !== undefined || finding.obligation.kind === 'none') return finding;
    const chain = chains.find((one) => isStepOf(finding, one) || isOnWay(finding, one, lifted));
    if (chain === undefined) return finding;
    if (finding.hold) held.add(chain);
    const { presence, ...step } = finding;
    if (presence === true && isAnswerable(chain.obligation)) touched.add(chain);
    return { ...step, obligation: noObligation, hold: false, partOf: chain.fingerprint };
  });
  return others.map((finding) => ({
    ...finding,
    ...(held.has(finding) ? { hold: true } : {}),
    ...(touched.has(finding) ? { presence: true } : {}),
  }));
}

/** An act that is restated at a call on the way: the function that does it says so where it stands, the chain how it is reached. */
function isOnWay(finding: Finding, chain: Finding, lifted: ReadonlySet<string>): boolean {
  return (
    finding.change === 'added' &&
    obligationRank(finding.obligation) <= obligationRank(chain.obligation) &&
    finding.factIds.every((id) => lifted.has(id)) &&
    chain.chain?.steps.some(
      ({ path, range, role }) =>
        role !== 'sink' && path === finding.path && range.start.line === finding.range.start.line,
    ) === true
  );
}

function isStepOf(finding: Finding, chain: Finding): boolean {
  return (
    finding.path === chain.path &&
    finding.hunk === chain.hunk &&
    finding.change === 'added' &&
    obligationRank(finding.obligation) <= obligationRank(chain.obligation) &&
    finding.factIds.every((id) => chain.factIds.includes(id))
  );
}
