import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { exportedValues } from './exported-values.ts';
import { unwrapHandler } from './handlers.ts';
import { toRoutePath } from './route-path.ts';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const APP_ROUTE = /(?:^|\/)app\/(?:(.*)\/)?route\.[jt]sx?$/;
const PAGES_API = /(?:^|\/)pages\/(api\/.*?)(?:\/index)?\.[jt]sx?$/;

/** Next.js route handlers: files by place, functions by name. */
export const next = defineRouteFinder({
  id: 'next',
  languages: ['javascript', 'typescript', 'tsx'],
  *find(reading) {
    const { path } = reading.unit;
    const handlers = APP_ROUTE.exec(path);
    if (handlers !== null) yield* ofHandlers(reading, toRoutePath(handlers[1] ?? ''));
    const pages = PAGES_API.exec(path);
    if (pages !== null) yield* ofDefault(reading, toRoutePath(pages[1]!));
  },
});

function* ofHandlers(reading: FileReading, path: string): Generator<Route> {
  for (const [name, value] of exportedValues(reading)) {
    if (METHODS.has(name)) yield toRoute(reading, name, path, value);
  }
}

function* ofDefault(reading: FileReading, path: string): Generator<Route> {
  for (const [name, value] of exportedValues(reading)) {
    if (name === 'default') yield toRoute(reading, 'ALL', path, value);
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
