import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Asked, type ServerPlace, wordOf } from './server-places.ts';

const SIGN_IN = /^(?:basic_?auth|forward_auth|jwtauth|authorize|authenticate)$/;
const PARTS = /^(?:handle|handle_path|route)$/;
const SITE = /^(?:[\w*-]+\.)+[\w-]+[:,]?|^:\d+$|^localhost|^https?:\/\//;
const SNIPPET = /^\((.+)\)$/;
/** Snippets in each other; directives that they put in. */
const MAX_DEPTH = 8;
const MAX_PUT_IN = 5_000;

const LIMIT: Alternative = { kind: 'rate-limit', value: 'rate-limit' };

interface Block {
  readonly name: string;
  readonly server: string;
  readonly block: Directive | null;
  readonly outer: readonly Asked[];
}

/**
 * Sites of Caddy and their parts; what a site asks it asks of its parts too, and snippets are read where they are imported.
 * @see https://caddyserver.com/docs/caddyfile/concepts (2026-11)
 */
export function* caddyPlaces(directives: readonly Directive[]): Generator<ServerPlace> {
  const snippets = new Map<string, readonly Directive[]>();
  for (const { words, inner } of directives) {
    const name = SNIPPET.exec(words[0] ?? '')?.[1];
    if (name !== undefined && inner !== null) snippets.set(name, inner);
  }
  const left = { directives: MAX_PUT_IN };
  const read = (all: readonly Directive[]): readonly Directive[] => [...withSnippets(all, snippets, left, 0)];
  const sites = directives.filter(({ words, inner }) => inner !== null && SITE.test(words[0] ?? ''));
  for (const site of sites) {
    const server = site.words.join(' ');
    yield* placesIn(read(site.inner!), { name: `Every request to ${server}`, server, block: site, outer: [] }, read);
  }
  // A file of one site may leave out the braces, and one that is imported has no site.
  const rest = read(directives.filter(({ words: [first = ''] }) => !SITE.test(first) && !SNIPPET.test(first)));
  yield* placesIn(rest, { name: 'Every request', server: '', block: null, outer: [] }, read);
}

function* withSnippets(
  directives: readonly Directive[],
  snippets: ReadonlyMap<string, readonly Directive[]>,
  left: { directives: number },
  depth: number,
): Generator<Directive> {
  for (const directive of directives) {
    const [first, name = ''] = directive.words;
    const snippet = first === 'import' ? snippets.get(name) : undefined;
    if (left.directives <= 0) return;
    left.directives -= depth > 0 ? 1 : 0;
    if (snippet === undefined || depth > MAX_DEPTH) yield directive;
    else yield* withSnippets(snippet, snippets, left, depth + 1);
  }
}

function* placesIn(
  directives: readonly Directive[],
  { name, server, block, outer }: Block,
  read: (all: readonly Directive[]) => readonly Directive[],
): Generator<ServerPlace> {
  const matchers = new Map(
    directives.filter((each) => wordOf(each).startsWith('@')).map((each) => [wordOf(each), each]),
  );
  const shown = (matcher: string): string => matchers.get(matcher)?.words.slice(1).join(' ') || matcher;
  const own: Asked[] = [];
  for (const directive of directives) {
    const asked = askedBy(directive);
    if (asked === null) continue;
    const matcher = /^[/@]/.test(directive.words[1] ?? '') ? directive.words[1]! : null;
    if (matcher === null) own.push(asked);
    else yield { name: `${name} at ${shown(matcher)}`, block, asked: [asked], isWhole: block !== null };
  }
  const asked = [...outer, ...own];
  const parts = directives.filter(({ inner, words }) => inner !== null && PARTS.test(words[0] ?? ''));
  const rest = parts.find(({ words }) => words.length === 1);
  if (rest === undefined) yield { name, block, asked, isWhole: block !== null };
  for (const part of parts) {
    const [kind, ...of] = part.words;
    const inside = part === rest ? name : `${kind!} ${of.map(shown).join(' ')} of ${server || 'every site'}`;
    yield* placesIn(read(part.inner!), { name: inside, server, block: part, outer: asked }, read);
  }
}

function askedBy(directive: Directive): Asked | null {
  const name = wordOf(directive);
  if (SIGN_IN.test(name)) return { directive, clause: [SIGNED_IN] };
  return name === 'rate_limit' ? { directive, clause: [LIMIT] } : null;
}
