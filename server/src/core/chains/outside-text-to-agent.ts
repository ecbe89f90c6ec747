import { listWords } from '../text/prose.ts';
import type { AgentPart } from '../model/agent-reach.ts';
import { effectsOfTools } from './agent-tool-facts.ts';
import { createScopeOf } from './agent-scopes.ts';
import { defineChainKind, type ChainSide, type FoundChain } from './define.ts';
import { toldOfOutside, waysFromOutside, type OutsideWay } from './outside-texts.ts';
import { isOfOthers } from './prompted-agents.ts';
import { lastPath, resourceOf, SOURCE_WORDS } from './steps.ts';

/** Tools that are named. */
const MAX_NAMED = 4;

/** A text that anybody can write is part of what an agent with tools is asked, or of what a model takes for instructions. What its own users ask is what it is for. */
export const outsideTextToAgent = defineChainKind({
  id: 'outside-text-to-agent',
  shape: 'input-to-agent',
  facet: 'agent',
  why: 'A model takes what stands in its prompt for what it is told: whoever writes the text chooses which tools are called.',
  fix: 'Let the model that reads the text have no tools that change anything, mark the text off from what it is told, or let a person say yes before a tool is called.',
  tags: ['LLM01', 'LLM06', 'ASI01', 'ASI02'],
  *find(side): Generator<FoundChain> {
    const askedAt = agentsAsked(side);
    const ways = [...waysFromOutside(side.passages)].filter(({ way }) => way.act.kind === 'prompt');
    const instructing = new Set(ways.filter(isInstructing).map(textAndAct));
    for (const found of ways) {
      const { act, links } = found.way;
      const asked = askedAt.get(placeOf(lastPath(links), act.range));
      const isInstruction = isInstructing(found);
      // Told as instructions, it is not told as a question too.
      if (!isInstruction && instructing.has(textAndAct(found))) continue;
      if (!isInstruction && (!isOfAnybody(side, found) || (asked === undefined && act.hasTools !== true))) continue;
      const who =
        asked === undefined ? 'a model that has tools' : `${asked.name}, which has ${listWords(asked.tools)},`;
      const told = toldOfOutside(found, side.passages);
      const becomes = isInstruction ? 'the instructions of a model' : `what ${who} is asked`;
      yield {
        ...told,
        ...(isInstruction ? { key: `${told.key}\ninstruction` } : {}),
        kind: 'agent.prompt',
        action: isInstruction ? 'instruct' : 'prompt',
        resource: resourceOf('agent', asked?.name ?? act.norm),
        message: `What ${SOURCE_WORDS[found.source]} says (\`${found.start.passage.at.from.words}\`) is part of ${becomes}.`,
        tags: [],
      };
    }
  },
});

/** What is fetched is mostly of one's own services. */
function isInstructing({ source, way }: OutsideWay): boolean {
  return way.act.isInstruction === true && source !== 'fetched';
}

function textAndAct({ start, way }: OutsideWay): string {
  return `${start.path} ${JSON.stringify(start.passage.at.from.range)} ${placeOf(lastPath(way.links), way.act.range)}`;
}

/** Requests of whoever is signed in are for them to answer for; a page of one's own service is no text of others. */
function isOfAnybody(side: ChainSide, { source, start }: OutsideWay): boolean {
  if (source === 'fetched') return isOfOthers(side, start);
  if (source !== 'request') return true;
  const { path, passage } = start;
  for (const { entries } of side.passages.values())
    for (const { handler, isPublic } of entries)
      if (isPublic && handler.path === path && handler.symbol === passage.within) return true;
  return false;
}

interface Asked {
  readonly name: string;
  readonly tools: readonly string[];
}

/** Agents with tools that they use without a question, by the places where one is asked. */
function agentsAsked(side: ChainSide): ReadonlyMap<string, Asked> {
  const scopeOf = createScopeOf(side);
  const byScope = new Map<string, { readonly name: string; readonly tools: Set<string> }>();
  for (const { agents } of side.agents.values())
    for (const { scope, name, parts, refused } of agents) {
      const known = byScope.get(scope) ?? { name, tools: new Set<string>() };
      byScope.set(scope, known);
      for (const part of parts)
        if (!part.isAsked && !refused.includes(part.name) && !onlyReads(side, part)) known.tools.add(part.name);
    }
  const found = new Map<string, Asked>();
  for (const [path, { runs = [] }] of side.agents)
    for (const { to, range } of runs) {
      const agent = byScope.get(scopeOf(to) ?? '');
      if (agent === undefined || agent.tools.size === 0) continue;
      found.set(placeOf(path, range), { name: agent.name, tools: [...agent.tools].slice(0, MAX_NAMED) });
    }
  return found;
}

/** By what its function does and by its name; what it reads is for whoever can send it away (`agent-exfiltration-completed`). */
function onlyReads(side: ChainSide, { name, legs }: AgentPart): boolean {
  if (!READS.test(name) || legs.some(({ leg }) => leg === 'outward')) return false;
  const effects = effectsOfTools(side).get(name) ?? [];
  return effects.every((effect) => effect === 'none' || effect === 'read' || effect === 'database');
}

const READS =
  /^(?:get|list|search|find|read|look_?up|show|describe|count|view|check|retrieve|summari[sz]e|calculate|convert|format|now|today)(?![a-z])/;

function placeOf(path: string, { start, end }: { readonly start: object; readonly end: object }): string {
  return JSON.stringify([path, start, end]);
}
