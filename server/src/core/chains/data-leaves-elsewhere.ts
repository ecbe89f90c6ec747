import { defineChainKind, type FoundChain } from './define.ts';
import { createPassageGraph } from './graph.ts';
import { lastPath, placeOfAct, resourceOf, stepsOf, subjectAt, tierOf, whyOf } from './steps.ts';

/** Personal data of one file is sent out by another, which does not say what it sends. */
export const dataLeavesElsewhere = defineChainKind({
  id: 'data-leaves-elsewhere',
  shape: 'data-to-outside',
  facet: 'data',
  why: 'The call that sends it shows no field of a person, and the code that has the fields shows no call that sends.',
  fix: 'Take the fields out before they are handed on, or name in the sending function what it may send.',
  tags: ['CWE-359', 'GDPR Art. 44'],
  *find({ passages }): Generator<FoundChain> {
    const graph = createPassageGraph(passages);
    for (const start of graph.startingFrom(({ kind }) => kind === 'data')) {
      const { from, at, within } = start.passage;
      if (from.kind !== 'data') continue;
      for (const way of graph.waysFrom(start, false)) {
        const { act } = way;
        const path = lastPath(way.links);
        const isSent = act.kind === 'egress' || act.kind === 'prompt';
        // The call names the class itself: that flow is told there.
        if (!isSent || path === start.path || act.dataClasses?.includes(from.dataClass) === true) continue;
        const subject = subjectAt(start.path, within, passages);
        const action = act.kind === 'prompt' ? 'prompt' : 'send';
        const steps = stepsOf(way, `\`${at.from.words}\` is ${from.dataClass}`);
        yield {
          key: [from.dataClass, act.kind, act.norm].join('\n'),
          ends: [subject.symbol, act.within].join('\n'),
          group: placeOfAct(path, act),
          kind: 'data.flow',
          action,
          resource: resourceOf('class', from.dataClass),
          subject,
          steps,
          message: `\`${at.from.words}\` (${from.dataClass}) goes to ${act.to ?? 'another host'} by way of \`${act.within === '' ? path : act.within}\`.`,
          why: whyOf(steps),
          tier: tierOf(way),
          factIds: act.facts,
          dataClasses: [from.dataClass],
          sink: act.kind === 'prompt' ? 'model-provider' : 'network',
          tags: [],
        };
      }
    }
  },
});
