import type { SyntaxNode } from '../model/syntax.ts';
import type { FileReading } from './define.ts';

/** One attribute; only the first three protect. */
const ATTRIBUTE =
  /^(?:httponly|secure|samesite=(\w+)|path=[^\s]*|domain=[^\s]*|max-age=[^\s]*|expires=.*|partitioned|priority=\w+)$/i;
const PROTECTS = /httponly|samesite=|^\s*secure\b|;\s*secure\b/i;
/** Characters of a text that is looked at. */
const MAX_TEXT = 400;

/** A cookie as it is written out: `sid=…; Path=/; HttpOnly`, or its attributes alone. */
export interface WrittenCookie {
  /** Its own, or the text in front of its attributes in the same list or call; null: nothing says. */
  readonly name: string | null;
  readonly flags: Readonly<Record<'httpOnly' | 'secure' | 'sameSite', string>>;
}

/** Null: the text is no cookie. One attribute alone is one of a list of such texts. */
export function cookieWritten(reading: FileReading, node: SyntaxNode): WrittenCookie | null {
  const { unit } = reading;
  if (node.end - node.start > MAX_TEXT) return null;
  const written = unit.textOf(node);
  if (!written.includes(';') && !PROTECTS.test(written)) return null;
  const text = unit.language.readString(written.replace(/^[bB](?=["'])/, '')) ?? '';
  const [first = '', ...rest] = text.split(';').map((part) => part.trim());
  const isAttribute = ATTRIBUTE.test(first);
  const own = isAttribute ? null : (/^([\w-]+)=[^\s]*$/.exec(first)?.[1] ?? null);
  const parts = (isAttribute ? [first, ...rest] : rest).filter((part) => part !== '');
  if (parts.length === 0 || !parts.every((part) => ATTRIBUTE.test(part))) return null;
  // `; HttpOnly` is put behind a cookie; `path=/a` alone is anything.
  if (own === null && ((!isAttribute && first !== '') || !parts.some((part) => PROTECTS.test(part)))) return null;
  const name = own ?? nameBefore(reading, node);
  if (name === null && parts.length === 1) return null;
  const has = (attribute: string): boolean => parts.some((part) => part.toLowerCase() === attribute);
  const site = parts.flatMap((part) => /^samesite=(\w+)$/i.exec(part)?.[1]?.toLowerCase() ?? [])[0];
  return {
    name,
    flags: {
      httpOnly: has('httponly') ? 'yes' : 'no',
      secure: has('secure') ? 'yes' : 'no',
      sameSite: site ?? 'default',
    },
  };
}

function nameBefore({ unit }: FileReading, node: SyntaxNode): string | null {
  const before = node.parent?.children.findLast((child) => child.end <= node.start && child.kind === 'string');
  const name = before === undefined ? null : unit.language.readString(unit.textOf(before).replace(/^[bB](?=["'])/, ''));
  return name !== null && /^[\w-]{1,60}$/.test(name) && !/^set-cookie$/i.test(name) ? name : null;
}
