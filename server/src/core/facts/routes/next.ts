import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { declaredName } from '../names.ts';
import { unwrapHandler } from './handlers.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const APP_ROUTE = /(?:^|\/)app\/(?:(.*)\/)?route\.[jt]sx?$/;
const PAGES_API = /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[jt]sx?$/;
const SVELTE = /(?:^|\/)routes\/(?:(.*)\/)?\+server\.[jt]s$/;

/** Next.js (and SvelteKit) route handlers: files by place, functions by name. */
export const next = defineRouteFinder({
  id: 'next',
  languages: ['javascript', 'typescript', 'tsx'],
  *find(reading) {
    const { path } = reading.unit;
    const handlers = APP_ROUTE.exec(path) ?? SVELTE.exec(path);
    if (handlers !== null) yield* ofHandlers(reading, toPath(handlers[1] ?? ''));
    const pages = PAGES_API.exec(path);
    if (pages !== null) yield* ofDefault(reading, toPath(pages[1]!));
  },
});

/** Route groups `(admin)` and slots `@modal` are no part of the path. */
function toPath(folders: string): string {
  const parts = folders.split('/').filter((part) => part !== '' && !/^\(.*\)$|^@/.test(part));
  return `/${parts.map((part) => part.replace(/^\[\.{0,3}(.*)\]$/, ':$1')).join('/')}`;
}

function* ofHandlers(reading: FileReading, path: string): Generator<Route> {
  for (const statement of reading.unit.ofKind('export')) {
    for (const child of statement.children) {
      const name = child.kind === 'function' ? declaredName(reading.unit, child) : targetName(reading, child);
      if (name === null || !METHODS.has(name)) continue;
      const value = child.kind === 'function' ? child : childOf(child, 'assign.value');
      if (value !== null) yield toRoute(reading, name, path, value);
    }
  }
}

function targetName(reading: FileReading, node: SyntaxNode): string | null {
  const target = node.kind === 'assign' ? childOf(node, 'assign.target') : null;
  return target === null ? null : reading.unit.textOf(target);
}

function* ofDefault(reading: FileReading, path: string): Generator<Route> {
  for (const statement of reading.unit.ofKind('export')) {
    const value = childOf(statement, 'export.default');
    if (value !== null) yield toRoute(reading, 'ALL', path, value);
  }
}

function toRoute(reading: FileReading, method: string, path: string, value: SyntaxNode): Route {
  const registered = unwrapHandler(reading, value);
  return {
    method,
    path,
    symbol: `${method} ${path}`,
    node: value,
    handler: registered.handler,
    group: path,
    guards: registered.guards,
  };
}
