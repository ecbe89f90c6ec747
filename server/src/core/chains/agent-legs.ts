import { legs, type AgentPart, type AgentReach, type AgentRef, type Leg } from '../model/agent-reach.ts';
import type { Tier } from '../model/fact.ts';
import type { ActKind, FunctionRef } from '../model/passage.ts';
import type { Range } from '../model/text.ts';
import { createScopeOf, createTakenIn } from './agent-scopes.ts';
import type { ChainSide } from './define.ts';
import { pathOfRef } from './graph.ts';
import { promptedAgents } from './prompted-agents.ts';
import type { JoinedAgent, Place, StandingLeg, StandingLink, ToolUse } from './standing-leg.ts';
import { weakest } from './steps.ts';

/** What acts make of the agent that can have them done. */
const OF_ACTS: Readonly<Partial<Record<ActKind, Readonly<Partial<Record<Leg, string>>>>>> = {
  exec: { private: 'reads whatever its user can read', outward: 'runs programs that connect' },
  eval: { private: 'reads whatever its user can read', outward: 'runs code that connects' },
  query: { private: 'reads a database' },
  egress: { outward: 'sends what it is given' },
  connect: { untrusted: 'opens any address', outward: 'connects to any address' },
};
const MAX_DEPTH = 4;
const MAX_FUNCTIONS = 60;

/** All agents of a side, each for itself. Files that speak of one agent are joined. */
export function agentsAlone(side: ChainSide): readonly JoinedAgent[] {
  const groups = new Map<string, { readonly path: string; readonly reach: AgentReach }[]>();
  const scopeOf = createScopeOf(side);
  const takenIn = createTakenIn(side);
  for (const [path, { agents }] of side.agents)
    for (const reach of agents) {
      const server = reach.of !== undefined && takenIn(path).length > 0 ? scopeOf(reach.of) : null;
      const scope = server ?? reach.scope;
      const known = groups.get(scope);
      if (known === undefined) groups.set(scope, [{ path, reach }]);
      else known.push({ path, reach });
    }
  const prompted = new Map<string, StandingLeg[]>();
  for (const { to, leg } of promptedAgents(side)) {
    const scope = scopeOf(to) ?? '';
    const known = prompted.get(scope);
    if (known === undefined) prompted.set(scope, [leg]);
    else known.push(leg);
  }
  return [...groups].map(([scope, [first, ...more]]) => {
    const all = [first!, ...more];
    const refused = new Set(all.flatMap(({ reach }) => reach.refused));
    const used = all.flatMap(({ path, reach }) =>
      reach.parts
        .filter(({ name }) => !isRefused(name, refused))
        .map((part) => usedPart(side, path, part, reach.of === undefined ? [] : takenIn(path))),
    );
    const given = all.flatMap(({ path, reach }) =>
      (reach.leadsTo ?? []).map(({ to, range, isAsked }) => ({ to, at: [{ path, range }], isAsked })),
    );
    const links = [...given, ...used.flatMap(({ runs }) => runs)].flatMap(({ to, at, isAsked }) => {
      const other = scopeOf(to);
      return other === null || other === scope ? [] : [{ to: other, at, isAsked }];
    });
    const standing = used.flatMap(({ legs: own }) => own);
    const own = all.find(({ reach }) => reach.scope === scope) ?? first!;
    return {
      name: own.reach.name,
      scope,
      isList: own.reach.isList === true,
      isSet: own.reach.isSet === true,
      isApart: own.reach.isApart === true,
      path: own.path,
      standing,
      uses: used.flatMap(({ use }) => use ?? []),
      prompted: prompted.get(scope) ?? [],
      links,
    };
  });
}

/** `mcp__slack__send` goes with `mcp__slack`. */
function isRefused(name: string, refused: ReadonlySet<string>): boolean {
  const server = /^mcp__(\w+?)__/.exec(name)?.[1];
  return refused.has(name) || (server !== undefined && refused.has(server));
}

interface UsedPart {
  readonly legs: readonly StandingLeg[];
  /** What its function does outside; null: nothing, or a person is asked before. */
  readonly use: ToolUse | null;
  readonly runs: readonly (Omit<StandingLink, 'to'> & { readonly to: AgentRef })[];
}

/** What somebody is asked about before is no way that a text can take by itself. */
function usedPart(side: ChainSide, path: string, part: AgentPart, takenIn: readonly Place[]): UsedPart {
  const { calls, body, isAsked, tier, range } = part;
  const givenAt = [{ path, range }];
  const own = part.legs.map(({ leg, words }): StandingLeg => ({ leg, part, words, path, range, tier, givenAt }));
  if (calls === null) return { legs: isAsked ? withoutWayOut(own) : own, use: null, runs: [] };
  const at = { ...calls, path: pathOfRef(calls, side.passages) };
  const found = walk(side, at, body, part);
  const asked = isAsked || side.agents.get(at.path)?.asked.includes(at.symbol) === true;
  const kept = [...own, ...found.legs.map((each): StandingLeg => ({ ...each, givenAt }))];
  return {
    legs: asked ? withoutWayOut(kept) : kept,
    use: asked || found.acts.length === 0 ? null : { part, acts: found.acts, at: [...givenAt, ...takenIn] },
    runs: found.runs.map(({ to, at: where }) => ({ to, at: [where, ...givenAt], isAsked: asked })),
  };
}

export function withoutWayOut(found: readonly StandingLeg[]): readonly StandingLeg[] {
  return found.filter(({ leg }) => leg !== 'outward');
}

interface Walked {
  readonly legs: readonly Omit<StandingLeg, 'givenAt'>[];
  readonly acts: ToolUse['acts'];
  readonly runs: readonly { readonly to: AgentRef; readonly at: Place }[];
}

/** The acts and readings of a function and of those that it calls, and the agents that they have do something. */
function walk(side: ChainSide, start: FunctionRef, body: Range | undefined, part: AgentPart): Walked {
  const found = new Map<Leg, Omit<StandingLeg, 'givenAt'>>();
  const run: { readonly to: AgentRef; readonly at: Place }[] = [];
  const done: ToolUse['acts'][number][] = [];
  const seen = new Set<string>();
  let level: readonly FunctionRef[] = [start];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: FunctionRef[] = [];
    for (const { path, symbol } of level) {
      const key = `${path}\n${symbol}`;
      if (seen.has(key) || seen.size > MAX_FUNCTIONS) continue;
      seen.add(key);
      const isHere = (range: Range, within: string): boolean =>
        depth === 0 && body !== undefined ? isInside(range, body) : within === symbol && symbol !== '';
      const add = (leg: Leg, words: string, range: Range, tier: Tier): void => {
        if (!found.has(leg)) found.set(leg, { leg, part, words, path, range, tier: weakest([part.tier, tier]) });
      };
      const { acts = [], calls = [] } = side.passages.get(path) ?? {};
      for (const act of acts) {
        const { kind, range, within, tier, isEmpty } = act;
        if (!isHere(range, within) || isEmpty === true) continue;
        done.push({ kind, path, range, words: act.words, tier });
        for (const leg of legs) {
          const words = OF_ACTS[kind]?.[leg];
          if (words !== undefined) add(leg, words, range, tier);
        }
      }
      const { functions = [], runs = [] } = side.agents.get(path) ?? {};
      for (const { leg, words, within, range } of functions)
        if (isHere(range, within)) add(leg, words, range, 'resolved');
      for (const { to, within, range } of runs) if (isHere(range, within)) run.push({ to, at: { path, range } });
      for (const call of calls)
        if (isHere(call.range, call.within)) next.push({ ...call.to, path: pathOfRef(call.to, side.passages) });
    }
    level = next;
  }
  return { legs: [...found.values()], acts: done, runs: run };
}

function isInside(inner: Range, outer: Range): boolean {
  const isAfter = (one: Range['start'], other: Range['start']): boolean =>
    one.line > other.line || (one.line === other.line && one.character >= other.character);
  return isAfter(inner.start, outer.start) && isAfter(outer.end, inner.end);
}
