import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';
import { ROLE_WORDS, roleNorm, wordsOf } from '../guards/words.ts';
import { unwrapHandler } from './handlers.ts';
import { saidGuard, SIGNED_IN } from './said-guard.ts';

const ROOT = /^(query|mutation|subscription)(?:Type|Types|Field|Fields)$/i;
const MAX_HOPS = 12;

/** Fields that a builder makes: `authScopes` of Pothos, `authorize` of Nexus, `resolve` of graphql-js. */
export const graphqlBuilders = defineRouteFinder({
  id: 'graphql-builders',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    const { unit } = reading;
    if (!/\b(?:authScopes|authorize|resolve)\b/.test(unit.tree.text) || unit.context.test) return;
    if (!/(?:query|mutation|subscription)(?:Type|Field)|GraphQLObjectType|extendType|objectType/i.test(unit.tree.text))
      return;
    for (const object of unit.ofKind('object')) {
      const entries = reading.resolver.entriesOf(object);
      const resolve = entries.get('resolve');
      if (resolve === undefined) continue;
      const place = placeOf(reading, object);
      if (place === null) continue;
      const symbol = `${place.root.toUpperCase()} ${place.field}`;
      yield {
        method: 'RPC',
        path: place.field,
        symbol,
        node: object,
        handler: unwrapHandler(reading, resolve).handler,
        group: place.root,
        guards: [
          ...scopesOf(reading, entries.get('authScopes')),
          ...answerOf(reading, entries.get('authorize')),
          ...unwrapHandler(reading, resolve).guards,
        ],
      } satisfies Route;
    }
  },
});

/** The field an object describes, and the root it is a field of; null for fields of other types. */
function placeOf(reading: FileReading, object: SyntaxNode): { readonly root: string; readonly field: string } | null {
  let field: string | null = null;
  let hops = 0;
  for (let at: SyntaxNode | null = object; at !== null && hops < MAX_HOPS; at = at.parent) {
    hops += 1;
    if (at.kind === 'entry' && field === null) {
      const key = childOf(at, 'entry.key');
      field = key === null ? null : reading.unit.textOf(key).replace(/^['"]|['"]$/g, '');
    }
    if (at.kind !== 'call' && at.kind !== 'new') continue;
    const called = lastName(reading.unit, at) ?? '';
    const [first] = childrenOf(at, 'call.argument');
    const text = first === undefined ? null : reading.resolver.valueOf(first);
    if (text?.kind === 'text' && field === null) field = text.text;
    const root = ROOT.exec(called)?.[1] ?? rootNamed(reading, at, called);
    if (root !== null && root !== undefined) return field === null ? null : { root, field };
  }
  return null;
}

/** `extendType({ type: 'Mutation', … })`, `new GraphQLObjectType({ name: 'Query', … })`. */
function rootNamed(reading: FileReading, call: SyntaxNode, called: string): string | null {
  if (!/^(?:extendType|objectType|GraphQLObjectType)$/.test(called)) return null;
  const [first] = childrenOf(call, 'call.argument');
  if (first?.kind !== 'object') return null;
  const entries = reading.resolver.entriesOf(first);
  const node = entries.get('type') ?? entries.get('name');
  const value = node === undefined ? null : reading.resolver.valueOf(node);
  return value?.kind === 'text' && /^(?:Root)?(?:Query|Mutation|Subscription)(?:Type)?$/.test(value.text)
    ? value.text.replace(/^Root|Type$/g, '')
    : null;
}

/** `{ admin: true, permission: 'read' }`: one of them is enough; all of `$all`. */
function scopesOf(reading: FileReading, node: SyntaxNode | undefined): readonly GuardUse[] {
  if (node === undefined) return [];
  const why = '`authScopes` of the field asks for it.';
  if (node.kind !== 'object') {
    const answered = answerOf(reading, node);
    return answered.length > 0
      ? answered
      : [saidGuard(reading, node, [{ kind: 'scope', value: 'dynamic' }], 'route', why)];
  }
  return clausesOf(reading, node).map((asked) => saidGuard(reading, node, asked, 'route', why));
}

function clausesOf(reading: FileReading, object: SyntaxNode, depth = 0): readonly (readonly Alternative[])[] {
  const any: Alternative[] = [];
  const clauses: (readonly Alternative[])[] = [];
  for (const [key, value] of reading.resolver.entriesOf(object)) {
    if (/^(?:public|anonymous|\$granted)$/.test(key)) return [];
    if (key === '$all' && value.kind === 'object' && depth < 4)
      for (const [inner, given] of reading.resolver.entriesOf(value)) clauses.push(scopeNamed(reading, inner, given));
    else if (key === '$any' && value.kind === 'object' && depth < 4)
      for (const [inner, given] of reading.resolver.entriesOf(value)) any.push(...scopeNamed(reading, inner, given));
    else any.push(...scopeNamed(reading, key, value));
  }
  return any.length === 0 ? clauses : [any, ...clauses];
}

function scopeNamed(reading: FileReading, key: string, value: SyntaxNode): readonly Alternative[] {
  const words = wordsOf(key);
  const given = reading.resolver.valueOf(value);
  const texts =
    given.kind === 'text'
      ? [given.text]
      : given.kind === 'list'
        ? given.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
        : [];
  if (texts.length > 0)
    return texts.map((text) =>
      /role/.test(words) ? { kind: 'role', value: roleNorm(text) } : { kind: 'scope', value: text.toLowerCase() },
    );
  if (/^(?:is )?(?:logged in|authenticated|signed in|user|auth)$/.test(words)) return [SIGNED_IN];
  if (new RegExp(`^(?:is )?(?:${ROLE_WORDS})$`).test(words))
    return [{ kind: 'role', value: roleNorm(words.replace(/^is /, '')) }];
  return [{ kind: 'scope', value: words.replaceAll(' ', '-') }];
}

/** `authorize: (root, args, ctx) => ctx.user.isAdmin`. */
function answerOf(reading: FileReading, node: SyntaxNode | undefined): readonly GuardUse[] {
  if (node === undefined) return [];
  const value = reading.resolver.valueOf(node);
  if (value.kind !== 'function')
    return guardReading(reading)
      .guardsAt(node)
      .map((guard) => ({ ...guard, from: 'route' }));
  const predicate = guardReading(reading).predicateOf(value.node);
  if (predicate === null) return [];
  return summariesOf(reading, predicate, value.node).map((guard): GuardUse => ({
    ...guard,
    node,
    from: 'route',
    tier: 'pattern',
    why: 'What it answers depends on the caller.',
  }));
}
