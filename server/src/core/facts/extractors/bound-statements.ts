import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { isSameNoun } from '../guards/belonging.ts';
import { lastName } from '../guards/paths.ts';
import { ownerField } from '../guards/properties.ts';
import { isOfCaller } from '../guards/query-conditions.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';
import type { Value } from '../value.ts';

/**
 * Conditions by which queries find only what is somebody's, where the query is not a call that is given them: statements in
 * annotations (MyBatis, Spring Data, Micronaut Data), wrappers and criteria that are filled call by call, predicates of ent.
 */
export const boundStatements = defineExtractor({
  id: 'bound-statements',
  kinds: ['identity.guard'],
  languages: ['java', 'kotlin', 'go'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    if (reading.unit.language.id !== 'go') yield* ofAnnotations(reading);
    for (const call of reading.unit.ofKind('call')) {
      const isGo = reading.unit.language.id === 'go';
      const field = isGo
        ? (fieldOfEdge(reading, call) ?? fieldOfScope(reading, call))
        : fieldOfCriterion(reading, call);
      if (field !== null) yield limit(reading, call, field, known(reading.unit.textOf(call).slice(0, 80)));
    }
    yield* ofFilters(reading);
  },
});

function limit(reading: Reading, node: SyntaxNode, field: 'owner' | 'tenant', value: Value): Site {
  return {
    kind: 'identity.guard',
    action: 'scope-to-owner',
    resource: { kind: 'owner', value, norm: field },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: ['The query finds only what belongs to somebody.'],
    subject: reading.subjectOf(node),
  };
}

const STATEMENT = /^(?:\w+\.)*(?:Select|Update|Delete|Query|NativeQuery)$/;
const TABLE = /\b(?:from|update)\s+["`]?(?:\w+\.)?(\w+)/i;
/** `user_id = #{uid}`, `d.owner.id = :owner`, `o.user = ?1`, `tenant_id in (:ids)`. */
const CONDITION =
  /\b(?:and|where|or|on)\s+\(?\s*["`]?(?:\w+\.)?([\w.]{2,60}?)["`]?\s*(?:=|in)\s*\(?\s*(?:[#$]\{|[:?])/gi;
const MAX_TEXT = 6_000;

function* ofAnnotations(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const decorator of unit.ofKind('decorator')) {
    const [expression] = decorator.children;
    const callee = expression?.kind === 'call' ? childOf(expression, 'call.callee') : null;
    if (expression === undefined || callee === null || !STATEMENT.test(unit.textOf(callee))) continue;
    const text = [...descendants(expression)]
      .filter(({ kind }) => kind === 'string')
      .map((part) => unit.textOf(part).replace(/^"+|"+$/g, ''))
      .join(' ');
    if (text.length > MAX_TEXT) continue;
    const table = wordsOf(TABLE.exec(text)?.[1] ?? '');
    for (const [, column = ''] of text.matchAll(CONDITION)) {
      const words = wordsOf(column.replace(/\.id$/, '.id').split('.').slice(-2).join(' '));
      const field = ownerField(words) ?? ownerField(wordsOf(column.split('.').pop()!));
      // Whose key it is finds one of them, and keeps nobody from any other.
      const isOwnKey = table.split(' ').some((noun) => isSameNoun(noun, words.replace(/ id$/, '')));
      if (field !== null && !isOwnKey) yield limit(reading, decorator, field, known(column));
    }
  }
}

const WRAPPER = /\b(?:Lambda)?(?:Query|Update)(?:Chain)?Wrapper\b|\bWrappers\.|\blambda(?:Query|Update)\(/;

/** `wrapper.eq(Order::getUserId, userId)`, `criteria.andUserIdEqualTo(userId)`, `cb.equal(root.get("owner"), user)`. */
function fieldOfCriterion(reading: Reading, call: SyntaxNode): 'owner' | 'tenant' | null {
  const { unit } = reading;
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  if (callee === null || name === null || object === null) return null;
  const args = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
  const value = args[args.length - 1];
  if (value === undefined || !isOfCaller(reading, value)) return null;
  const named = /^and(\w+?)(?:EqualTo|In)$/.exec(name)?.[1];
  if (named !== undefined) return args.length === 1 ? ownerField(wordsOf(named)) : null;
  const column = args.length > 1 ? columnOf(reading, args[args.length - 2]!) : null;
  if (column === null || !/^(?:eq|equal|in)$/.test(name)) return null;
  const isQuery = name === 'equal' || isWrapper(reading, object);
  return isQuery ? ownerField(wordsOf(column)) : null;
}

/** `Order::getUserId`, `"user_id"`, `root.get("owner")`. */
function columnOf({ unit }: Reading, node: SyntaxNode): string | null {
  const text = unit.textOf(node);
  return (
    /::(?:get|is)?(\w+)$/.exec(text)?.[1] ??
    /^(?:[\w.]+\.get\()?"(\w{2,60})"\)?(?:\.get\("id"\))?$/.exec(text)?.[1] ??
    null
  );
}

/** Made as one in this chain, or by the name that the chain begins with. */
function isWrapper(reading: Reading, object: SyntaxNode): boolean {
  const { unit, scopes } = reading;
  if (WRAPPER.test(unit.textOf(object).slice(0, 400))) return true;
  let root: SyntaxNode | null = object;
  for (let steps = 0; steps < 20 && root !== null && root.kind !== 'name'; steps += 1)
    root = childOf(root, 'call.callee') ?? childOf(root, 'member.object');
  const binding = root === null ? null : scopes.lookUp(unit.textOf(root), root);
  return binding !== null && WRAPPER.test(unit.textOf(binding.node).slice(0, 200));
}

/** `note.HasOwnerWith(user.ID(id))` of ent: what hangs on the record that is named. */
function fieldOfEdge(reading: Reading, call: SyntaxNode): 'owner' | 'tenant' | null {
  const callee = childOf(call, 'call.callee');
  const name = callee?.kind === 'member' ? (lastName(reading.unit, callee) ?? '') : '';
  const edge = /^Has([A-Z]\w*?)With$/.exec(name)?.[1];
  const [given] = childrenOf(call, 'call.argument');
  return edge === undefined || given?.kind !== 'call' ? null : ownerField(`${wordsOf(edge)} id`);
}

const SCOPES = /^(?:Scopes|And|Where|Filter)$/;
const OF_SOMEBODY =
  /^(?:(?:get|with|only|filter|scope|restrict|limit)(?:ed)? )?(?:\w+ ){0,2}?(?:accessible|visible|readable|viewable|permitted|allowed|owned|authori[sz]ed)(?: .*)?$|^(?:for|by|of|owned by|belongs to|scope to|restrict to) (?:user|owner|tenant|org|organi[sz]ation|team|account|member)(?: .*)?$|^(?:tenant|owner|user|org) scope(?: .*)?$/;

/** `db.Scopes(VisibleTo(user))`, `.And(accessibleProjects(auth, "id"))`: a condition that a function says for somebody. */
function fieldOfScope(reading: Reading, call: SyntaxNode): 'owner' | null {
  const { unit } = reading;
  const outer = call.role === 'call.argument' ? call.parent : null;
  const callee = outer?.kind === 'call' ? childOf(outer, 'call.callee') : null;
  const own = childOf(call, 'call.callee');
  if (callee?.kind !== 'member' || own === null || !SCOPES.test(lastName(unit, callee) ?? '')) return null;
  const isGiven = childrenOf(call, 'call.argument').some(({ kind }) => kind !== 'string' && kind !== 'number');
  return isGiven && OF_SOMEBODY.test(wordsOf(lastName(unit, own) ?? '')) ? 'owner' : null;
}

/** Names of what a query is handed to say which records are meant. */
const FILTER =
  /\b(?:find|filters?|quer(?:y|ies)|criteri(?:a|on)|params?|search|conditions?|opts|options|list|example|where|page request|list request|qo|bo)$|^(?:find|list|search|query|filter) \w+$/;

/** `query.setUserId(currentUserId())`, `find.CreatorID = &user.ID`, `&FindNote{CreatorID: &user.ID}`. */
function* ofFilters(reading: Reading): Generator<Site> {
  const { unit } = reading;
  const isGo = unit.language.id === 'go';
  for (const node of isGo ? [...unit.ofKind('assign'), ...unit.ofKind('keyword')] : unit.ofKind('call')) {
    const written = isGo ? writtenIn(reading, node) : setBy(reading, node);
    if (written === null || !FILTER.test(wordsOf(written.of))) continue;
    const field = ownerField(wordsOf(written.field));
    if (field !== null && isOfCaller(reading, written.value))
      yield limit(reading, node, field, known(unit.textOf(node).slice(0, 80)));
  }
}

interface Written {
  /** What the field is of: a name, or a type. */
  readonly of: string;
  readonly field: string;
  readonly value: SyntaxNode;
}

function setBy({ unit }: Reading, call: SyntaxNode): Written | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const field = callee === null ? undefined : /^set([A-Z]\w*)$/.exec(lastName(unit, callee) ?? '')?.[1];
  const [value, ...more] = childrenOf(call, 'call.argument');
  if (object?.kind !== 'name' || field === undefined || value === undefined || more.length > 0) return null;
  return { of: unit.textOf(object), field, value };
}

function writtenIn({ unit }: Reading, node: SyntaxNode): Written | null {
  if (node.kind === 'assign') {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    const object = target?.kind === 'member' ? childOf(target, 'member.object') : null;
    if (target === null || value === null || object?.kind !== 'name') return null;
    return { of: unit.textOf(object), field: lastName(unit, target) ?? '', value };
  }
  const key = childOf(node, 'keyword.name');
  const value = childOf(node, 'keyword.value');
  // `store.FindNote{…}`: the type stands in front of the fields.
  const made = node.parent?.kind === 'new' ? childOf(node.parent, 'call.callee') : null;
  const type = made === null ? null : lastName(unit, made);
  return key === null || value === null || type === null ? null : { of: type, field: unit.textOf(key), value };
}
