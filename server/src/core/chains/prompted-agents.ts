import type { AgentPart, AgentRef } from '../model/agent-reach.ts';
import type { SourceKind } from '../model/passage.ts';
import type { Range } from '../model/text.ts';
import type { ChainSide } from './define.ts';
import type { StandingLeg } from './standing-leg.ts';
import type { Link } from './graph.ts';
import { waysFromOutside } from './outside-texts.ts';
import { lastPath, tierOf } from './steps.ts';

/** What the program itself puts into the prompt of an agent. What a user asks is what the agent is for. */
const HOLDS: Readonly<Partial<Record<SourceKind, string>>> = {
  mail: 'holds mail that anybody sends',
  chat: 'holds what others write in a chat',
  issue: 'holds what others write in tickets and chats',
  fetched: 'holds pages that others wrote',
};

interface Prompted {
  /** The agent that is asked. */
  readonly to: AgentRef;
  readonly leg: StandingLeg;
}

/** Agents that are asked with a text that somebody outside wrote, wherever it was read. */
export function promptedAgents(side: ChainSide): readonly Prompted[] {
  const runs = new Map<string, { readonly to: AgentRef; readonly path: string; readonly range: Range }>();
  for (const [path, { runs: all = [] }] of side.agents)
    for (const { to, range } of all) runs.set(placeOf(path, range), { to, path, range });
  if (runs.size === 0) return [];
  const found: Prompted[] = [];
  for (const { source, start, way } of waysFromOutside(side.passages)) {
    const words = HOLDS[source];
    if (words === undefined || way.act.kind !== 'prompt') continue;
    const run = runs.get(placeOf(lastPath(way.links), way.act.range));
    if (run === undefined || (source === 'fetched' && !isOfOthers(side, start))) continue;
    const { range } = start.passage.at.from;
    const part: AgentPart = {
      name: 'its prompt',
      range: run.range,
      legs: [],
      calls: null,
      isAsked: false,
      tier: tierOf(way),
    };
    // Wherever it is handed on, and where the agent is asked.
    const handed = way.links.map(({ path, passage }) => ({ path, range: passage.at.to.range }));
    const givenAt = [...handed, { path: run.path, range: run.range }];
    found.push({
      to: run.to,
      leg: { leg: 'untrusted', part, words, path: start.path, range, tier: part.tier, givenAt },
    });
  }
  return found;
}

/** A loader or a search, or an address that is not written out: what a service of one's own answers is no page of others. */
export function isOfOthers({ passages }: ChainSide, { path, passage: { tier, at } }: Link): boolean {
  if (tier === 'resolved') return true;
  const { acts = [] } = passages.get(path) ?? {};
  return acts.some(({ kind, range }) => kind === 'connect' && startsWithin(range, at.from.range));
}

function startsWithin({ start }: Range, { start: from, end }: Range): boolean {
  const isAfter = start.line > from.line || (start.line === from.line && start.character >= from.character);
  return isAfter && (start.line < end.line || (start.line === end.line && start.character < end.character));
}

function placeOf(path: string, { start, end }: Range): string {
  return [path, start.line, start.character, end.line, end.character].join('\n');
}
