import type { SyntaxNode } from '../model/syntax.ts';
import type { Reading, Site, Unlisted } from './define.ts';
import { known } from './to-fact.ts';
import { textOfValue, type Value } from './value.ts';

/** A call of a cloud's client: which permissions it needs, or that no table says so. */
export interface CloudUse {
  readonly permissions: readonly string[] | null;
  /** The call as people read it. */
  readonly what: string;
  readonly target: Value | null;
}

/** What the extractors of one cloud say of each permission. */
export interface Cloud {
  readonly provider: 'gcp' | 'azure';
  readonly levelOf: (permission: string) => string;
  readonly risksOf: (permission: string) => readonly string[];
}

export function* cloudSites(cloud: Cloud, call: SyntaxNode, use: CloudUse): Generator<Site | Unlisted> {
  const { permissions, what, target } = use;
  if (permissions === null) {
    yield { kind: 'unlisted', node: call, what: `The table has no permission of ${what}, so none is claimed.` };
    return;
  }
  for (const permission of permissions) {
    const risk = cloud.risksOf(permission);
    yield {
      kind: 'permission.cloud',
      action: permission,
      resource: { kind: `${cloud.provider}-resource`, value: target ?? known('*') },
      node: call,
      evidence: [{ node: call, role: 'call' }],
      tier: 'resolved',
      why: [`${what} needs \`${permission}\`.`],
      qualifiers: { provider: cloud.provider },
      detail: { accessLevel: cloud.levelOf(permission), via: 'direct', ...(risk.length > 0 ? { risk } : {}) },
    };
  }
}

/** Methods whose first argument names what they act on: not `send('text')`, not `query('select …')`. */
const NAMES_FIRST =
  /^(?:get|set|begin|create|delete|list|lookup|update|upload|download|purge|recover|backup|import|rotate)/i;

/** What the first step of a chain that names something names: the bucket of an object, the topic; `list_blobs('x')` itself. */
export function targetOfChain(reading: Reading, call: SyntaxNode, steps: readonly string[]): Value | null {
  const isNamedHere = steps.length === 1 && NAMES_FIRST.test(steps[0]!);
  const result = reading.resolver.valueOf(call);
  let found: Value | null = null;
  let at: Value | null = result.kind === 'call' ? result : null;
  while (at !== null && (at.kind === 'call' || at.kind === 'symbol')) {
    // How the client was made names nothing: `from_connection_string('…')`.
    const isMade = at.kind === 'call' && /\.(?:from_?[A-Za-z]\w*)$/.test(at.of);
    const first = at.kind === 'call' && at.receiver !== null && !isMade ? at.args[0]?.value() : undefined;
    if (first !== undefined && isName(first) && (isNamedHere || at !== result)) found = first;
    at = at.receiver;
  }
  return found;
}

/** Neither a query nor the address of all. */
function isName(value: Value): boolean {
  const text = textOfValue(value);
  return text === null ? ['environment', 'parameter', 'partial'].includes(value.kind) : !/\s|:\/\//.test(text);
}
