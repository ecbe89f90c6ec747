import { defineDetector } from './define.ts';

/** A record that was written for the caller and is now written for whoever the request names. */
export const actorRedirected = defineDetector({
  id: 'actor-redirected',
  facet: 'identity',
  why: 'A caller can act in the name of somebody else by writing another id into the request.',
  fix: 'Take the actor from the session or the verified token.',
  tags: ['CWE-639', 'CWE-290', 'ASI03', 'NHI5'],
  *detect(delta) {
    for (const row of delta
      .of('identity.principal', 'redirected', 'weakened')
      .filter(({ fact }) => fact.resource.kind !== 'setting'))
      yield { change: row, message: `\`${row.fact.resource.value ?? 'The actor'}\` now comes from the request.` };
  },
});
