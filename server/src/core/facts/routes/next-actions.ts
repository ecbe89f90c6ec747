import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { symbolPath } from '../names.ts';
import { exportedValues } from './exported-values.ts';
import { unwrapHandler } from './handlers.ts';

const DIRECTIVE = /^\s*(['"])use server\1/;

/** Server actions of Next.js: anybody may call them, whichever page shows the form. */
export const nextActions = defineRouteFinder({
  id: 'next-actions',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    const { unit } = reading;
    if (!/['"]use server['"]/.test(unit.tree.text)) return;
    if (unit.context.test) return;
    const ofModule = isDirective(reading, unit.tree.root.children) ? exportedValues(reading) : [];
    const seen = new Set<SyntaxNode>();
    for (const [name, value] of ofModule) {
      const { handler, guards } = unwrapHandler(reading, value);
      if (handler === null && guards.length === 0 && value.kind !== 'call') continue;
      if (handler !== null) seen.add(handler);
      yield toRoute(name, value, handler, guards);
    }
    for (const fn of unit.ofKind('function')) {
      const body = childOf(fn, 'function.body');
      const name = body?.kind === 'block' && !seen.has(fn) ? symbolPath(unit, fn) : null;
      if (body === null || name === null || !isDirective(reading, body.children)) continue;
      yield toRoute(name, fn, fn, []);
    }
  },
});

/** `'use server'` before anything else. */
function isDirective({ unit }: FileReading, statements: readonly SyntaxNode[]): boolean {
  const first = statements.find(({ kind }) => kind !== 'comment');
  return first !== undefined && DIRECTIVE.test(unit.textOf(first));
}

function toRoute(name: string, node: SyntaxNode, handler: SyntaxNode | null, guards: Route['guards']): Route {
  return { method: 'RPC', path: name, symbol: name, node, handler, group: 'server actions', guards };
}
