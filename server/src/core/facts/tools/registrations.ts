import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { annotatedTools } from './annotations.ts';
import { calledTools } from './calls.ts';
import { classTools } from './classes.ts';
import type { ToolRegistration } from './define.ts';
import { handlersOfTools } from './handlers.ts';
import { namedHandlers, scriptRegistration } from './scripts.ts';

/** In these tools are functions that are registered where they stand. */
const SCRIPTS = /^(?:python|javascript|typescript|tsx)$/;

/** The tools of a file by their functions. */
export const toolsIn = oncePerUnit((reading: FileReading): ReadonlyMap<SyntaxNode, ToolRegistration> => {
  const { unit } = reading;
  const tools = new Map<SyntaxNode, ToolRegistration>();
  if (!unit.language.isCode) return tools;
  if (SCRIPTS.test(unit.language.id)) {
    const add = (fn: SyntaxNode, node: SyntaxNode): void =>
      void tools.set(fn, { fn, node, name: null, description: null, set: null });
    for (const fn of unit.ofKind('function')) {
      const node = scriptRegistration(reading, fn);
      if (node !== null) add(fn, node);
    }
    for (const { fn, node } of namedHandlers(reading)) if (!tools.has(fn)) add(fn, node);
    return tools;
  }
  for (const find of [annotatedTools, calledTools, classTools, handlersOfTools])
    for (const tool of find(reading)) if (!tools.has(tool.fn)) tools.set(tool.fn, tool);
  return tools;
});

/** The decorator, call or class by which a function becomes a tool of a model. */
export function toolRegistration(reading: FileReading, fn: SyntaxNode): SyntaxNode | null {
  return toolsIn(reading).get(fn)?.node ?? null;
}

const registering = oncePerUnit(
  (reading): ReadonlySet<SyntaxNode> => new Set([...toolsIn(reading).values()].map(({ node }) => node)),
);

/** A call by which a function becomes a tool: what it gives back is the tool. */
export function registersTool(reading: FileReading, call: SyntaxNode): boolean {
  return registering(reading).has(call);
}

/** A function that a model calls with arguments of its choice. */
export function isTool(reading: FileReading, fn: SyntaxNode): boolean {
  return toolsIn(reading).has(fn);
}
