import type { ChainStep } from '../model/chain.ts';
import type { Detected } from '../model/finding.ts';
import type { Evidence } from '../model/fact.ts';
import type { Failure } from '../model/problem.ts';
import type { Range } from '../model/text.ts';
import type { ChainKind, ChainSide, FoundChain } from './define.ts';
import { distinct, without } from './new-chains.ts';
import { chainKinds } from './table.ts';

/** What chains need to know of the change itself. */
export interface ChangedPlaces {
  /** The change set touches these lines of the after-side. */
  readonly isChanged: (path: string, range: Range) => boolean;
  /** The file is part of the change set, and stands on its after-side. */
  readonly isInSet: (path: string) => boolean;
}

/** Findings of one kind on one change set. */
const MAX_CHAINS = 200;

/**
 * Chains that the change set makes: those of the after-side that were not there before. A chain whose step only moved, was
 * renamed or written otherwise was there. Each kind runs behind its own fence.
 */
export function findChains(
  before: ChainSide,
  after: ChainSide,
  places: ChangedPlaces,
): { readonly detected: readonly Detected[]; readonly failures: readonly Failure[] } {
  const detected: Detected[] = [];
  const failures: Failure[] = [];
  if (!isWorthJoining(after)) return { detected, failures };
  for (const kind of chainKinds) {
    try {
      for (const chains of grouped(kind, before, after)) {
        const found = toDetected(kind, chains, { before, after }, places);
        if (found !== null) detected.push(found);
      }
    } catch (error) {
      const message = `${kind.id}: ${error instanceof Error ? error.message : String(error)}`;
      failures.push({ path: '', stage: 'detect', message });
    }
  }
  return { detected: withoutRepeats(detected), failures };
}

/**
 * That anybody can call a route is told with what gets through it, where a text of the request decides about all that it
 * leads to.
 */
function withoutRepeats(detected: readonly Detected[]): readonly Detected[] {
  const isRoute = ({ chain }: Detected): boolean => chain?.shape === 'route-to-privilege';
  const toldOf = new Map<string, Set<string>>();
  for (const one of detected) {
    if (isRoute(one)) continue;
    const known = toldOf.get(one.subject.symbol) ?? new Set();
    for (const id of one.factIds) known.add(id);
    toldOf.set(one.subject.symbol, known);
  }
  const open = new Map<string, string>();
  const repeated = new Set<Detected>();
  for (const route of detected.filter(isRoute)) {
    const { symbol } = route.subject;
    const told = toldOf.get(symbol);
    const acts = route.factIds.filter((id) => id !== route.chain?.steps[0]?.factId);
    if (told === undefined || acts.length === 0 || !acts.every((id) => told.has(id))) continue;
    repeated.add(route);
    open.set(symbol, route.chain?.steps[0]?.factId ?? '');
  }
  return detected
    .filter((one) => !repeated.has(one))
    .map((one): Detected => {
      const fact = open.get(one.subject.symbol);
      if (fact === undefined) return one;
      const factIds = fact === '' ? one.factIds : [...one.factIds, fact];
      return {
        ...one,
        factIds,
        why: [...one.why, `Anybody can call ${one.subject.symbol}: no check of the caller is known.`],
      };
    });
}

/** Without an act, a job or an agent nothing can end a chain. */
function isWorthJoining({ passages, facts, agents }: ChainSide): boolean {
  for (const each of agents.values()) if (each.agents.some(({ isList }) => isList !== true)) return true;
  for (const { acts } of passages.values()) if (acts.length > 0) return true;
  for (const all of facts.values()) if (all.some(({ kind }) => kind === 'workflow.trigger')) return true;
  return false;
}

/** New chains of one kind, those that are one act together. */
function grouped(kind: ChainKind, before: ChainSide, after: ChainSide): readonly (readonly FoundChain[])[] {
  const now = [...kind.find(after)];
  if (now.length === 0) return [];
  const old = [...kind.find(before)];
  const groups = new Map<string, FoundChain[]>();
  for (const chain of without(distinct(now), distinct(old))) {
    if (kind.isTold?.(chain, before) === true) continue;
    const known = groups.get(chain.group);
    if (known !== undefined) known.push(chain);
    else if (groups.size < MAX_CHAINS) groups.set(chain.group, [chain]);
  }
  return [...groups.values()];
}

function toDetected(
  kind: ChainKind,
  [chain, ...others]: readonly FoundChain[],
  { before, after }: { readonly before: ChainSide; readonly after: ChainSide },
  places: ChangedPlaces,
): Detected | null {
  if (chain === undefined) return null;
  const told = kind.told?.(chain, before);
  const steps = chain.steps.map((step, at): ChainStep => {
    const isNew = told === undefined ? places.isChanged(step.path, step.range) : told.newSteps.includes(at);
    return { ...step, isNew };
  });
  const isHere = ({ path }: { readonly path: string }): boolean => places.isInSet(path);
  const given = chain.givenAt?.flatMap((all, step) => (steps[step]?.isNew === true ? all : [])) ?? [];
  const fresh = steps.filter(({ isNew }) => isNew);
  const isTouched = ({ path, range }: { readonly path: string; readonly range: Range }): boolean =>
    isHere({ path }) && places.isChanged(path, range);
  const at =
    fresh.find(isTouched) ?? given.find(isTouched) ?? fresh.find(isHere) ?? given.find(isHere) ?? steps.find(isHere);
  if (at === undefined) return null;
  const { action, resource, subject, tier, why, dataClasses, sink } = chain;
  const all = [chain, ...others];
  const classes = [...new Set(all.flatMap((one) => one.dataClasses ?? []))];
  return {
    detectorId: kind.id,
    facet: kind.facet,
    kind: chain.kind,
    change: 'added',
    // Sentences of findings stand in headings, where code is no other than words.
    message: (told?.message ?? chain.message).replaceAll('`', ''),
    impact: kind.why,
    fix: kind.fix,
    why: [...why, ...others.slice(0, 3).map(({ message }) => message)],
    tags: [...new Set([...chain.tags, ...kind.tags])],
    factIds: [...new Set(all.flatMap(({ factIds }) => factIds))],
    subject,
    action,
    resource,
    ...(dataClasses === undefined ? {} : { dataClasses: classes }),
    ...(sink === undefined ? {} : { sink }),
    tier,
    evidence: steps.map(({ path, range, role }): Evidence => ({ path, range, role: role === 'step' ? 'call' : role })),
    path: at.path,
    side: 'after',
    range: at.range,
    context: (after.passages.get(at.path) ?? after.agents.get(at.path))?.context ?? [],
    chain: { shape: kind.shape, steps },
  };
}
