import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOfKind } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import type { ToolRegistration } from './define.ts';
import { saidBeside, type SaidOfTool } from './said-of-tool.ts';

/** What servers of Go pass to what answers a call of a tool, wherever it is registered: mcp-go and the SDK of the protocol, 2026-11. */
const REQUEST = /^\*?mcp\.CallToolRequest\b/;
const OF_PROTOCOL = /"github\.com\/(?:mark3labs\/mcp-go|modelcontextprotocol\/go-sdk)\/mcp"/;

/** Functions that are tools by what they are passed: they are registered in another file, or by functions of one's own. */
export function* handlersOfTools(reading: FileReading): Generator<ToolRegistration> {
  const { unit } = reading;
  if (unit.language.id !== 'go' || !OF_PROTOCOL.test(unit.tree.text)) return;
  const handlers = unit.ofKind('function').filter((fn) => isHandler(reading, fn));
  const uses = usesOf(reading, handlers);
  for (const fn of handlers) {
    const said = saidWith(reading, uses.get(fn) ?? []);
    const name = said?.name ?? nameBefore(unit, fn);
    yield { fn, node: fn, name, description: said?.description ?? null, set: 'folder' };
  }
}

function isHandler({ unit }: FileReading, fn: SyntaxNode): boolean {
  const isPassed = childrenOfKind(fn, 'parameter').some((parameter) => {
    const type = childOf(parameter, 'parameter.type');
    return type !== null && REQUEST.test(unit.textOf(type));
  });
  return isPassed && childOf(fn, 'function.body') !== null;
}

/** What is said of a handler where it is first named together with a tool. */
function saidWith(reading: FileReading, uses: readonly SyntaxNode[]): SaidOfTool | null {
  for (const use of uses)
    for (const beside of besides(use)) {
      const said = saidBeside(reading, beside);
      if (said.name !== null) return said;
    }
  return null;
}

/** Of one handler. */
const MAX_USES = 10;

/** Where handlers are named as values: in calls, lists and tables that register them. */
function usesOf(
  { unit, resolver }: FileReading,
  handlers: readonly SyntaxNode[],
): ReadonlyMap<SyntaxNode, SyntaxNode[]> {
  const uses = new Map<SyntaxNode, SyntaxNode[]>(handlers.map((fn) => [fn, []]));
  const names = new Set(handlers.map((fn) => declaredName(unit, fn)));
  for (const kind of ['name', 'member'] as const)
    for (const node of unit.ofKind(kind)) {
      const last = kind === 'member' ? childOf(node, 'member.property') : node;
      if (node.role === 'call.callee' || last === null || !names.has(unit.textOf(last))) continue;
      const value = resolver.valueOf(node);
      const known = value.kind === 'function' ? uses.get(value.node) : undefined;
      if (known !== undefined && known.length < MAX_USES) known.push(node);
    }
  return uses;
}

/** Calls around calls: `logged(traced(handle))`. */
const MAX_LEVELS = 5;
const GOES_ON: ReadonlySet<NodeKind> = new Set<NodeKind>(['call', 'entry', 'keyword', 'other']);
const ENDS: ReadonlySet<NodeKind> = new Set<NodeKind>(['new', 'object', 'array', 'return']);

/** What stands beside an expression in its call, entry, group or answer, and beside the calls around it; not in what stands next in a list. */
function* besides(use: SyntaxNode): Generator<readonly SyntaxNode[]> {
  let at = use;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const { parent } = at;
    const isEnd = parent !== null && ENDS.has(parent.kind);
    if (parent === null || !(isEnd || GOES_ON.has(parent.kind))) return;
    const own = at;
    yield parent.children.filter((each) => each !== own && each.role !== 'call.callee');
    if (isEnd) return;
    at = parent;
  }
}

const MAX_BEFORE = 3_000;

/** A function without a name is called what stands before it: `return mcp.NewTool("name", …), func(…) …`. */
function nameBefore(unit: FileReading['unit'], fn: SyntaxNode): string | null {
  if (childOf(fn, 'function.name') !== null) return declaredName(unit, fn);
  const start = Math.max(fn.parent?.start ?? fn.start, fn.start - MAX_BEFORE);
  const before = unit.tree.text.slice(start, fn.start);
  const said = /\bmcp\.NewTool\(\s*"([^"\n]{1,80})"|\bName:\s*"([^"\n]{1,80})"/.exec(before);
  return said?.[1] ?? said?.[2] ?? declaredName(unit, fn);
}
