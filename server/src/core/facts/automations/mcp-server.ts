import { TOOL_SERVER } from '../agent-reach/tool-servers.ts';
import type { FileReading } from '../define.ts';
import { textOfValue } from '../value.ts';
import { callsIn, declaredName, environmentSecrets, optionsOf, textOfOption, type CodeCall } from './code-calls.ts';
import { automation, defineAutomation, type FoundPart, type FoundTrigger } from './define.ts';
import { fileName } from './file-name.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';

/** @see https://modelcontextprotocol.io/specification (2025-11-25) */
export const mcpServer = defineAutomation({
  id: 'mcp-server',
  title: 'MCP server',
  languages: 'code',
  words: [['mcp'], ['modelcontextprotocol'], ['ModelContextProtocol']],
  // What servers offer is told by the facts of agents.
  isToldElsewhere: 'but-agents',
  *find(reading) {
    const [server] = callsIn(reading, TOOL_SERVER);
    if (server === undefined) return;
    const hosts = hostsBelow(reading, reading.unit.tree.root);
    yield automation({
      name: nameOf(reading, server) ?? fileName(reading.unit.path),
      node: server.call,
      triggers: [triggerOf(reading, server)],
      steps: [{ name: nameOf(reading, server) ?? 'server', detail: 'answers calls of tools', node: server.call }],
      identities: environmentSecrets(reading),
      connectors: hosts,
      models: modelHosts(hosts),
      tools: onceByName(callsIn(reading, TOOL).flatMap((call) => toolOf(reading, call))),
    });
  },
});

const TOOL =
  /(?:FastMCP\(\)\.(?:tool|add_tool|addTool)|McpServer\(\)\.(?:tool|registerTool)|NewMCPServer\(\)\.AddTool|mcp\.AddTool|mcp\.NewTool|Server\(\)\.call_tool)$/;

function nameOf(reading: FileReading, call: CodeCall): string | null {
  const [first] = call.args;
  const text = first === undefined || first.name !== null ? null : textOfValue(first.value());
  return text ?? textOfOption(reading, optionsOf(reading, call), 'name');
}

function toolOf(reading: FileReading, call: CodeCall): readonly FoundPart[] {
  const [first] = call.args;
  const value = first === undefined || first.name !== null ? null : first.value();
  const name =
    textOfOption(reading, optionsOf(reading, call), 'name') ??
    declaredName(reading, call.decorated) ??
    (value === null
      ? null
      : (textOfValue(value) ?? (value.kind === 'function' ? declaredName(reading, value.node) : null)));
  return name === null ? [] : [{ name, node: call.call }];
}

const OVER_HTTP =
  /StreamableHTTP\w*|SSEServerTransport|["'](?:streamable-http|http|sse|httpStream)["']|\bNewStreamableHTTP\w*|\bNewSSE\w*|streamable_http_app|sse_app/;
const ASKS =
  /\b(?:auth|auth_server_provider|token_verifier|authProvider|requireBearerAuth|mcpAuthRouter|verifyAccessToken|BearerAuthProvider|JWTVerifier|OAuthProxy)\b/;

/** Over standard input it is the program that starts it; over HTTP whoever reaches it, unless it asks for a token. */
function triggerOf({ unit }: FileReading, { call }: CodeCall): FoundTrigger {
  const { text } = unit.tree;
  if (!OVER_HTTP.test(text))
    return { name: 'standard input', type: 'event', by: 'insiders', detail: 'the program that starts it', node: call };
  const asks = ASKS.test(text);
  return {
    name: 'HTTP',
    type: 'webhook',
    by: asks ? 'insiders' : 'anybody',
    detail: asks ? 'with a token' : 'without authentication, as far as this file says',
    node: call,
  };
}
