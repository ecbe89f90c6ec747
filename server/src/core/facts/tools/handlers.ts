import { childOf, childrenOfKind } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { declaredName } from '../names.ts';
import type { ToolRegistration } from './define.ts';

/** What servers of Go pass to what answers a call of a tool, wherever it is registered: mcp-go and the SDK of the protocol, 2026-11. */
const REQUEST = /^\*?mcp\.CallToolRequest\b/;
const OF_PROTOCOL = /"github\.com\/(?:mark3labs\/mcp-go|modelcontextprotocol\/go-sdk)\/mcp"/;

/** Functions that are tools by what they are passed: they are registered in another file, or by functions of one's own. */
export function* handlersOfTools({ unit }: FileReading): Generator<ToolRegistration> {
  if (unit.language.id !== 'go' || !OF_PROTOCOL.test(unit.tree.text)) return;
  for (const fn of unit.ofKind('function')) {
    const isHandler = childrenOfKind(fn, 'parameter').some((parameter) => {
      const type = childOf(parameter, 'parameter.type');
      return type !== null && REQUEST.test(unit.textOf(type));
    });
    if (isHandler && childOf(fn, 'function.body') !== null)
      yield { fn, node: fn, name: nameBefore(unit, fn), description: null, set: 'folder' };
  }
}

const MAX_BEFORE = 3_000;

/** A function without a name is called what stands before it: `return mcp.NewTool("name", …), func(…) …`. */
function nameBefore(unit: FileReading['unit'], fn: ToolRegistration['fn']): string | null {
  if (childOf(fn, 'function.name') !== null) return declaredName(unit, fn);
  const start = Math.max(fn.parent?.start ?? fn.start, fn.start - MAX_BEFORE);
  const before = unit.tree.text.slice(start, fn.start);
  const said = /\bmcp\.NewTool\(\s*"([^"\n]{1,80})"|\bName:\s*"([^"\n]{1,80})"/.exec(before);
  return said?.[1] ?? said?.[2] ?? declaredName(unit, fn);
}
