import { legs, type AgentPart, type AgentReach, type Leg } from '../model/agent-reach.ts';
import type { Tier } from '../model/fact.ts';
import type { ActKind, FunctionRef } from '../model/passage.ts';
import type { Range } from '../model/text.ts';
import type { ChainSide } from './define.ts';
import { pathOfRef } from './graph.ts';
import { weakest } from './steps.ts';

/** One thing by which an agent has a leg, and where it stands. */
export interface StandingLeg {
  readonly leg: Leg;
  readonly part: AgentPart;
  readonly words: string;
  readonly path: string;
  readonly range: Range;
  readonly tier: Tier;
  /** The file that gives the agent the part. */
  readonly givenIn: string;
}

/** An agent with all that the files of a side say of it. */
export interface JoinedAgent {
  readonly name: string;
  readonly scope: string;
  /** The file that names it first. */
  readonly path: string;
  readonly standing: ReadonlyMap<Leg, readonly StandingLeg[]>;
}

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

/** All agents of a side. Files that speak of one agent are joined. */
export function joinAgents(side: ChainSide): readonly JoinedAgent[] {
  const groups = new Map<string, { readonly path: string; readonly reach: AgentReach }[]>();
  for (const [path, { agents }] of side.agents)
    for (const reach of agents) {
      const known = groups.get(reach.scope);
      if (known === undefined) groups.set(reach.scope, [{ path, reach }]);
      else known.push({ path, reach });
    }
  return [...groups].map(([scope, [first, ...more]]) => {
    const all = [first!, ...more];
    const refused = new Set(all.flatMap(({ reach }) => reach.refused));
    const standing = all.flatMap(({ path, reach }) =>
      reach.parts.filter(({ name }) => !isRefused(name, refused)).flatMap((part) => legsOf(side, path, part)),
    );
    return {
      name: first!.reach.name,
      scope,
      path: first!.path,
      standing: new Map(legs.map((leg) => [leg, standing.filter((each) => each.leg === leg)])),
    };
  });
}

/** `mcp__slack__send` goes with `mcp__slack`. */
function isRefused(name: string, refused: ReadonlySet<string>): boolean {
  const server = /^mcp__(\w+?)__/.exec(name)?.[1];
  return refused.has(name) || (server !== undefined && refused.has(server));
}

/** What somebody is asked about before is no way that a text can take by itself. */
function legsOf(side: ChainSide, path: string, part: AgentPart): readonly StandingLeg[] {
  const { calls, body, isAsked, tier } = part;
  const own = part.legs.map(({ leg, words }): StandingLeg => ({
    leg,
    part,
    words,
    path,
    range: part.range,
    tier,
    givenIn: path,
  }));
  if (calls === null) return isAsked ? own.filter(({ leg }) => leg !== 'outward') : own;
  const at = { ...calls, path: pathOfRef(calls, side.passages) };
  const found = walk(side, at, body, part).map((each): StandingLeg => ({ ...each, givenIn: path }));
  const asked = isAsked || side.agents.get(at.path)?.asked.includes(at.symbol) === true;
  const kept = [...own, ...found];
  return asked ? kept.filter(({ leg }) => leg !== 'outward') : kept;
}

/** The acts and readings of a function and of those that it calls. */
function walk(
  side: ChainSide,
  start: FunctionRef,
  body: Range | undefined,
  part: AgentPart,
): readonly Omit<StandingLeg, 'givenIn'>[] {
  const found = new Map<Leg, Omit<StandingLeg, 'givenIn'>>();
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
      for (const { kind, range, within, tier, isEmpty } of acts)
        if (isHere(range, within) && isEmpty !== true)
          for (const leg of legs) {
            const words = OF_ACTS[kind]?.[leg];
            if (words !== undefined) add(leg, words, range, tier);
          }
      for (const { leg, words, within, range } of side.agents.get(path)?.functions ?? [])
        if (isHere(range, within)) add(leg, words, range, 'resolved');
      for (const call of calls)
        if (isHere(call.range, call.within)) next.push({ ...call.to, path: pathOfRef(call.to, side.passages) });
    }
    level = next;
  }
  return [...found.values()];
}

function isInside(inner: Range, outer: Range): boolean {
  const isAfter = (one: Range['start'], other: Range['start']): boolean =>
    one.line > other.line || (one.line === other.line && one.character >= other.character);
  return isAfter(inner.start, outer.start) && isAfter(outer.end, inner.end);
}
