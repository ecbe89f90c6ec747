import { cookieWritten } from '../cookie-attributes.ts';
import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';

/** Cookies and attributes of cookies that are written out: `"HttpOnly; Secure; SameSite=None"`. */
export const cookieTexts = defineExtractor({
  id: 'cookie-texts',
  kinds: ['identity.session'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test || !/cookie|httponly|samesite=/i.test(reading.unit.tree.text)) return;
    for (const node of reading.unit.ofKind('string')) {
      const cookie = cookieWritten(reading, node);
      if (cookie === null) continue;
      const name = cookie.name ?? 'dynamic';
      yield {
        kind: 'identity.session',
        action: 'create',
        resource: { kind: 'cookie', value: known(name), norm: name },
        node,
        evidence: [{ node, role: 'source' }],
        tier: 'pattern',
        why: [`Attributes of the cookie \`${name}\`, written out.`],
        qualifiers: cookie.flags,
      };
    }
  },
});
