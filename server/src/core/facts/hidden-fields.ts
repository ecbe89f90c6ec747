import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../text/tree.ts';
import type { FileReading, Reading } from './define.ts';
import { constantsAt, lastName, textAt } from './guards/paths.ts';
import { wordsOf } from './guards/words.ts';
import { declaredName, symbolPath } from './names.ts';
import { recordFields } from './record-fields.ts';
import type { Unit } from './unit.ts';

/** A field of a record that holds what only few may see, and whether its declaration keeps it out of what is given out. */
export interface DeclaredField {
  readonly subject: Subject;
  readonly name: string;
  readonly node: SyntaxNode;
  readonly isHidden: boolean;
}

/** A place that leaves fields out: `omit(user, ['password'])`, `exclude = ['token']`, `.select('-password')`. */
export interface LeftOut {
  readonly name: string;
  readonly node: SyntaxNode;
}

const SENSITIVE =
  /(?:^| )(?:passwords?|passwd|password hash|pass ?code|secrets?|salt|otp|pin|totp|recovery codes?|backup codes?|(?:api|private|secret|signing|encryption|access|webhook|license) ?keys?|credentials?|tokens?|ssn|e ?mails?|phones?|phone numbers?|hashed \w+|\w+ hash)$/;
const NO_SECRET =
  /\b(?:max|min|count|length|limit|expir\w+|enabled|has|is|type|policy|url|label|placeholder|changed|created|updated|verified)\b/;

export function isSensitive(name: string): boolean {
  if (name.length > MAX_NAME) return false;
  const words = wordsOf(name);
  return SENSITIVE.test(words) && !NO_SECRET.test(words);
}

/** What keeps a field in: serializers, class-transformer, Jackson, encoding/json, Mongoose and TypeORM, Pydantic. */
const HIDES =
  /\bwrite_only\s*=\s*True\b|\bload_only\s*=\s*True\b|\bexclude\s*=\s*True\b|@Exclude\s*\(\s*\)|@JsonIgnore\b(?!\s*\(\s*(?:value\s*=\s*)?false)|\bWRITE_ONLY\b|\btoClassOnly\s*:\s*true|@HideField\b|\bjson:"-"|\bselect\s*:\s*false\b|['"]write_only['"]\s*:\s*True/;
/** Characters of a declaration that are looked at. */
const MAX_DECLARATION = 600;
const MAX_FIELDS = 400;
/** Characters of a name; longer keys are texts. */
const MAX_NAME = 60;

const known = new WeakMap<Reading, readonly DeclaredField[]>();

export function declaredFields(reading: Reading): readonly DeclaredField[] {
  const before = known.get(reading);
  if (before !== undefined) return before;
  const found = reading.unit.context.test ? [] : readDeclared(reading.unit);
  known.set(reading, found);
  return found;
}

function readDeclared(unit: Unit): readonly DeclaredField[] {
  const found: DeclaredField[] = [];
  const add = (owner: string, name: string, node: SyntaxNode): void => {
    if (found.length >= MAX_FIELDS || !isSensitive(name)) return;
    const subject: Subject = { type: 'resource', symbol: `${owner}: field ${name}` };
    found.push({ subject, name, node, isHidden: HIDES.test(declarationOf(unit, node)) });
  };
  for (const kind of ['class', 'interface'] as const)
    for (const owner of unit.ofKind(kind)) {
      const symbol = symbolPath(unit, owner);
      if (symbol === null) continue;
      for (const field of recordFields(unit, owner)) add(symbol, field.name, field.node);
    }
  for (const entry of unit.ofKind('entry')) {
    const value = childOf(entry, 'entry.value');
    const key = childOf(entry, 'entry.key');
    if (key === null || value?.kind !== 'object') continue;
    const text = unit.textOf(value);
    if (!/\btype\s*:|\bselect\s*:|write_only/.test(text.slice(0, MAX_DECLARATION))) continue;
    add(ownerOf(unit, entry), unit.textOf(key).replace(/^["']|["']$/g, ''), entry);
  }
  return found;
}

/** The declaration with what stands behind it on its line: tags of Go. Decorators are part of the node or right before it. */
function declarationOf(unit: Unit, node: SyntaxNode): string {
  const { text } = unit.tree;
  const line = text.indexOf('\n', node.end);
  const decorators = node.children.filter((child) => child.kind === 'decorator');
  const own = text.slice(node.start, Math.min(line < 0 ? text.length : line, node.start + MAX_DECLARATION));
  const before = text.slice(Math.max(0, node.start - 200), node.start);
  const annotated = /(?:@[\w.]+(?:\([^()]{0,80}\))?\s*)+$/.exec(before)?.[0] ?? '';
  return `${decorators.map((each) => unit.textOf(each)).join(' ')} ${annotated} ${own}`;
}

function ownerOf(unit: Unit, node: SyntaxNode): string {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.kind === 'class' && declaredName(unit, at) !== null) return symbolPath(unit, at)!;
    if (at.kind === 'assign') {
      const target = childOf(at, 'assign.target');
      if (target?.kind === 'name') return unit.textOf(target);
    }
  }
  return '(file)';
}

const LEAVES_OUT = /^(?:omit|omitBy|without|except|makeHidden|unset)$/;
const LISTS = /^(?:exclude|omit|hidden|except|excluded_fields|exclude_fields)$/;

export function* leftOut(reading: FileReading): Generator<LeftOut> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null) continue;
    const args = childrenOf(call, 'call.argument');
    if (LEAVES_OUT.test(name)) for (const arg of args) yield* named(reading, arg);
    if (name === 'select' && args[0] !== undefined)
      for (const word of (textAt(reading, args[0]) ?? '').split(/[\s,]+/))
        if (word.startsWith('-') && isSensitive(word.slice(1))) yield { name: word.slice(1), node: args[0] };
  }
  for (const kind of ['keyword', 'entry', 'assign'] as const)
    for (const node of unit.ofKind(kind)) {
      const key = childOf(node, kind === 'keyword' ? 'keyword.name' : kind === 'entry' ? 'entry.key' : 'assign.target');
      const value = childOf(node, `${kind}.value`);
      if (key === null || value === null) continue;
      if (LISTS.test(unit.textOf(key).replace(/^["']|["']$/g, ''))) yield* named(reading, value);
      else if (kind === 'assign' && key.kind === 'member' && isEmptied(unit, value) && isForOutput(unit, node)) {
        const field = lastName(unit, key);
        if (field !== null && isSensitive(field) && !/^(?:this|self)\b/.test(unit.textOf(key)))
          yield { name: field, node };
      }
    }
}

/** A token that is emptied elsewhere has ended, or was used. */
function isForOutput(unit: Unit, node: SyntaxNode): boolean {
  const around = enclosing(node, 'function');
  const name = around === null ? null : declaredName(unit, around);
  return (
    name !== null &&
    /\b(?:redact|sanit(?:ize|ise)|mask|hide|strip|clean|scrub|public|safe|convert|to|serialize|serialise|present|response|view|json)\b/.test(
      wordsOf(name),
    )
  );
}

function isEmptied(unit: Unit, value: SyntaxNode): boolean {
  return value.kind === 'null' || /^(?:""|''|nil|None|undefined|null)$/.test(unit.textOf(value));
}

/** Names in a list, or keys of an object that are true: `omit: { password: true }`. */
function* named(reading: FileReading, node: SyntaxNode): Generator<LeftOut> {
  if (node.kind === 'object') {
    for (const [key, value] of reading.resolver.entriesOf(node))
      if (isSensitive(key) && /^true$/i.test(reading.unit.textOf(value))) yield { name: key, node };
    return;
  }
  if (node.kind !== 'array' && node.kind !== 'string' && node.kind !== 'other') return;
  for (const name of constantsAt(reading, node) ?? []) if (isSensitive(name)) yield { name, node };
}
