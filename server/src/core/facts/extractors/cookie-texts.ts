import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { known } from '../to-fact.ts';

/** One attribute; only the first three protect. */
const ATTRIBUTE =
  /^(?:httponly|secure|samesite=(\w+)|path=[^\s]*|domain=[^\s]*|max-age=[^\s]*|expires=.*|partitioned|priority=\w+)$/i;
/** Characters of a text that is looked at. */
const MAX_TEXT = 400;

/** Attributes of cookies that are written out: `"HttpOnly; Secure; SameSite=None"`. */
export const cookieTexts = defineExtractor({
  id: 'cookie-texts',
  kinds: ['identity.session'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test || !/httponly|samesite=/i.test(reading.unit.tree.text)) return;
    for (const node of reading.unit.ofKind('string')) {
      const flags = flagsIn(reading, node);
      if (flags === null) continue;
      const name = nameOf(reading, node);
      yield {
        kind: 'identity.session',
        action: 'create',
        resource: { kind: 'cookie', value: known(name), norm: name },
        node,
        evidence: [{ node, role: 'source' }],
        tier: 'pattern',
        why: [`Attributes of the cookie \`${name}\`, written out.`],
        qualifiers: flags,
      };
    }
  },
});

/** Null: the text is no list of attributes. A name and its value may stand in front. */
function flagsIn({ unit }: Reading, node: SyntaxNode): Readonly<Record<string, string>> | null {
  if (node.end - node.start > MAX_TEXT) return null;
  const written = unit.textOf(node);
  if (!/httponly|samesite=/i.test(written)) return null;
  const text = unit.language.readString(written.replace(/^[bB](?=["'])/, '')) ?? '';
  const [first = '', ...rest] = text.split(';').map((part) => part.trim());
  const isAttribute = ATTRIBUTE.test(first);
  const parts = (isAttribute ? [first, ...rest] : rest).filter((part) => part !== '');
  if (parts.length === 0 || (!isAttribute && first !== '' && !/^[\w-]+=[^\s]*$/.test(first))) return null;
  if (!parts.every((part) => ATTRIBUTE.test(part))) return null;
  const has = (name: string): boolean => parts.some((part) => part.toLowerCase() === name);
  const site = parts.flatMap((part) => /^samesite=(\w+)$/i.exec(part)?.[1]?.toLowerCase() ?? [])[0];
  return {
    httpOnly: has('httponly') ? 'yes' : 'no',
    secure: has('secure') ? 'yes' : 'no',
    sameSite: site ?? 'default',
  };
}

/** The text that stands in front of it in the same list or call. */
function nameOf({ unit }: Reading, node: SyntaxNode): string {
  const before = node.parent?.children.findLast((child) => child.end <= node.start && child.kind === 'string');
  const name = before === undefined ? null : unit.language.readString(unit.textOf(before).replace(/^[bB](?=["'])/, ''));
  return name !== null && /^[\w-]{1,60}$/.test(name) ? name : 'dynamic';
}
