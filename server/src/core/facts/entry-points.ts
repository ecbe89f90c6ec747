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

/**
 * The same for one place of a web server whatever the server is called: `location /admin of a.example`. Null for what is no such
 * place.
 */
export function serverPlaceOf({ type, symbol }: Pick<Subject, 'type' | 'symbol'>): string | null {
  if (type !== 'route' || !SERVER_PLACE.test(symbol)) return null;
  const at = symbol.lastIndexOf(OF_SERVER);
  if (at < 0) return symbol;
  const end = symbol.indexOf(' ', at + OF_SERVER.length);
  return `${symbol.slice(0, at)}${end < 0 ? '' : symbol.slice(end)}`;
}

const SERVER_PLACE =
  /^(?:location|LocationMatch|Location|DirectoryMatch|Directory|FilesMatch|Files|Proxy|VirtualHost) /;
const OF_SERVER = ' of ';

/** Of HTTP, and of rules that say who reads and writes what. */
const METHOD = /^(?:[A-Z|]+|get|list|create|update|delete|read|write)$/;

/** `:id`, `:id(\d+)`, `{id}`, `{id:int}`, `<int:id>`, `[id]`, `*rest`. */
const PARAMETER = /^[:{<[*$]/;
