import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { isAskedBefore, nameOfTool } from '../agent-reach/registered-tool.ts';
import { strongestEffect, type ToolEffect } from '../apis/agent-tool-effects.ts';
import { actsOf, TEMPLATES } from '../passages/acts.ts';
import type { FoundAct } from '../passages/found-act.ts';
import { hintsOf, reachOfHint, type ToolHint } from '../tools/hints.ts';
import { toolsIn } from '../tools/registrations.ts';
import { connects, readsOf } from '../passages/reads.ts';
import { functionsReached } from '../functions-reached.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

const EFFECTS: Readonly<Record<string, ToolEffect>> = {
  exec: 'run',
  eval: 'run',
  deserialize: 'run',
  delete: 'delete',
  write: 'write',
  query: 'database',
  connect: 'network',
  egress: 'network',
};

/** What a model may call, what it then does, and whether somebody is asked before. */
export const agentTools = defineExtractor({
  id: 'agent-tools',
  kinds: ['agent.tool', 'agent.autonomy'],
  languages: 'code',
  *extract(reading) {
    let acts: readonly FoundAct[] | null = null;
    for (const { fn, node: registration } of toolsIn(reading).values()) {
      const name = nameOfTool(reading, fn, registration);
      acts ??= actsOf(reading);
      const functions = functionsReached(reading, [fn]);
      const inside = acts.filter(
        ({ call, norm }) => !TEMPLATES.test(norm) && functions.some((each) => isWithin(call, each)),
      );
      const read = functions.flatMap((each) => readsOf(reading, each));
      const done = inside.map(({ kind }) => EFFECTS[kind] ?? 'none');
      const isSent =
        inside.some(({ kind }) => kind === 'connect' || kind === 'egress') ||
        functions.some((each) => connects(reading, each));
      const effect = strongestEffect([
        ...done,
        ...read,
        ...(isSent && read.includes('secrets') ? ['leak' as const] : []),
      ]);
      yield offered(reading, registration, name, effect, isAskedBefore(reading, registration), inside);
      for (const hint of hintsOf(reading, registration)) yield hinted(hint, name, effect);
    }
  },
});

function isWithin(node: SyntaxNode, { start, end }: SyntaxNode): boolean {
  return node.start >= start && node.end <= end;
}

/** What a tool says of itself is a setting of whoever asks before it is called. */
function hinted(hint: ToolHint, tool: string, effect: ToolEffect): Site {
  const { name, isTrue, node } = hint;
  const reach = reachOfHint(hint, effect);
  return {
    kind: 'agent.autonomy',
    action: 'hint',
    resource: { kind: 'setting', value: known(`${name} of ${tool}`), norm: `${name} of ${tool}` },
    node: node.parent?.kind === 'entry' || node.parent?.kind === 'keyword' ? node.parent : node,
    evidence: [{ node, role: 'literal' }],
    tier: 'resolved',
    why: [
      `${tool} says this of itself, by which clients choose whether they ask a person${reach === 'wide' ? ', and does otherwise' : ''}.`,
    ],
    qualifiers: { value: String(isTrue), reach },
    subject: { type: 'tool', symbol: `tool ${tool}` },
  };
}

function offered(
  { unit }: Reading,
  registration: SyntaxNode,
  name: string,
  effect: string,
  isAsked: boolean,
  acts: readonly FoundAct[],
): Site {
  return {
    kind: 'agent.tool',
    action: 'offer',
    resource: { kind: 'tool', value: known(name), norm: name },
    node: spanOf(unit, registration.start, Math.min(registration.end, endOfLine(unit.tree.text, registration.start))),
    evidence: [
      { node: registration, role: 'declaration' },
      ...acts.slice(0, 4).map(({ call }) => ({ node: call, role: 'call' as const })),
    ],
    tier: 'resolved',
    why: [
      `A model calls ${name} with arguments of its choice${isAsked ? ', and somebody is asked before' : ''}.`,
      ...acts.slice(0, 3).map(({ words }) => `${words}.`),
    ],
    qualifiers: { effect, approval: isAsked ? 'asked' : 'none' },
    subject: { type: 'tool', symbol: `tool ${name}` },
  };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
