import type { AgentLink, AgentReach, AgentRef } from '../../model/agent-reach.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { toolsIn } from '../tools/registrations.ts';
import type { Value } from '../value.ts';
import { holderOfCall } from './agents-made.ts';
import { itemsOf } from './given-lists.ts';
import { partOfFunction, partsOf, type Names } from './tool-parts.ts';

/** What makes a server of tools, by canonical path. Sources: the SDKs of the protocol, 2026-11. */
export const TOOL_SERVER =
  /^(?:mcp(?:\.server\.fastmcp(?:\.server)?)?\.FastMCP|fastmcp(?:\.server(?:\.server)?)?\.FastMCP|mcp\.server(?:\.lowlevel(?:\.server)?)?\.Server|@modelcontextprotocol\/sdk\/server\/mcp(?:\.js)?\.McpServer|@modelcontextprotocol\/sdk\/server(?:\/index(?:\.js)?)?\.Server|@modelcontextprotocol\/server\.McpServer|github\.com\/mark3labs\/mcp-go\/server\.NewMCPServer|github\.com\/modelcontextprotocol\/go-sdk\/mcp\.NewServer|fastmcp\.FastMCP)$/;
/** Give a server functions, which stand elsewhere, or the tools of another server. */
const TAKES =
  /^(?:add_tool|addTool|addTools|add_tools|registerTool|registerTools|tool|mount|import_server|importServer|use|include)$/;
const MAX_SERVERS = 20;
const MAX_TAKEN = 200;

interface ToolServer {
  readonly call: SyntaxNode;
  /** The variable or function that holds it. */
  readonly symbol: string;
}

const serversIn = oncePerUnit((reading): readonly ToolServer[] => {
  const { unit, resolver } = reading;
  const found: ToolServer[] = [];
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const symbol = TOOL_SERVER.test(resolver.calleeOf(call) ?? '') ? holderOfCall(reading, call) : null;
      if (symbol !== null && found.length < MAX_SERVERS) found.push({ call, symbol });
    }
  return found;
});

/** The server that a function is registered at: of this file, of another, or what a function is passed. Null: it is not known. */
export function serverOfTool(reading: Reading, registration: SyntaxNode, names: Names): ServerOfTool | null {
  const object = objectOf(registration);
  if (object === null) return null;
  const known = serverAt(reading, reading.resolver.valueOf(object));
  if (known !== null) return { kind: 'own', symbol: known.symbol };
  const binding = object.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(object), object) : null;
  if (binding?.how === 'parameter') {
    const fn = enclosing(binding.node, 'function');
    const symbol = fn === null ? null : names.symbolOf(fn);
    return symbol === null ? null : { kind: 'passed', symbol };
  }
  const to = binding?.how === 'import' ? names.importedAs(object) : null;
  return to === null ? null : { kind: 'other', of: to };
}

export type ServerOfTool =
  | { readonly kind: 'own' | 'passed'; readonly symbol: string }
  | { readonly kind: 'other'; readonly of: AgentRef };

/** What stands before the dot: `mcp` of `@mcp.tool()`. */
function objectOf(registration: SyntaxNode): SyntaxNode | null {
  const [inner] = registration.kind === 'decorator' ? registration.children : [registration];
  const callee = inner === undefined ? null : (childOf(inner, 'call.callee') ?? inner);
  const member = callee?.kind === 'call' ? childOf(callee, 'call.callee') : callee;
  return member?.kind === 'member' ? childOf(member, 'member.object') : null;
}

function serverAt(reading: Reading, value: Value): ToolServer | null {
  const node = value.kind === 'call' ? value.node : null;
  return node === null ? null : (serversIn(reading).find(({ call }) => call === node) ?? null);
}

/** Servers that a file makes, with what it gives them by name, and the files and servers that they take in. */
export function* toolServers(reading: Reading, names: Names): Generator<AgentReach> {
  const servers = serversIn(reading);
  const { unit } = reading;
  for (const server of servers) {
    const parts: AgentReach['parts'][number][] = [];
    const leadsTo: AgentLink[] = [];
    const link = (to: AgentRef, node: SyntaxNode): void => {
      if (leadsTo.length < MAX_TAKEN) leadsTo.push({ to, range: unit.rangeOf(node), isAsked: false });
    };
    for (const call of unit.ofKind('call')) {
      const args = reading.resolver.argumentsOf(call);
      // `registerFiles(server)`
      if (args.some(({ value }) => serverAt(reading, value()) === server)) {
        const to = names.calledBy(call);
        if (to !== null) link(to, call);
      }
      const callee = childOf(call, 'call.callee');
      const member = callee?.kind === 'call' ? childOf(callee, 'call.callee') : callee;
      const object = member?.kind === 'member' ? childOf(member, 'member.object') : null;
      const method = callee?.kind === 'call' ? calledName(reading, callee) : calledName(reading, call);
      if (object === null || !TAKES.test(method) || serverAt(reading, reading.resolver.valueOf(object)) !== server)
        continue;
      for (const { node, value } of args) {
        if (node === null) continue;
        const other = serverAt(reading, value());
        const imported = other === null ? names.importedAs(node) : null;
        if (other !== null) link({ path: unit.path, symbol: other.symbol }, node);
        else if (/mount|import|use|include/.test(method)) {
          if (imported !== null) link(imported, node);
        } else if (parts.length < MAX_TAKEN)
          parts.push(
            ...itemsOf(reading, node)
              .filter(isNamed)
              .flatMap((item) => partsOf(reading, item, names)),
          );
      }
    }
    const own = [...toolsIn(reading).values()].filter(({ node }) => {
      const at = serverOfTool(reading, node, names);
      return at?.kind === 'own' && at.symbol === server.symbol;
    });
    parts.push(...own.map(({ fn, node }) => partOfFunction(reading, fn, node, names)));
    const isOnly = servers.length === 1;
    yield {
      name: isOnly ? `the server of ${unit.path}` : `the server ${server.symbol} of ${unit.path}`,
      scope: isOnly ? unit.path : `${unit.path} server ${server.symbol}`,
      parts: distinctParts(parts),
      refused: [],
      symbol: server.symbol,
      leadsTo,
      isSet: true,
    };
  }
}

/** What is written there itself has no name that other files know. */
function isNamed({ node }: { readonly node: SyntaxNode }): boolean {
  return node.kind === 'name' || node.kind === 'member' || node.kind === 'spread';
}

function distinctParts(parts: AgentReach['parts']): AgentReach['parts'] {
  const seen = new Set<string>();
  return parts.filter(({ name, body, calls }) => {
    const key = `${name} ${body?.start.line ?? ''} ${calls?.path ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
