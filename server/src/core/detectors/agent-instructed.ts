import { defineDetector } from './define.ts';
import { describedBefore, isTurned } from './described-before.ts';
import { groupRows } from './group.ts';

/** A text tells agents to hide, to send, or to go on without checks. */
export const agentInstructed = defineDetector({
  id: 'agent-instructed',
  facet: 'agent',
  why: 'An agent does what it reads, whoever wrote it, and does not say where it has it from.',
  fix: 'Take the sentence out, or say what it is for where the people who run the agent can see it.',
  tags: ['LLM01', 'ASI01', 'ASI06'],
  *detect(delta) {
    const rows = [...delta.added('agent.config'), ...delta.added('agent.prompt'), ...delta.added('agent.tool')];
    const described = describedBefore(delta);
    const said = rows.filter((row) => /^(?:instruct|embed)$/.test(row.fact.action) && !isTurned(row, described));
    for (const [row, ...also] of groupRows(said, ({ fact }) => `${fact.action} ${fact.resource.norm}`)) {
      const { action, resource, subject, kind } = row.fact;
      const who =
        action === 'embed'
          ? 'Reads like an instruction for a model'
          : kind === 'agent.tool'
            ? `The description of ${subject.symbol} tells models more than what it does`
            : `Tells agents ${TOPICS[row.fact.qualifiers?.['value'] ?? ''] ?? 'what nobody asked them'}`;
      yield { change: row, also, message: `${who}: “${resource.value ?? ''}”.` };
    }
  },
});

const TOPICS: Readonly<Record<string, string>> = {
  override: 'to set other instructions aside',
  conceal: 'to hide what they do',
  send: 'to send secrets or contents away',
  secrets: 'to read secrets',
  unchecked: 'to go on without a check',
  download: 'to run what is downloaded',
};
