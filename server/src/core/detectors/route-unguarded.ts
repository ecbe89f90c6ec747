import { defineDetector } from './define.ts';

/** A new entry point without the check that the ones beside it have. */
export const routeUnguarded = defineDetector({
  id: 'route-unguarded',
  facet: 'identity',
  why: 'Anyone can call this, while what stands beside it asks who is calling.',
  fix: 'Give it the check of its neighbours, or say why it is meant for everybody.',
  tags: ['CWE-306', 'CWE-862', 'ASI03'],

  *detect(delta) {
    for (const change of delta.added('identity.exposure')) {
      const { decision } = change.fact.detail ?? {};
      if (decision?.at !== 'absent') continue;
      const value = decision.value ?? '';
      yield {
        change,
        message: `${change.fact.subject.symbol} is new and has no guard; the routes beside it have ${value === '' ? 'one' : `\`${value}\``}.`,
        comparison: { before: value, after: 'no guard' },
      };
    }
  },
});
