import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { connectionSite } from '../connection-site.ts';
import { headerSites } from '../browser-headers.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { frameSandbox, scriptIntegrity } from '../settings/page-rows.ts';
import { toSettingSite } from '../settings/read.ts';
import { known } from '../to-fact.ts';

/** Elements that bring in what others serve, that send, or that say what a page may do. */
const ELEMENTS = /^(?:iframe|script|link|form|meta)$/i;

/** What elements of a page, in markup or in code, load from elsewhere, and what holds that back. */
export const pageElements = defineExtractor({
  id: 'page-elements',
  kinds: ['assurance.browser', 'supply-chain.remote-code', 'permission.network'],
  languages: ['markup', 'javascript', 'tsx'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/<(?:iframe|script|link|form|meta)\b/i.test(unit.tree.text)) return;
    for (const element of unit.ofKind('call')) {
      const tag = childOf(element, 'call.callee');
      if (tag === null || unit.tree.text[element.start] !== '<' || tag.end - tag.start > 10) continue;
      const name = unit.textOf(tag).toLowerCase();
      if (ELEMENTS.test(name)) yield* ofElement(reading, element, name, attributesOf(reading, element));
    }
  },
});

/** By name in lower case; null: it has no value that is known here. */
type Attributes = ReadonlyMap<string, string | null>;

function* ofElement(reading: Reading, node: SyntaxNode, name: string, attributes: Attributes): Generator<Site> {
  const given = (...names: string[]): string | null =>
    names.map((each) => attributes.get(each)).find((each) => each != null) ?? null;
  if (name === 'iframe') {
    const has = attributes.has('sandbox') || attributes.has(':sandbox');
    const words = given('sandbox') ?? '';
    const value = !has
      ? 'off'
      : /allow-scripts/.test(words) && /allow-same-origin/.test(words)
        ? 'scripts that may take it off'
        : 'on';
    const site = toSettingSite(reading, frameSandbox, { node }, value);
    yield has ? site : { ...site, action: 'leave' };
  } else if (name === 'form') {
    const action = given('action', 'formaction');
    if (action !== null && hostOf(action) !== null) yield connectionSite(node, known(action), 'The form is sent');
  } else if (name === 'meta') {
    const header = given('http-equiv', 'httpequiv');
    const content = given('content');
    if (header !== null && content !== null)
      yield* headerSites(reading, { name: header, value: known(content), node, given: node });
  } else yield* ofLoaded(reading, node, name, attributes, given('src', 'href'));
}

/** Scripts, and style sheets: what is loaded by address and by nothing else is whatever is there that day. */
function* ofLoaded(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  attributes: Attributes,
  address: string | null,
): Generator<Site> {
  const host = address === null ? null : hostOf(address);
  const isCode = name === 'script' || /^(?:stylesheet|modulepreload|preload)$/i.test(attributes.get('rel') ?? '');
  if (host === null || !isCode) return;
  const has = attributes.has('integrity');
  const site = toSettingSite(reading, scriptIntegrity, { node }, has ? 'on' : 'off');
  yield {
    ...site,
    ...(has ? {} : { action: 'leave' }),
    resource: { ...site.resource, norm: `${scriptIntegrity.id} ${host}` },
  };
  if (name !== 'script') return;
  yield {
    kind: 'supply-chain.remote-code',
    action: 'load',
    resource: { kind: 'host', value: known(host), norm: host },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'resolved',
    why: [
      `The page runs what \`${host}\` serves when it is opened; ${has ? 'a checksum says' : 'no checksum says'} what that must be.`,
    ],
  };
}

/** Of another site. */
function hostOf(address: string): string | null {
  return /^(?:https?:)?\/\/([\w.-]+(?::\d+)?)(?:[/?#]|$)/i.exec(address.trim())?.[1]?.toLowerCase() ?? null;
}

function attributesOf({ unit, resolver }: Reading, element: SyntaxNode): Attributes {
  const found = new Map<string, string | null>();
  for (const child of element.children) {
    const name = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    if (name === null) continue;
    const value = childOf(child, 'keyword.value');
    const read = value === null ? null : resolver.valueOf(value);
    found.set(unit.textOf(name).toLowerCase(), read?.kind === 'text' ? read.text : null);
  }
  return found;
}
