import type { Subject } from '../model/fact.ts';

/**
 * The same for one entry point whatever framework publishes it: a method and a path of which something is fixed, with
 * parameters without their names. Null for what is no route, or would be the same in any router: `GET /`, `DELETE /:id`.
 */
export function entryPointOf({ type, symbol }: Pick<Subject, 'type' | 'symbol'>): string | null {
  const space = symbol.indexOf(' ');
  if (type !== 'route' || space < 0) return null;
  const method = symbol.slice(0, space);
  if (!METHOD.test(method) || symbol[space + 1] !== '/') return null;
  const parts = symbol
    .slice(space + 1)
    .split('/')
    .filter((part) => part !== '');
  const path = parts.map((part) => (PARAMETER.test(part) ? '{}' : part));
  return path.some((part) => /[a-zA-Z]/.test(part)) ? `${method} /${path.join('/')}` : null;
}

/** Of HTTP, and of rules that say who reads and writes what. */
const METHOD = /^(?:[A-Z|]+|get|list|create|update|delete|read|write)$/;

/** `:id`, `:id(\d+)`, `{id}`, `{id:int}`, `<int:id>`, `[id]`, `*rest`. */
const PARAMETER = /^[:{<[*$]/;
