import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { composeServices } from '../compose.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { requirementInName } from '../guards/names.ts';
import { wordsOf } from '../guards/words.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { asObject, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

/** Kinds of Traefik's middleware that keep somebody out. */
const KINDS: Readonly<Record<string, Alternative>> = {
  basicauth: { kind: 'auth', value: 'authenticated' },
  digestauth: { kind: 'auth', value: 'authenticated' },
  forwardauth: { kind: 'auth', value: 'authenticated' },
  ipallowlist: { kind: 'check', value: 'address' },
  ipwhitelist: { kind: 'check', value: 'address' },
  ratelimit: { kind: 'rate-limit', value: 'rate-limit' },
};

/**
 * Routers of Traefik, in its own files and in labels of containers.
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/ (2026-11)
 */
export const proxyMiddleware = defineRouteFinder({
  id: 'proxy-middleware',
  languages: ['yaml', 'toml'],
  *find(reading) {
    if (!/middlewares/.test(reading.unit.tree.text)) return;
    for (const { name, node, middlewares } of [...ofFiles(reading), ...ofLabels(reading)]) {
      const guards = guardsOf(
        reading,
        node,
        middlewareClauses(reading, middlewares),
        'It stands in front of the router.',
      );
      if (guards.length > 0) yield declared({ symbol: `router ${name}`, node, group: 'routers', guards, as: 'rule' });
    }
  },
});

interface Router {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly middlewares: readonly string[];
}

function* ofFiles(reading: FileReading): Generator<Router> {
  for (const document of documentObjects(reading)) {
    const routers = objectAt(reading, document, 'http', 'routers');
    for (const entry of routers?.children ?? []) {
      const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const router = name === null ? null : asObject(reading, valueOfKey(reading, routers!, name));
      if (name === null || router === null) continue;
      const texts = asTexts(reading, valueOfKey(reading, router, 'middlewares')).map(({ text }) => text);
      if (texts.length > 0) yield { name, node: entryOf(reading, router, 'middlewares') ?? router, middlewares: texts };
    }
  }
}

const LABEL = /^traefik\.http\.routers\.([\w-]+)\.middlewares$/;

function* ofLabels(reading: FileReading): Generator<Router> {
  for (const { object } of composeServices(reading)) {
    const labels = valueOfKey(reading, object, 'labels');
    for (const { node, text } of asTexts(reading, labels)) {
      const equals = text.indexOf('=');
      const name = LABEL.exec(text.slice(0, Math.max(equals, 0)))?.[1];
      if (name !== undefined) yield { name, node, middlewares: text.slice(equals + 1).split(',') };
    }
    const map = asObject(reading, labels);
    for (const entry of map?.children ?? []) {
      const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const name = key === null ? undefined : LABEL.exec(key)?.[1];
      const [value] = name === undefined ? [] : asTexts(reading, valueOfKey(reading, map!, key!));
      if (name !== undefined && value !== undefined) yield { name, node: entry, middlewares: value.text.split(',') };
    }
  }
}

/** What people call middleware that signs in, and the programs that it asks. */
const NAMED = /\b(?:auth|oauth|sso|authelia|authentik|forward auth|basic auth|oauth proxy)\b/;

/** What middleware asks by the kind that this file gives it, else by its name. */
export function middlewareClauses(reading: FileReading, names: readonly string[]): Clauses {
  return names.flatMap((written) => {
    const name = written.trim().replace(/@.*$/, '');
    const asked =
      kindIn(reading, name) ??
      requirementInName(name, null, 'middleware')?.[0] ??
      (NAMED.test(wordsOf(name)) ? SIGNED_IN : null);
    return asked === null ? [] : [[asked]];
  });
}

/** `traefik.http.middlewares.login.basicauth.users`, or the key below its name in a file. */
function kindIn({ unit }: FileReading, name: string): Alternative | null {
  if (!/^[\w-]{1,60}$/.test(name)) return null;
  const { text } = unit.tree;
  const label = `middlewares.${name}.`;
  const at = text.indexOf(label);
  const kind =
    at >= 0
      ? /^\w+/.exec(text.slice(at + label.length, at + label.length + 40))?.[0]
      : new RegExp(`^[ \\t]*${name}:[ \\t]*\\n[ \\t]+(\\w+):`, 'm').exec(text)?.[1];
  const found = kind?.toLowerCase();
  return found !== undefined && Object.hasOwn(KINDS, found) ? KINDS[found]! : null;
}
