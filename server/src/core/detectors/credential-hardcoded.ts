import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

const NOUNS: Readonly<Record<string, string>> = {
  'credential.password': 'password',
  'credential.secret': 'secret',
  'credential.token': 'token',
  'credential.api-key': 'API key',
  'credential.private-key': 'private key',
  'credential.connection-string': 'password in a URL',
};

/** A secret that stands in the code or its configuration. The message never shows it. */
export const credentialHardcoded = defineDetector({
  id: 'credential-hardcoded',
  facet: 'identity',
  why: 'Whoever reads the repository, now or later, can use it; taking it out again does not take it back.',
  fix: 'Read it from the environment or a secret store, and revoke this one if it is real.',
  tags: ['CWE-798', 'NHI2', 'ASI03'],
  *detect(delta) {
    const rows = [...delta.added('identity.credential'), ...delta.of('identity.credential', 'redirected')].filter(
      ({ fact }) => fact.action === 'hardcode' && fact.qualifiers?.['use'] !== 'default',
    );
    for (const [row, ...also] of groupRows(
      rows,
      ({ fact }) => `${fact.provenance.path} ${fact.key} ${fact.subject.symbol}`,
    ))
      yield { change: row, also, message: messageOf(row) };
  },
});

function messageOf({ fact }: FactChange): string {
  const noun = NOUNS[fact.detail?.dataClass ?? ''] ?? 'secret';
  const name = fact.detail?.field ?? '';
  switch (fact.qualifiers?.['use']) {
    case 'comparison':
      return `${name} is compared with a hardcoded ${noun}.`;
    case 'argument':
      return `A literal is used as the ${name}.`;
    case 'url':
      return `An address holds a hardcoded password (${name}).`;
    default:
      return /^an? /.test(name) ? `Holds ${name}.` : `${name} holds a hardcoded ${noun}.`;
  }
}
