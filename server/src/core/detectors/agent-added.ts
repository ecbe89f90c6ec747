import { defineDetector, type Detection } from './define.ts';

/** Code that makes an agent, or gives one another model of the same provider. */
export const agentAdded = defineDetector({
  id: 'agent-added',
  facet: 'agent',
  why: 'It acts by itself on what it reads, with the rights of the program that it runs in.',
  fix: 'Say who owns it and what it is for, and give it only the tools and the limits that this needs.',
  tags: ['ASI02', 'ASI03', 'LLM06'],
  *detect(delta): Generator<Detection> {
    const isAgent = ({ fact }: { fact: { action: string } }): boolean => fact.action === 'run-agent';
    for (const row of delta.of('workflow.step', 'added').filter(isAgent)) {
      const { subject, resource, qualifiers } = row.fact;
      const model = qualifiers?.['model'] ?? NOT_SAID;
      const asks = model === NOT_SAID ? 'which model it asks is not said here' : `it asks ${model}`;
      yield { change: row, message: `${subject.symbol} is new: ${article(resource.value ?? '')}; ${asks}.` };
    }
    // Another provider is a finding of its own.
    const others = new Set(delta.of('agent.provider', 'redirected').map(({ fact }) => fact.provenance.path));
    for (const row of delta.of('workflow.step', 'redirected').filter(isAgent)) {
      if (others.has(row.fact.provenance.path)) continue;
      const [before, after] = [row.before, row.fact].map((fact) => fact?.qualifiers?.['model'] ?? NOT_SAID);
      yield {
        change: row,
        message: otherModel(row.fact.subject.symbol, before!, after!),
        comparison: { before: before!, after: after! },
      };
    }
  },
});

/** As the extractor of automations says it. */
const NOT_SAID = 'not said';

function otherModel(agent: string, before: string, after: string): string {
  if (after === NOT_SAID) return `Which model ${agent} asks is no longer said; it was ${before}.`;
  return before === NOT_SAID
    ? `${agent} asks ${after} now; it was not said before.`
    : `${agent} asks ${after} instead of ${before}.`;
}

function article(title: string): string {
  return `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;
}
