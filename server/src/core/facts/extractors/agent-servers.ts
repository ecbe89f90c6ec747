import { isServerClient, isTried, serversOf } from '../agent-config/code-servers.ts';
import { settingSite } from '../agent-config/setting.ts';
import { defineExtractor } from '../define.ts';
import type { SyntaxNode } from '../../model/syntax.ts';

const MAX_SERVERS = 100;

/** Tool servers that code starts or connects to for an agent. */
export const agentServers = defineExtractor({
  id: 'agent-servers',
  kinds: ['agent.config'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    if (isTried(reading)) return;
    const { unit, resolver } = reading;
    const seen = new Set<SyntaxNode>();
    for (const kind of ['call', 'new'] as const)
      for (const call of unit.ofKind(kind)) {
        if (!isServerClient(resolver.calleeOf(call))) continue;
        for (const server of serversOf(reading, call)) {
          if (seen.has(server.node) || seen.size >= MAX_SERVERS) continue;
          seen.add(server.node);
          yield settingSite(server, unit.path);
        }
      }
  },
});
