import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { lastingInstead } from './lasting-instead.ts';

/** A credential that lasts, where one was that ended by itself. */
export const credentialLasts = defineDetector({
  id: 'credential-lasts',
  facet: 'workflow',
  why: 'Whoever gets hold of it has it until somebody takes it back, and nothing ties it to this run.',
  fix: 'Sign in with the token of the run (OIDC), a role or a managed identity, and take the key away.',
  tags: ['CWE-324', 'NHI7', 'CICD-SEC-6'],
  *detect(delta) {
    for (const row of delta.of('workflow.identity', 'weakened'))
      yield { change: row, message: messageOf(row, row.before?.resource.norm ?? 'what ended by itself') };
    for (const [row, before] of lastingInstead(delta))
      yield { change: row, also: [before], as: 'weakened', message: messageOf(row, before.fact.resource.norm) };
  },
});

function messageOf({ fact }: FactChange, before: string): string {
  return `${fact.subject.symbol} uses ${fact.resource.norm}, which lasts, in place of ${before}.`;
}
