import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Code that asks a model of another provider than before. */
export const modelProviderChanged = defineDetector({
  id: 'model-provider-changed',
  facet: 'agent',
  why: 'Whoever runs the model sees every prompt: contract, region and retention are those of the new provider.',
  fix: 'Check that the provider is on your list for the data that the prompts hold.',
  tags: ['LLM03', 'GDPR Art. 28', 'GDPR Art. 44'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(delta.of('agent.provider', 'redirected'))) {
      const before = row.before?.qualifiers?.['provider'] ?? '';
      const after = row.fact.qualifiers?.['provider'] ?? '';
      yield { change: row, also, message: `Asks ${after} instead of ${before}.`, comparison: { before, after } };
    }
    // A client that says nothing of it asks the provider that its library is for.
    for (const row of delta.added('agent.provider'))
      if (row.fact.resource.norm === 'client')
        yield { change: row, message: `Asks ${row.fact.qualifiers?.['provider'] ?? ''} in place of its provider.` };
  },
});
