import type { Subject, Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Site } from '../define.ts';
import { isEveryAddress } from '../orders/addresses.ts';
import { known } from '../to-fact.ts';
import type { SymbolicText } from './expressions.ts';
import { PUBLIC } from './statement.ts';

export interface NetworkRule {
  /** Address ranges; rules for other groups of machines are no matter of addresses. */
  readonly from: readonly SymbolicText[];
  /** `tcp:443`, `all`. */
  readonly ports: readonly string[];
  readonly subject: Subject;
  readonly node: SyntaxNode;
  readonly effect?: 'Allow' | 'Deny';
  readonly tier?: Tier;
}

/** One fact for each range that reaches each port. */
export function* networkRuleSites({
  from,
  ports,
  subject,
  node,
  effect = 'Allow',
  tier = 'proven',
}: NetworkRule): Generator<Site> {
  for (const { node: at, text } of from.slice(0, 50)) {
    const principal = /^(?:\*|any|internet)$/i.test(text) ? '0.0.0.0/0' : text;
    for (const port of ports.slice(0, 20)) {
      const isPublic = effect === 'Allow' && isEveryAddress(principal);
      yield {
        kind: 'permission.grant',
        action: 'ingress',
        resource: { kind: 'port', value: known(port) },
        node: at.start === node.start ? node : at,
        evidence: [
          { node: at, role: 'literal' },
          { node, role: 'declaration' },
        ],
        tier,
        why: [`The rule lets ${principal} reach ${port}.`],
        qualifiers: { effect, principal },
        subject,
        detail: { accessLevel: WEB.has(port) ? 'Web' : 'Network', ...(isPublic ? { risk: [PUBLIC] } : {}) },
      };
    }
  }
}

/** What is meant for everyone, more often than not. */
const WEB: ReadonlySet<string> = new Set(['tcp:80', 'tcp:443', 'udp:443']);

/** A protocol and a range of ports in one spelling; what is left out is everything. */
export function portText(protocol: string | null, from: string | null, to: string | null): string {
  const name = protocol === null ? 'tcp' : (NUMBERS[protocol] ?? protocol.toLowerCase());
  if (name === '-1' || name === 'all' || name === '*')
    return from === null || from === '*' || from === '0' || from === '-1' ? 'all' : `tcp:${range(from, to)}`;
  if (from === null || from === '*' || from === '-1' || name.startsWith('icmp')) return name;
  const ports = range(from, to);
  return ports === '0-65535' || ports === '1-65535' ? name : `${name}:${ports}`;
}

const NUMBERS: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };

function range(from: string, to: string | null): string {
  return to === null || to === from ? from : `${from}-${to}`;
}
