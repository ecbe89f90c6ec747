import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import type { Unit } from '../unit.ts';
import { viewTest } from '../views.ts';
import { STATES } from './asked-states.ts';
import { saysWhoMay } from './lets-in.ts';
import { normOf } from './norm.ts';
import { toCondition } from './to-condition.ts';
import { isControl, speaksOfIdentity, speaksOfState } from './vocabulary.ts';

/** What one function hands over to all calls of one name, and lists under one key. */
export interface Handed {
  readonly symbol: string;
  readonly holder: string;
  /** Calls or lists, and all that they get. */
  readonly holders: number;
  readonly size: number;
  /** What of it speaks of identity. */
  readonly items: readonly HandedItem[];
  /** Its name with the word that says whom or what it leaves out, and without. */
  readonly narrow?: Narrow;
}

export interface Narrow {
  readonly plain: string;
  readonly fact: Fact;
}

export interface HandedItem {
  readonly norm: string;
  readonly fact: Fact;
}

interface Mutable extends Handed {
  holders: number;
  size: number;
  readonly items: HandedItem[];
}

/** What is said, shown, answered and declared decides nothing. */
const SAYS =
  /^(?:logg?(?:er|ing)?|debug|info|warn(?:ing)?|error\w*|trace|fatal|print\w*|console|t|_|trans\w*|gettext|i18n|format\w*|sprintf|expect|assert\w*|render\w*|json|jsonify|send|write|respond|emit|dispatch|publish|set(?!_?[cC]ookie)\w*|with\w*|use[A-Z]\w*|describe|it|test|\w*(?:Error|Exception|Errorf|ErrorCodes|Props|Event|Log|Logger|Dto|DTO|Response|Message)|object|strictObject|Schema|model|\w*(?:Table|_table)|Column|define[A-Z]\w*)$/;
/** A key of what people read. */
const SHOWN = /^(?:description|label|title|message|placeholder|help\w*|hint|tooltip|text|name|summary|detail\w*)$/i;
/** Objects that say how something is done. */
const OPTIONS =
  /\b(?:options?|opts|config|settings|cookies?|defaults|permissions?|polic(?:y|ies)|claims|access|guards?)$/;
const MAX_ITEM = 200;
/** Longer lists are data. */
const MAX_ELEMENTS = 200;
/** Of a side that hands over so many, some are left out: nothing is claimed of it. */
export const MAX_HANDED = 4000;
const MAX_KEY = 80;
/** Lists that have a name. */
const NAMED: ReadonlySet<string> = new Set(['entry.value', 'assign.value', 'field.value']);

export function readHanded(reading: Reading): readonly Handed[] {
  const { unit } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return [];
  const isView = viewTest(unit);
  const found = new Map<string, Mutable>();
  let kept = 0;
  const put = (
    node: SyntaxNode,
    holder: string,
    elements: readonly SyntaxNode[],
    isAny: (element: SyntaxNode) => boolean = () => false,
  ): void => {
    const { symbol } = reading.subjectOf(node);
    const key = `${symbol}\u0000${holder}`;
    let at = found.get(key);
    if (at === undefined) {
      const plain = withoutNarrowing(holder);
      const narrow =
        plain === null ? {} : { narrow: { plain, fact: toCondition(reading, node, 'narrow', holder, holder) } };
      found.set(key, (at = { symbol, holder, holders: 0, size: 0, items: [], ...narrow }));
    }
    at.holders += 1;
    at.size += elements.length;
    if (elements.length > MAX_ELEMENTS) return;
    for (const element of elements) {
      if (kept >= MAX_HANDED) return;
      if (!isAbout(reading, element) && !isAny(element)) continue;
      const fn = enclosing(element, 'function');
      if (fn !== null && isView(fn)) continue;
      kept += 1;
      // What is given by its name is known by it, whatever else is.
      const norm = element.kind === 'shorthand' ? unit.textOf(element) : normOf(reading, element);
      at.items.push({ norm, fact: toCondition(reading, element, 'hand-over', `${holder} ${norm}`, holder) });
    }
  };
  for (const node of [...unit.ofKind('call'), ...unit.ofKind('new')]) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    const given = childrenOf(node, 'call.argument');
    if (name === null || SAYS.test(name) || isStatement(unit, given[0])) continue;
    put(
      node,
      name,
      given.flatMap((each) => elementsOf(unit, each)),
      asksAccess(name)
        ? isValue
        : findsSomebody(reading, callee!, name)
          ? (element) => isState(reading, element)
          : undefined,
    );
  }
  for (const node of unit.ofKind('array')) {
    const items = node.children.filter(({ kind }) => kind !== 'comment');
    const answering = node.parent?.kind === 'return' ? enclosing(node, 'function') : null;
    const answered = answering === null ? null : declaredName(unit, answering);
    if (answered !== null && LEAVES_OUT.test(wordsOf(answered))) put(node, answered, items, () => true);
    const key = NAMED.has(node.role ?? '') ? node.parent?.children[0] : undefined;
    if (key === undefined || key === node) continue;
    put(node, unit.textOf(key).slice(0, MAX_KEY).replaceAll(/["'`]/g, ''), items);
  }
  for (const node of unit.ofKind('object')) {
    const key = NAMED.has(node.role ?? '') ? node.parent?.children[0] : undefined;
    const name = key === undefined || key === node ? '' : unit.textOf(key).slice(0, MAX_KEY).replaceAll(/["'`]/g, '');
    const isGiven =
      enclosing(node, 'call', 'new', 'function')?.kind !== 'function' && enclosing(node, 'call', 'new') !== null;
    if (OPTIONS.test(wordsOf(name)) && !isGiven) put(node, name, elementsOf(unit, node));
  }
  return [...found.values()];
}

/** A check is told by what it is given, whatever that is called: `executeAccess({ id, data })`. */
function asksAccess(name: string): boolean {
  const words = wordsOf(name);
  return !MAKES.test(words) && (isControl(name) || ASKS_ACCESS.test(words) || saysWhoMay(name));
}

const ASKS_ACCESS =
  /\b(?:access|permissions?|authori[sz]e\w*|authori[sz]ation|acl|rbac|enforce\w*|allowed|permitted|entitled)\b/;
const MAKES =
  /^(?:get|set|create|update|delete|add|remove|list|find|fetch|load|with|make|build|new|register|log|parse|to|from|use|on|handle|grant|revoke|assign)\b/;

const NO_VALUES: ReadonlySet<string> = new Set(['null', 'boolean', 'number', 'template', 'spread']);

function isValue({ kind, end, start }: SyntaxNode): boolean {
  return end - start <= (kind === 'string' ? MAX_NAME : MAX_ITEM) && !NO_VALUES.has(kind);
}

/** Longer texts are messages. */
const MAX_NAME = 30;

/** Calls that find records by what they are given. */
const FINDS =
  /^(?:get|filter|filter_by|exclude|find\w*|where|and_?[wW]here|first|exists|count|get_object_or_404|get_or_create|updateMany|deleteMany|update_one|find_one)$/;

/** By the table or the store in which it is looked for. */
const SOMEBODY =
  /(?:^|\.)(?:users?|accounts?|members?(?:hips?)?|customers?|employees?|\w*tokens?|\w*invit(?:e|ation)s?|api_?keys?|clients?)(?:\.objects|\.query|_?repo\w*|_?store|_?model)?$/i;

function findsSomebody({ unit }: Reading, callee: SyntaxNode, name: string): boolean {
  const object = FINDS.test(name) ? childOf(callee, 'member.object') : null;
  return object !== null && object.end - object.start < MAX_KEY && SOMEBODY.test(unit.textOf(object));
}

/** `is_active=True`: in which state a record is found. */
function isState({ unit }: Reading, element: SyntaxNode): boolean {
  const key = childOf(element, element.kind === 'keyword' ? 'keyword.name' : 'entry.key');
  return (
    key !== null &&
    key.end - key.start < MAX_KEY &&
    STATES.test(wordsOf(unit.textOf(key)).replace(/ (?:isnull|gte?|lte?|in|exact|ne)$/, ''))
  );
}

/** Of whom or what a function answers, where what it answers is kept from others. */
const LEAVES_OUT =
  /\b(?:owners?|permissions?|protected|restricted|forbidden|blocked|denied|sensitive|private|secrets?|hidden|reserved|read ?only|excluded?|required|guards?|validators?)\b/;

function isStatement(unit: Unit, first: SyntaxNode | undefined): boolean {
  return (
    (first?.kind === 'string' || first?.kind === 'template') && STATEMENT.test(unit.textOf(first).slice(0, MAX_KEY))
  );
}

/** What is handed over by itself, and what stands in objects and lists that are. */
function elementsOf(unit: Unit, node: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (node.kind === 'comment' || node.kind === 'function') return [];
  if (depth < 3 && (node.kind === 'object' || node.kind === 'array'))
    return node.children.flatMap((each) => elementsOf(unit, each, depth + 1));
  if (depth < 3 && node.kind === 'entry') {
    const value = childOf(node, 'entry.value');
    const key = childOf(node, 'entry.key');
    if (key !== null && CHOSEN.test(unit.textOf(key))) return [];
    if (value?.kind === 'object') return elementsOf(unit, value, depth + 1);
  }
  return [node];
}

const NARROWING =
  /\b(?:active|authoritative|verified|validated|trusted|safe|safely|secure|securely|visible|accessible|allowed|permitted|authori[sz]ed|authenticated|published|owned|own|my|restricted|strict|checked|signed|scoped|saniti[sz]ed|approved|confirmed|enabled|protected|recursive|recursively|strictly|exact|exactly|fully|two factor|2fa|mfa|super|root|constant time|timing safe|(?:(?:and|by|for|of|with) )+(?:the )?(?:current |logged in |auth(?:enticated)? )?(?:users?|owners?|callers?|tenants?|members?|accounts?|principal|workspaces?|organi[sz]ations?|orgs?|teams?|auth|permissions?|access|scopes?|roles?)(?: ids?)?)\b/;

/** `getAllActiveIds` -> `get all ids`, `findByIdAndOwner` -> `find by id`. */
function withoutNarrowing(name: string): string | null {
  const words = wordsOf(name);
  const plain = words.replace(NARROWING, '').replace(/ +/g, ' ').trim();
  return plain === words || !plain.includes(' ') ? null : plain;
}

function isAbout({ unit }: Reading, node: SyntaxNode): boolean {
  if (node.end - node.start > MAX_ITEM) return false;
  const key = childOf(node, node.kind === 'keyword' ? 'keyword.name' : 'entry.key');
  const value = childOf(node, node.kind === 'keyword' ? 'keyword.value' : 'entry.value') ?? node;
  if (value.kind === 'null' || (key !== null && SHOWN.test(unit.textOf(key)))) return false;
  if (value.kind === 'string' && SENTENCE.test(unit.textOf(value))) return false;
  // Of a call what it does counts, not what it is given.
  const callee = key === null && value.kind === 'call' ? childOf(value, 'call.callee') : null;
  const text = unit.textOf(callee ?? node);
  return speaksOfIdentity(text) || speaksOfState(text);
}

const SENTENCE = / .* /;
/** Of what is read, the order and which fields. */
const CHOSEN =
  /^["']?(?:select|include|fields|attributes|columns|projection|populate|order_?by|returning|_count)["']?$/i;
/** Values of a statement are told by what it asks of them. */
const STATEMENT = /^\W*(?:select|insert|update|delete|with)\b/i;
