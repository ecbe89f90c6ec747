import { defineExtractor } from '../define.ts';
import { entriesIn, topBlocks } from '../grants/declarations.ts';
import { symbolicTexts } from '../grants/expressions.ts';
import { roleSite } from '../grants/sites.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * What a policy of Vault or OpenBao lets its holder do at which paths.
 *
 * @see https://developer.hashicorp.com/vault/docs/concepts/policies (2026-11)
 */
export const vaultPolicies = defineExtractor({
  id: 'vault-policies',
  kinds: ['permission.grant'],
  languages: ['terraform'],
  *extract(reading) {
    if (!/\bcapabilities\s*=/.test(reading.unit.tree.text)) return;
    for (const [type, body] of topBlocks(reading)) {
      if (type !== 'path' || body.kind !== 'object') continue;
      for (const [path, rules] of entriesIn(reading, body)) {
        const given = rules.kind === 'object' ? entriesIn(reading, rules) : [];
        const list = given.find(([key]) => key === 'capabilities')?.[1] ?? null;
        for (const { node, text } of symbolicTexts(reading, list)) {
          if (text === 'deny') continue;
          yield roleSite({
            role: text,
            principal: 'whoever has this policy',
            scope: path,
            accessLevel: text === 'sudo' || text === 'root' ? 'all' : /^(?:read|list)$/.test(text) ? 'Read' : 'Write',
            subject: FILE_SUBJECT,
            node,
          });
        }
      }
    }
  },
});
