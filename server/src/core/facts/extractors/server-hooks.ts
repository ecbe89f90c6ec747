import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { actionOf, type RequirementKind, resourceOf } from '../../model/requirement.ts';
import { known } from '../to-fact.ts';

interface Row {
  readonly name: RegExp;
  readonly asks: `${RequirementKind}:${string}`;
}

/** Middleware by its class, wherever the application that it is added to comes from. */
const ADDED: readonly Row[] = [
  { name: /^TrustedHostMiddleware$|^AllowedHostsMiddleware$/, asks: 'input:allowed-host' },
  { name: /^\w*CSRF\w*Middleware$|^CsrfMiddleware$/, asks: 'csrf:csrf' },
  { name: /^(?:SlowAPI\w*|RateLimit\w*|Throttl\w*)Middleware$/, asks: 'rate-limit:rate-limit' },
  {
    name: /^\w*(?:Auth|Authentication|Authorization|JWT|ApiKey|APIKey|BearerToken)Middleware$/,
    asks: 'auth:authenticated',
  },
];

/** Options by which a server is told to ask before it lets a connection in, of `ws`, Socket.IO, Hocuspocus and the like. */
const HOOKS: readonly Row[] = [
  { name: /^(?:allowRequest|verifyClient|onUpgrade|beforeUpgrade)$/, asks: 'check:connection' },
  { name: /^(?:onAuthenticate|authenticate|authenticateConnection|authCallback|onAuth)$/, asks: 'auth:authenticated' },
  { name: /^(?:originIsAllowed|isOriginAllowed|checkOrigin|verifyOrigin|validateOrigin)$/, asks: 'csrf:origin' },
];

/** What servers are told to ask of everybody before anything else: classes of middleware, and hooks of connections. */
export const serverHooks = defineExtractor({
  id: 'server-hooks',
  kinds: ['identity.guard'],
  languages: ['javascript', 'typescript', 'tsx', 'python'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test) return;
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      if (callee === null || lastName(unit, callee) !== 'add_middleware') continue;
      const [first] = childrenOf(call, 'call.argument');
      const made = first === undefined ? null : lastName(unit, first);
      const row = ADDED.find(({ name }) => made !== null && name.test(made));
      if (row !== undefined) yield toSite(row, call, made!);
    }
    for (const kind of ['call', 'new'] as const)
      for (const call of unit.ofKind(kind))
        for (const options of childrenOf(call, 'call.argument').concat(childrenOf(call, 'new.argument')))
          for (const entry of options.kind === 'object' ? options.children : []) {
            const key = entry.kind === 'function' ? childOf(entry, 'function.name') : childOf(entry, 'entry.key');
            const written = key === null ? '' : unit.textOf(key).replace(/['"]/g, '');
            const row = HOOKS.find(({ name }) => name.test(written));
            if (row !== undefined) yield toSite(row, entry, written);
          }
  },
});

function toSite({ asks }: Row, node: Parameters<typeof childOf>[0], name: string) {
  const { kind, norm } = resourceOf(asks);
  return {
    kind: 'identity.guard',
    action: actionOf(asks),
    resource: { kind, value: known(name), norm },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [`The server is told to ask by \`${name}\`.`],
  } as const;
}
