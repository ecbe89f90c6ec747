import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../../text/tree.ts';
import { stepsOf } from '../../built.ts';
import type { Reading } from '../../define.ts';
import { pathOf, unknown, type Value } from '../../value.ts';
import type { AwsUse } from './aws-use.ts';

/** What an item of a transaction does, by its key in lower case: `{ Put: … }`, `.put(…)`. */
const TRANSACTED: ReadonlyMap<string, string> = new Map([
  ['put', 'dynamodb:PutItem'],
  ['update', 'dynamodb:UpdateItem'],
  ['delete', 'dynamodb:DeleteItem'],
  ['conditioncheck', 'dynamodb:ConditionCheckItem'],
]);
/** `TransactWriteItem::builder().put(…)` */
const BUILT_ITEM = /\bTransactWriteItem\.builder\(\)/;
/** How items are added to a list later. */
const ADDS = new Set(['push', 'append', 'add', 'extend', 'addAll', 'unshift', 'insert', 'concat']);

const ENHANCED = /^software\.amazon\.awssdk\.enhanced\.dynamodb\.\w+\(\)\.transactWriteItems$/;

/** `transactWriteItems(t -> t.addPutItem(table, item).addDeleteItem(table, other))` of Java's document client. */
function addedWithin({ unit }: Reading, call: SyntaxNode): ReadonlySet<string> {
  const only = new Set<string>();
  for (const node of descendants(call)) {
    const property = node.kind === 'member' ? childOf(node, 'member.property') : null;
    const added =
      property === null
        ? undefined
        : /^add(Put|Update|Delete|ConditionCheck)(?:Item)?$/.exec(unit.textOf(property))?.[1];
    const action = added === undefined ? undefined : TRANSACTED.get(added.toLowerCase());
    if (action !== undefined) only.add(action);
  }
  return only;
}

/** A transaction whose items are written out needs what they do: in the list, where they are added to it, in what makes them. */
export function narrowed(reading: Reading, call: SyntaxNode, use: AwsUse): AwsUse {
  if (ENHANCED.test(use.through)) {
    const only = addedWithin(reading, call);
    return only.size === 0 ? use : { ...use, only };
  }
  const items = use.operations.includes('TransactWriteItems') ? use.input('TransactItems') : null;
  if (items === null || items.kind === 'parameter') return use;
  const only = items.kind === 'list' ? ofList(reading, call, items) : writtenIn(reading, call);
  return only === null || only.size === 0 ? use : { ...use, only };
}

/** Null when an item is not known. */
function ofList(
  reading: Reading,
  call: SyntaxNode,
  list: Extract<Value, { readonly kind: 'list' }>,
): ReadonlySet<string> | null {
  const added = list.node === null ? [] : addedTo(reading, enclosing(call, 'function'), list.node);
  const only = new Set<string>();
  for (const item of [...list.items, ...added]) {
    const actions = actionsOfItem(reading, item);
    if (actions.length === 0) return null;
    for (const action of actions) only.add(action);
  }
  return only;
}

/** What the function adds to the list that a node makes: `items.push(…)`, `items = append(items, …)`. */
function addedTo(reading: Reading, fn: SyntaxNode | null, list: SyntaxNode): readonly Value[] {
  const { unit, resolver } = reading;
  const isList = (node: SyntaxNode | null): boolean => {
    const value = node === null ? null : resolver.valueOf(node);
    return value?.kind === 'list' && value.node === list;
  };
  return [...descendants(fn ?? unit.tree.root)].flatMap((node): readonly Value[] => {
    const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
    if (callee === null) return [];
    const args = resolver.argumentsOf(node);
    if (callee.kind !== 'member')
      return unit.textOf(callee) === 'append' && isList(args[0]?.node ?? null)
        ? args.slice(1).map((argument) => argument.value())
        : [];
    const property = childOf(callee, 'member.property');
    return property !== null && ADDS.has(unit.textOf(property)) && isList(childOf(callee, 'member.object'))
      ? args.map((argument) => argument.value())
      : [];
  });
}

/** Items that the call itself makes: `TransactItems: ids.map((id) => ({ Delete: … }))`. */
function writtenIn(reading: Reading, call: SyntaxNode): ReadonlySet<string> {
  const found = [...descendants(call)].flatMap((node) => {
    const value = ['object', 'new', 'function', 'call'].includes(node.kind) ? reading.resolver.valueOf(node) : unknown;
    return node.kind !== 'call' || BUILT_ITEM.test(pathOf(value) ?? '') ? actionsOfItem(reading, value) : [];
  });
  return new Set(found);
}

/** None when the value is no item of a transaction. */
function actionsOfItem(reading: Reading, value: Value): readonly string[] {
  const keys = keysOf(reading, value);
  const actions = keys.map((key) => TRANSACTED.get(key.toLowerCase()));
  return actions.every((action) => action !== undefined) ? actions : [];
}

function keysOf(reading: Reading, value: Value): readonly string[] {
  if (value.kind === 'object') return [...reading.resolver.entriesOf(value.node).keys()];
  if (value.kind === 'function') return calledOnItem(reading, childOf(value.node, 'function.body'));
  if (value.kind !== 'call') return [];
  const fields = value.args.flatMap(({ name }) => (name === null ? [] : [name]));
  return fields.length > 0 ? fields : [...stepsOf(value).keys()];
}

/** `item -> item.put(p -> p.tableName("orders"))` */
function calledOnItem({ unit }: Reading, body: SyntaxNode | null): readonly string[] {
  const keys: string[] = [];
  for (let at = body; at?.kind === 'call';) {
    const callee = childOf(at, 'call.callee');
    const property = callee === null ? null : childOf(callee, 'member.property');
    if (property !== null) keys.push(unit.textOf(property));
    at = callee === null ? null : childOf(callee, 'member.object');
  }
  return keys;
}
