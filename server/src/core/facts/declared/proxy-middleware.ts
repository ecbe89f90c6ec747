import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { requirementInName } from '../guards/names.ts';
import { wordsOf } from '../guards/words.ts';
import { asObject, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { tableAt } from '../toml-tables.ts';
import { type Clauses, declared, guardsOf, MAX_DECLARED } from './declare.ts';
import { askedByKind, middlewareKinds, traefikLabels } from './middleware-kinds.ts';

/**
 * Routers of Traefik, in its own files and in labels of containers.
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/ (2026-11)
 */
export const proxyMiddleware = defineRouteFinder({
  id: 'proxy-middleware',
  languages: ['yaml', 'toml'],
  *find(reading) {
    if (!/routers/.test(reading.unit.tree.text)) return;
    let count = 0;
    for (const { name, node, middlewares, at } of [...ofFiles(reading), ...ofLabels(reading)]) {
      if ((count += 1) > MAX_DECLARED) return;
      const clauses = middlewareClauses(reading, middlewares);
      const guards = guardsOf(reading, at, clauses, 'It stands in front of the router.');
      yield declared({ symbol: `router ${name}`, node, group: 'routers', guards, as: 'part' });
    }
  },
});

interface Router {
  readonly name: string;
  readonly node: SyntaxNode;
  /** Where its middleware is listed. */
  readonly at: SyntaxNode;
  readonly middlewares: readonly string[];
}

function* ofFiles(reading: FileReading): Generator<Router> {
  for (const document of documentObjects(reading)) {
    const routers = tableAt(reading, document, 'http', 'routers');
    for (const entry of routers?.children ?? []) {
      const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const router = name === null ? null : asObject(reading, valueOfKey(reading, routers!, name));
      if (name === null || router === null) continue;
      const middlewares = asTexts(reading, valueOfKey(reading, router, 'middlewares')).map(({ text }) => text);
      yield { name, node: router, at: entryOf(reading, router, 'middlewares') ?? router, middlewares };
    }
  }
}

function ofLabels(reading: FileReading): Iterable<Router> {
  const found = new Map<string, Router>();
  for (const [key, value, node] of traefikLabels(reading)) {
    const [, name, field] = /^traefik\.http\.routers\.([\w-]+)\.(\w+)/.exec(key) ?? [];
    if (name === undefined) continue;
    if (field === 'middlewares') found.set(name, { name, node, at: node, middlewares: value.split(',') });
    else if (!found.has(name)) found.set(name, { name, node, at: node, middlewares: [] });
  }
  return found.values();
}

/** What people call middleware that signs in, and the programs that it asks. */
const NAMED = /\b(?:auth|oauth|sso|authelia|authentik|forward auth|basic auth|oauth proxy)\b/;
/** Chains in chains; middleware of one router. */
const MAX_DEPTH = 5;
const MAX_NAMES = 100;

/** What middleware asks by the kind that this file gives it, else by its name. Each thing once. */
export function middlewareClauses(reading: FileReading, names: readonly string[]): Clauses {
  const found = new Map<string, readonly Alternative[]>();
  const open = names.slice(0, MAX_NAMES).map((name) => ({ name, depth: 0 }));
  for (let at = 0; at < open.length && at < MAX_NAMES; at += 1) {
    const { name: written, depth } = open[at]!;
    const name = written.trim().replace(/@.*$/, '');
    const kinds = middlewareKinds(reading);
    // A cluster puts its namespace in front.
    const known = kinds.get(name) ?? kinds.get(name.slice(name.indexOf('-') + 1));
    for (const kind of known ?? [null]) {
      const asked = kind === null ? null : askedByKind(kind);
      for (const clause of asked === null ? askedByName(name) : [asked])
        if (clause.length > 0) found.set(clause.map((each) => `${each.kind}:${each.value}`).join('|'), clause);
      if (kind?.kind === 'chain' && depth < MAX_DEPTH)
        for (const each of kind.given.slice(0, MAX_NAMES)) open.push({ name: each, depth: depth + 1 });
    }
  }
  return [...found.values()];
}

function askedByName(name: string): Clauses {
  const asked = requirementInName(name, null, 'middleware')?.[0] ?? (NAMED.test(wordsOf(name)) ? SIGNED_IN : null);
  return asked === null ? [] : [[asked]];
}
