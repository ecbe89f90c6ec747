import { defineDetector } from './define.ts';

/** A secret from the environment that has a literal to fall back on. */
export const credentialDefault = defineDetector({
  id: 'credential-default',
  facet: 'identity',
  why: 'Where the variable is not set, everybody who can read the code knows the secret, and nothing says so.',
  fix: 'Refuse to start without the variable; give development its own file that is not shipped.',
  tags: ['CWE-798', 'CWE-1188', 'NHI2', 'ASI03'],
  *detect(delta) {
    const rows = [...delta.added('identity.credential'), ...delta.of('identity.credential', 'narrowed')];
    for (const row of rows) {
      if (row.fact.action !== 'hardcode' || row.fact.qualifiers?.['use'] !== 'default') continue;
      yield {
        change: row,
        as: 'added',
        message: `${row.fact.detail?.field ?? 'A secret'} falls back on a literal when it is not set.`,
      };
    }
  },
});
