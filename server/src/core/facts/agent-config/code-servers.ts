import type { SyntaxNode } from '../../model/syntax.ts';
import { serverSource } from '../../text/server-source.ts';
import type { FileReading } from '../define.ts';
import { textOfValue, type Value } from '../value.ts';
import type { Setting } from './setting.ts';

/** What connects to a tool server or starts one. Names of the libraries as npm and PyPI have them, 2026-11. */
const CLIENTS =
  /(?:^|[./])(?:MCPServer(?:Stdio|Sse|StreamableHttp)\w*|MCPClient|MultiServerMCPClient|MCPServerAdapter|M[Cc][Pp]Toolset|MCPTools|StdioServerParameters|StdioConnectionParams|StreamableHTTPConnectionParams|SseConnectionParams|sse_client|streamable_?http_client|(?:Stdio|SSE|StreamableHTTP)ClientTransport|\w*createMCPClient|\w*StdioMCPTransport|claude_agent_sdk\.ClaudeAgentOptions|claude_code_sdk\.ClaudeCodeOptions|claude-(?:agent-sdk|code)\.query|fastmcp\.(?:client\.)?Client)$/;
const OF_PROTOCOL =
  /mcp|modelcontextprotocol|agents|google\.adk|strands|claude|smolagents|crewai|^ai\b|@ai-sdk|mastra/i;
const MAX_DEPTH = 5;

export function isServerClient(path: string | null): boolean {
  return path !== null && CLIENTS.test(path) && OF_PROTOCOL.test(path);
}

/** Tests and examples start what they like. */
export function isTried({ unit: { context } }: FileReading): boolean {
  return context.test || context.example || context.docs;
}

/** Whether a call connects to a server that is told with what starts it or where it is. */
export function isServerTold(reading: FileReading, call: SyntaxNode): boolean {
  return (
    !isTried(reading) &&
    isServerClient(reading.resolver.calleeOf(call)) &&
    serversOf(reading, call).next().done !== true
  );
}

/** `{ command, args }` and `{ url }`: among the arguments of a call, or deeper. */
export function* serversOf(reading: FileReading, call: SyntaxNode): Generator<Setting> {
  const { resolver } = reading;
  const name = nameSaid(reading, call);
  const named = new Map<string, SyntaxNode>();
  const open: { readonly key: string | null; readonly node: SyntaxNode; readonly depth: number }[] = [];
  for (const { name: keyword, node, value } of resolver.argumentsOf(call)) {
    if (node === null) continue;
    const given = value();
    if (keyword !== null) named.set(keyword, node);
    if (given.kind === 'object') open.push({ key: name, node: given.node, depth: 0 });
    // An address alone: `sse_client("https://…")`, `new URL("https://…")`.
    const text =
      given.kind === 'text' ? given.text : given.kind === 'call' ? textOfValue(given.args[0]?.value() ?? given) : null;
    if (keyword === null && text !== null && /^https?:\/\//.test(text)) yield server(name, text, call, true);
  }
  yield* declared(reading, name, named, call);
  while (open.length > 0) {
    const { key, node, depth } = open.pop()!;
    const entries = resolver.entriesOf(node);
    yield* declared(reading, key, entries, node);
    if (depth >= MAX_DEPTH) continue;
    for (const [each, inner] of entries) {
      const value = resolver.valueOf(inner);
      const isHolder = /^(?:servers|mcp_?[sS]ervers|params|options|transport|connection_params|server_params)$/.test(
        each,
      );
      if (value.kind === 'object') open.push({ key: isHolder ? key : each, node: value.node, depth: depth + 1 });
    }
  }
}

function* declared(
  { resolver }: FileReading,
  name: string | null,
  entries: ReadonlyMap<string, SyntaxNode>,
  node: SyntaxNode,
): Generator<Setting> {
  const [command, args, url] = ['command', 'args', 'url'].map((key) => entries.get(key));
  const address = url === undefined ? null : addressOf(resolver.valueOf(url));
  if (address !== null && /^https?:\/\//.test(address)) yield server(name, address, node, true);
  const program = command === undefined ? null : textOfValue(resolver.valueOf(command));
  if (program === null) return;
  const list = args === undefined ? null : resolver.valueOf(args);
  const words = list?.kind === 'list' ? list.items.map((item) => textOfValue(item) ?? '*') : [];
  yield server(name, [program, ...words].join(' '), node, false);
}

/** `new URL('…')` is its first argument. */
function addressOf(value: Value): string | null {
  return value.kind === 'call' ? textOfValue(value.args[0]?.value() ?? { kind: 'unknown' }) : textOfValue(value);
}

function server(name: string | null, value: string, node: SyntaxNode, isRemote: boolean): Setting {
  return {
    kind: 'agent.config',
    action: isRemote ? 'connect-server' : 'start-server',
    slot: name ?? sourceName(value),
    value,
    held: 'code',
    node,
    covers: [],
    why: isRemote
      ? 'The agent sends it what its tools are called with.'
      : 'It is started with the rights of the program, and answers what the agent asks.',
  };
}

/** What models and logs know it by; what holds it in the code is no name. */
function nameSaid({ resolver }: FileReading, call: SyntaxNode): string | null {
  const said = resolver.argumentsOf(call).find(({ name }) => name === 'name');
  return said === undefined ? null : textOfValue(said.value());
}

/** A package, an image, a place; of a program of the machine it and the first thing that it is given: `python server.py`. */
function sourceName(value: string): string {
  const { kind, name, text } = serverSource(value);
  if (kind === 'remote') return text;
  if (text !== '') return name;
  const [program = '', ...words] = value.split(/\s+/);
  const first = words.find((word) => !word.startsWith('-'));
  return first === undefined ? program : `${program} ${first}`;
}
