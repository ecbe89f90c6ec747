import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { ownerField } from './properties.ts';
import { isOfCaller, type Link, type Pair, type Scope } from './query-conditions.ts';
import { wordsOf } from './words.ts';

/** Longer statements are not looked through: a count of characters. */
const MAX_TEXT = 4_000;
const TABLE = /^\s*(?:select\b[^;]{1,600}?\bfrom|update|delete\s+from)\s+["`[]?(\w+(?:\.\w+)?)/i;
/** Places for values, with the column that must equal it; a value that is only compared otherwise takes its place too. */
const PLACE =
  /%%|(?:\b([\w.]{1,80})["`\]]? ?(?:=|==|in) ?(\()?)?(\?(?:\d{1,2})?|\$\d{1,2}|%s|%\(\w{1,80}\)s|(?<![:\w])[:@]\w{1,80})/gi;

/** The table that a call reads or changes by a statement it is given as text. */
export function tableOf(reading: FileReading, links: readonly Link[]): string | null {
  for (const { args } of links) {
    const text = args.slice(0, 2).map((arg) => textOf(reading, arg));
    for (const each of text) {
      const table = each === null ? undefined : TABLE.exec(each)?.[1];
      if (table !== undefined) return wordsOf(table.split('.').pop()!).replace(/(?<=[^s])s$/, '');
    }
  }
  return null;
}

/** `where("user_id = ?", user.id)`, `query('… where id = $1 and owner_id = $2', [id, user.id])`. */
export function conditionsInSql(reading: FileReading, link: Link): readonly Scope[] {
  return pairsInSql(reading, link).flatMap(({ key, value: node }): readonly Scope[] => {
    const value = ownerField(wordsOf(key));
    return value !== null && isOfCaller(reading, node) ? [{ value, node }] : [];
  });
}

/** Columns of the text that must equal a value beside it. */
export function pairsInSql(reading: FileReading, { args }: Link): readonly Pair[] {
  const at = args.slice(0, 2).findIndex((arg) => textOf(reading, arg) !== null);
  const text = at < 0 ? null : textOf(reading, args[at]!);
  if (text === null) return [];
  const given = [...partsOf(reading, args[at]!), ...args.slice(at + 1)]
    .flatMap((arg) => (arg.kind === 'array' || arg.kind === 'other' ? arg.children : [arg]))
    .filter((arg) => arg.kind !== 'comment');
  const found: Pair[] = [];
  let index = 0;
  for (const match of withoutLiterals(text).matchAll(PLACE)) {
    const [whole, column, opens, place = ''] = match;
    const isNext = place === '?' || place === '%s';
    if (isNext) index += 1;
    // A list with other values in it is not limited to this one.
    const isList =
      opens !== undefined && /^ ?,/.test(match.input.slice(match.index + whole.length, match.index + whole.length + 2));
    if (column === undefined || isList) continue;
    const number = isNext ? index : Number(/^[?$](\d+)$/.exec(place)?.[1] ?? 0);
    const node = number > 0 ? given[number - 1] : namedValue(reading, given, /\w+/.exec(place)![0]);
    if (node !== undefined && node !== null) found.push({ key: column.split('.').pop()!, value: node, node });
  }
  return found;
}

/** A `?` in a literal or in code that is put in is no place for a value. */
function withoutLiterals(text: string): string {
  return text.replace(/\$\{[^}]*\}|'[^']*'/g, (piece) => piece.replaceAll('?', ' '));
}

/** `{ userId }`, `user_id=user.id` for `:user_id`. */
function namedValue(reading: FileReading, given: readonly SyntaxNode[], name: string): SyntaxNode | null {
  for (const node of given.flatMap((each) => [each, ...each.children])) {
    const key = childOf(node, node.kind === 'keyword' ? 'keyword.name' : 'entry.key');
    if (key !== null && reading.unit.textOf(key).replace(/['":]/g, '') === name)
      return childOf(node, node.kind === 'keyword' ? 'keyword.value' : 'entry.value');
  }
  return null;
}

/** A condition or a statement of SQL, its blanks as one. */
function textOf(reading: FileReading, given: SyntaxNode): string | null {
  const node = given.kind === 'name' ? assignedTo(reading, given) : given;
  if (node?.kind !== 'string' && node?.kind !== 'template') return null;
  const text = node.kind === 'template' ? placed(reading, node) : reading.unit.textOf(node);
  if (text.length > MAX_TEXT || !/=| in /i.test(text)) return null;
  return text.replace(/\s+/g, ' ').replace(/^[\w]{0,2}["'`]+/, '');
}

/** Values that a template puts in: sql`… where id = ${id}`. */
function partsOf(reading: FileReading, given: SyntaxNode): readonly SyntaxNode[] {
  const node = given.kind === 'name' ? assignedTo(reading, given) : given;
  return node?.kind === 'template' ? childrenOf(node, 'template.part') : [];
}

/** The text of a template with `$1` where its first value stands. */
function placed({ unit }: FileReading, template: SyntaxNode): string {
  const pieces: string[] = [];
  let from = template.start;
  for (const [index, part] of childrenOf(template, 'template.part').entries()) {
    const before = unit.tree.text.slice(from, part.start);
    const isBraced = /[$#]\{\s*$/.test(before);
    pieces.push(isBraced ? before.replace(/[$#]\{\s*$/, '') : before, `$${index + 1}`);
    from = isBraced ? unit.tree.text.indexOf('}', part.end) + 1 : part.end;
    if (from <= part.start) return unit.textOf(template);
  }
  pieces.push(unit.tree.text.slice(from, template.end));
  return pieces.join('');
}

/** `query := "UPDATE … WHERE handle = $2"`: what a name was given, once. */
function assignedTo({ unit, scopes }: FileReading, name: SyntaxNode): SyntaxNode | null {
  const binding = scopes.lookUp(unit.textOf(name), name);
  return binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
}
