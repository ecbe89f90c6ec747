import type { Origin } from '../model/passage.ts';
import { defineChainKind, type FoundChain } from './define.ts';
import { createPassageGraph, type Link, type PassageGraph, type Way } from './graph.ts';
import { isOutside } from './outside-texts.ts';
import {
  ACT_KINDS,
  DECIDED_ACTS,
  lastPath,
  placeOfAct,
  resourceOf,
  SOURCE_WORDS,
  stepsOf,
  subjectAt,
  tierOf,
  weakest,
  whichDoes,
  whyOf,
} from './steps.ts';

/** What a model answers, or passes to a tool, is done. Where a text of others gets into its prompt, they say what. */
export const modelOutputActs = defineChainKind({
  id: 'model-output-acts',
  shape: 'model-to-action',
  facet: 'agent',
  why: 'A model repeats what a text in its prompt tells it to: whoever gets a text in there can have this done.',
  fix: 'Let the model choose from a list of named acts, check its arguments against a schema with fixed values, or ask a person first.',
  tags: ['LLM01', 'LLM05', 'ASI02', 'ASI05'],
  *find({ passages }): Generator<FoundChain> {
    const graph = createPassageGraph(passages);
    const prompts = readPrompts(graph);
    for (const start of graph.startingFrom(isOfModel)) {
      const { from, at, within } = start.passage;
      const before = from.kind === 'answer' ? (prompts.get(`${start.path} ${from.act}`) ?? null) : null;
      for (const way of graph.waysFrom(start, false)) {
        const { act } = way;
        if (!DECIDED_ACTS.has(act.kind)) continue;
        const said = from.kind === 'answer' ? 'What a model answers' : `What a model passes as \`${at.from.words}\``;
        const led = before?.links[0]?.passage;
        const source = led?.from.kind === 'untrusted' ? led.from.source : null;
        const subject = subjectAt(before?.links[0]?.path ?? start.path, led?.within ?? within, passages);
        const { action, tags } = ACT_KINDS[act.kind];
        const own = stepsOf(
          way,
          from.kind === 'answer' ? 'A model answers' : `\`${at.from.words}\` is chosen by ${SOURCE_WORDS['tool-call']}`,
        );
        const steps =
          before === null || led === undefined || source === null
            ? own
            : [
                ...stepsOf(before, `\`${led.at.from.words}\` is what ${SOURCE_WORDS[source]} says`).map((step) =>
                  step.role === 'sink' ? { ...step, role: 'step' as const } : step,
                ),
                ...own.slice(1),
              ];
        yield {
          key: [source ?? 'model', from.kind, act.kind, act.norm].join('\n'),
          ends: [subject.symbol, act.within].join('\n'),
          group: placeOfAct(lastPath(way.links), act),
          kind: 'agent.output',
          action,
          resource: resourceOf('call', act.norm),
          subject,
          steps,
          message: `${said} gets to ${whichDoes(act.words)}${source === null ? '' : `, and ${SOURCE_WORDS[source]} is part of what it is asked`}.`,
          why: whyOf(steps),
          tier: before === null ? tierOf(way) : weakest([tierOf(way), tierOf(before)]),
          factIds: [...(before?.act.facts ?? []), ...act.facts],
          tags,
        };
      }
    }
  },
});

function isOfModel(origin: Origin): boolean {
  return origin.kind === 'answer' || (origin.kind === 'untrusted' && origin.source === 'tool-call');
}

/** By file and number of the act that asks a model: how a text of others gets into the prompt. */
function readPrompts(graph: PassageGraph): ReadonlyMap<string, Way> {
  const found = new Map<string, Way>();
  const starts = graph.startingFrom(isOutside);
  for (const start of [...starts].sort((one, other) => Number(isFetched(one)) - Number(isFetched(other)))) {
    for (const way of graph.waysFrom(start, false)) {
      const last = way.links[way.links.length - 1]!;
      const { to } = last.passage;
      if (way.act.kind !== 'prompt' || to.kind !== 'act') continue;
      const key = `${last.path} ${to.act}`;
      if (!found.has(key)) found.set(key, way);
    }
  }
  return found;
}

/** A request says more about who leads a model than a page does. */
function isFetched({ passage: { from } }: Link): boolean {
  return from.kind === 'untrusted' && from.source === 'fetched';
}
