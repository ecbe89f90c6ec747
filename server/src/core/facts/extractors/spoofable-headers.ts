import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { known } from '../to-fact.ts';
import { valueGiven } from '../value-given.ts';

const TAKES_AWAY = /^(?:Del|Delete|delete|remove|Remove|removeHeader|RemoveHeader|unset|delete_header|removeHeaders)$/;
/** Headers by which programs behind a proxy know who calls, and from where. */
const TELLS_WHO =
  /^(?:x-forwarded-(?:for|host|proto|user|email|groups|access-token|preferred-username)|x-real-ip|x-client-ip|forwarded|x-(?:auth|authenticated|remote|user|webauth)-[\w-]+|remote-(?:user|email|groups|name)|x-original-(?:url|uri)|x-rewrite-url)$/i;

const MAX_LIST = 40;

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
      if (name === null || !TAKES_AWAY.test(name)) continue;
      for (const header of headersAt(reading, node))
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

/** `h.Del("X-Real-IP")`, `h.Del(textproto.CanonicalMIMEHeaderKey("X-Forwarded-For"))`, and each of a list that is gone through. */
function headersAt(reading: Reading, call: SyntaxNode): readonly string[] {
  const [first] = childrenOf(call, 'call.argument');
  const inner = first?.kind === 'call' ? childrenOf(first, 'call.argument')[0] : first;
  const text = inner === undefined ? null : textAt(reading, inner);
  const texts = text !== null ? [text] : inner?.kind === 'name' ? listAround(reading, call) : [];
  return texts.filter((each) => TELLS_WHO.test(each));
}

/** What the nearest loop goes through, when that is a list that is written here: `for (const name of NAMES)`, `NAMES.forEach(…)`. */
function listAround(reading: Reading, call: SyntaxNode): readonly string[] {
  const around = enclosing(call, 'loop', 'function');
  const each = around?.kind === 'function' && around.role === 'call.argument' ? around.parent : null;
  const callee = each === null ? null : childOf(each, 'call.callee');
  const gone =
    around?.kind === 'loop'
      ? around.children.filter(({ role }) => role !== 'loop.body')
      : callee?.kind === 'member'
        ? [childOf(callee, 'member.object')]
        : [];
  for (const head of gone)
    for (const node of head === null ? [] : descendants(head)) {
      const list = node.kind === 'array' ? node : valueGiven(reading, node);
      if (list?.kind === 'array' && list.children.length <= MAX_LIST)
        return list.children.flatMap((item) => textAt(reading, item) ?? []);
    }
  return [];
}
