import { defineExtractor } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { usableLimits } from '../guards/usable-records.ts';
import { querySubjects } from '../query-subjects.ts';
import { known } from '../to-fact.ts';

const WHY: Readonly<Record<string, string>> = {
  active: 'The query finds only what is active.',
  'not-taken-back': 'The query finds only what was not taken back or used.',
  usable: 'The query finds only what still counts.',
};

/** Tokens, keys and codes that are looked up and must still count: each lookup is a subject of its own. */
export const usableRecords = defineExtractor({
  id: 'usable-records',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const { query, subject } of querySubjects(reading))
      for (const { norm, node } of usableLimits(reading, query)) {
        // Told as what it does to the token.
        if (norm === 'not-expired') continue;
        yield {
          kind: 'identity.guard',
          action: 'require-auth',
          resource: { kind: 'state', value: known(shownName(reading, node)), norm },
          node,
          evidence: [{ node, role: 'guard' }],
          tier: 'pattern',
          why: [WHY[norm]!],
          subject,
        };
      }
  },
});
