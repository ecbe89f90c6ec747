import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';

const TAKES_AWAY = /^(?:Del|Delete|delete|remove|Remove|removeHeader|RemoveHeader|unset|delete_header|removeHeaders)$/;
/** Headers by which programs behind a proxy know who calls, and from where. */
const TELLS_WHO =
  /^(?:x-forwarded-(?:for|host|proto|user|email|groups|access-token|preferred-username)|x-real-ip|x-client-ip|forwarded|x-(?:auth|authenticated|remote|user|webauth)-[\w-]+|remote-(?:user|email|groups|name)|x-original-(?:url|uri)|x-rewrite-url)$/i;

/** Headers that are taken out of a request before it goes on: whoever sends them would be believed. */
export const spoofableHeaders = defineExtractor({
  id: 'spoofable-headers',
  kinds: ['identity.guard'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    for (const node of unit.ofKind('call')) {
      const callee = childOf(node, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      const header = name !== null && TAKES_AWAY.test(name) ? headerAt(reading, node) : null;
      if (header === null) continue;
      yield {
        kind: 'identity.guard',
        action: 'validate-input',
        resource: { kind: 'policy', value: known(header), norm: `without ${header.toLowerCase()}` },
        node,
        evidence: [{ node, role: 'guard' }],
        tier: 'pattern',
        why: [`\`${header}\` that a caller sends is taken away before anybody believes it.`],
      };
    }
  },
});

/** `h.Del("X-Real-IP")`, `h.Del(textproto.CanonicalMIMEHeaderKey("X-Forwarded-For"))`. */
function headerAt(reading: Reading, call: SyntaxNode): string | null {
  const [first] = childrenOf(call, 'call.argument');
  const inner = first?.kind === 'call' ? childrenOf(first, 'call.argument')[0] : first;
  const text = inner === undefined ? null : textAt(reading, inner);
  return text !== null && TELLS_WHO.test(text) ? text : null;
}
