import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { readSdl, type SdlDirective } from '../../text/graphql-sdl.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { requirementInName } from '../guards/names.ts';
import { ROLE_WORDS, roleNorm, wordsOf } from '../guards/words.ts';
import { saidGuard, SIGNED_IN } from './said-guard.ts';

/** Types whose fields are entry points. */
const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
const HAS_SCHEMA = /\b(?:type|interface)\s{1,20}[A-Z]\w*[^{}]{0,500}\{/;
/** Longest text of a schema that is read, in UTF-16 units. */
const MAX_LENGTH = 2_000_000;

/** Schemas of services have some hundred; beyond this only types with guards are read. */
const MAX_FIELDS = 2_000;

/** Directives of a schema that guard its fields: `deleteUser(id: ID!): User @auth(requires: ADMIN)`. */
export const graphqlSchema = defineRouteFinder({
  id: 'graphql-schema',
  languages: ['graphql', 'typescript', 'javascript', 'tsx'],
  *find(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.tree.text.length > MAX_LENGTH) return;
    if (unit.language.id === 'graphql') {
      yield* ofText(reading, unit.tree.text, unit.tree.root, 0);
      return;
    }
    if (!HAS_SCHEMA.test(unit.tree.text)) return;
    for (const kind of ['string', 'template'] as const)
      for (const node of unit.ofKind(kind)) {
        const text = unit.textOf(node);
        if (text.startsWith('`') && HAS_SCHEMA.test(text)) yield* ofText(reading, text, node, node.start);
      }
  },
});

function* ofText(reading: FileReading, text: string, within: SyntaxNode, offset: number): Generator<Route> {
  const fields = readSdl(text);
  const nodeAt = (start: number, end: number): SyntaxNode => partOf(within, start + offset, end + offset);
  const toGuards = (directives: readonly SdlDirective[], from: GuardUse['from']): readonly GuardUse[] =>
    directives.flatMap((directive) => {
      const asked = askedBy(directive);
      if (asked === null) return [];
      const node = nodeAt(directive.start, directive.end);
      const guard = saidGuard(reading, node, asked, from, 'A directive of the schema asks for it.');
      return [isPublic(directive) ? { ...guard, condition: 'exempt' } : guard];
    });
  const ofTypes = new Map<string, readonly GuardUse[]>();
  for (const { type, field, directives } of fields)
    if (field === null) ofTypes.set(type, [...(ofTypes.get(type) ?? []), ...toGuards(directives, 'class')]);
  const guarded = new Set(
    fields.filter(({ directives }) => toGuards(directives, 'route').length > 0).map(({ type }) => type),
  );
  for (const { type, field, start, end, directives } of fields) {
    // Without guards a field is only there so that one that loses its guard is known to be there still.
    if (!guarded.has(type) && fields.length > MAX_FIELDS) continue;
    const node = nodeAt(start, end);
    const inherited = ofTypes.get(type) ?? [];
    const symbol = field === null ? `every field of ${type}` : `${type}.${field}`;
    const own = field === null ? [] : toGuards(directives, 'route');
    const isEntry = field !== null && ROOTS.has(type);
    yield {
      method: isEntry ? 'ACTION' : field === null ? 'ROUTER' : 'FIELD',
      path: field ?? '*',
      symbol,
      node,
      handler: null,
      group: type,
      guards: [...inherited, ...own],
    };
  }
}

/** A piece of a text that has no tree of its own. */
function partOf(parent: SyntaxNode, start: number, end: number): SyntaxNode {
  return { kind: 'other', role: null, start, end, parent, children: [], index: -1 };
}

function isPublic({ name }: SdlDirective): boolean {
  return /^(?:public|skipAuth|noAuth|allowAnonymous|unauthenticated)$/.test(name);
}

/** Null: it describes. */
function askedBy(directive: SdlDirective): readonly Alternative[] | null {
  const { name, values } = directive;
  if (isPublic(directive)) return [SIGNED_IN];
  // What several servers call a permission that is given as text.
  const texts = values.filter((value) => /^[\w:.*/-]{1,60}$/.test(value));
  const words = wordsOf(name);
  if (
    /^(?:auth|authenticated|is authenticated|authorized|login required|requires auth|protected|requires)$/.test(words)
  ) {
    if (texts.length === 0) return [SIGNED_IN];
    const areRoles = texts.every((text) => new RegExp(`^(?:${ROLE_WORDS}|user|member|guest)$`).test(wordsOf(text)));
    return areRoles || texts.every((text) => /^[A-Z][A-Z_]*$/.test(text))
      ? texts.map((text) => ({ kind: 'role', value: roleNorm(text) }))
      : texts.map((text) => ({ kind: 'scope', value: text.toLowerCase() }));
  }
  if (
    /^(?:deprecated|specified by|cache control|key|external|provides|shareable|tag|override|link|cost|complexity|list size|one of|include|skip|defer|length|constraint|default|unique|id|relation|relationship|cypher|search|index|rename|delegate|merge|computed|private|inaccessible|interface object)$/.test(
      words,
    )
  )
    return null;
  return requirementInName(name, texts.length === 0 ? null : texts, 'middleware');
}
