import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { oncePerUnit } from '../../once-per-unit.ts';
import { unknown, type Argument, type ParameterValue, type Value } from '../../value.ts';
import { operationOf, waitedOperation } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';
import { nameOf, originOf, serviceNamed, serviceTold } from './python-names.ts';
import { isAskedAbout, serviceOfClient } from './python.ts';

/** Operations that are named by text which is not written where they are called. */
interface Named {
  readonly client: SyntaxNode;
  /** What names them. */
  readonly name: SyntaxNode;
  readonly isWaiter: boolean;
}

type Site = readonly [call: SyntaxNode, use: AwsUse];

const MAX_CALLERS = 50;

/**
 * `getattr(client, name)(…)` and `client.get_paginator(name).paginate(…)`, where a loop goes through the names, or the callers
 * of the function around say them: each of those is such a call.
 */
export function* pythonUsesNamed(reading: Reading, call: SyntaxNode): Generator<Site> {
  const named = namedBy(reading, call);
  if (named === null) {
    yield* namedBeside(reading, call);
    return;
  }
  const name = reading.resolver.valueOf(named.name);
  const texts = textsOf(reading, named.name);
  // What is written is read as it stands.
  if (name.kind === 'text' && texts.length <= 1 && reading.resolver.calleeOf(call) !== null) return;
  if (texts.length > 0) {
    yield* sitesOf(named, call, serviceOf(reading, named.client), texts);
    return;
  }
  const fn = parametersIn(name)[0]?.function;
  if (fn === undefined) return;
  const client = reading.resolver.valueOf(named.client);
  const callers = reading.resolver.callersOf(fn).map((caller): Caller => ({ caller, shift: 0 }));
  for (const { caller, shift } of [...callers.slice(0, MAX_CALLERS), ...boundBy(reading, fn)]) {
    const given = shift === 0 || name.kind === 'partial' ? reading.resolver.atCall(name, fn, caller) : null;
    const text = given ?? passedTo(reading, { caller, shift }, parametersIn(name)[0]!)?.value() ?? unknown;
    if (text.kind !== 'text') continue;
    const passed = client.kind === 'parameter' && client.function === fn ? client : null;
    const argument = passed === null ? null : passedTo(reading, { caller, shift }, passed);
    const service =
      passed === null
        ? serviceOf(reading, named.client)
        : serviceOfValue(reading, argument?.value() ?? unknown, argument?.node ?? null);
    yield* sitesOf(named, caller, service, [text.text]);
  }
}

/** A function of another file that is given a client and the name of one of its operations: `paginate(client, "list_users")`. */
function* namedBeside(reading: Reading, call: SyntaxNode): Generator<Site> {
  if (isAskedAbout(reading, call)) return;
  const [first, ...others] = reading.resolver.argumentsOf(call);
  const client = first?.value();
  const made = client === undefined ? null : serviceOfClient(client);
  const service = made === null ? null : awsService(made);
  const callee = childOf(call, 'call.callee');
  if (service === null || callee === null || reading.resolver.valueOf(callee).kind === 'function') return;
  const name = others.find(({ node }) => node !== null)?.value();
  const operation = name?.kind === 'text' && name.text.includes('_') ? operationOf(service, name.text) : null;
  if (operation === null) return;
  const through = reading.unit.textOf(callee);
  yield [call, { service, operations: [operation], input: () => null, target: null, through, isByName: true }];
}

interface Caller {
  readonly caller: SyntaxNode;
  /** How many arguments stand before those of the function. */
  readonly shift: number;
}

/** `name`, and `"list_" + kind + "_policies"`. */
function parametersIn(name: Value): readonly ParameterValue[] {
  if (name.kind === 'partial') return name.parts.flatMap((part) => (part.kind === 'parameter' ? part : []));
  return name.kind === 'parameter' ? [name] : [];
}

/** Calls that give a function some of its keywords for later: `partial(list_policies, kind="group")`. */
function boundBy(reading: Reading, fn: SyntaxNode): readonly Caller[] {
  const binds = bindingsOf(reading).filter((call) => {
    const first = reading.resolver.argumentsOf(call)[0]?.value();
    return first?.kind === 'function' && first.node === fn;
  });
  return binds.slice(0, MAX_CALLERS).map((caller) => ({ caller, shift: 1 }));
}

const bindingsOf = oncePerUnit(({ unit }) =>
  unit.ofKind('call').filter((call) => {
    const callee = childOf(call, 'call.callee');
    return callee !== null && /(?:^|\.)partial(?:method)?$/.test(unit.textOf(callee));
  }),
);

function* sitesOf(
  { isWaiter }: Named,
  call: SyntaxNode,
  service: AwsService | null,
  texts: readonly string[],
): Generator<Site> {
  if (service === null) return;
  const operations = texts.flatMap(
    (text) => (isWaiter ? waitedOperation(service, text) : operationOf(service, text)) ?? [],
  );
  if (operations.length === 0) return;
  const through = texts.join(', ');
  yield [call, { service, operations: [...new Set(operations)], input: () => null, target: null, through }];
}

function namedBy(reading: Reading, call: SyntaxNode): Named | null {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  if (callee === null) return null;
  const property = childOf(callee, 'member.property');
  const method = property === null ? null : unit.textOf(property);
  const isHelped = method === 'paginate' || method === 'wait';
  const made = originOf(reading, isHelped ? childOf(callee, 'member.object')! : callee);
  if (made.kind !== 'call') return null;
  const maker = childOf(made, 'call.callee');
  const args = resolver.argumentsOf(made);
  if (maker === null) return null;
  if (!isHelped) {
    const [client, name] = [args[0]?.node, args[1]?.node];
    const isRead = maker.kind === 'name' && unit.textOf(maker) === 'getattr' && !!client && !!name;
    return isRead ? { client, name, isWaiter: false } : null;
  }
  const client = childOf(maker, 'member.object');
  const name = args[0]?.node ?? null;
  const makes = childOf(maker, 'member.property');
  if (client === null || name === null || makes === null) return null;
  return unit.textOf(makes) === (method === 'wait' ? 'get_waiter' : 'get_paginator')
    ? { client, name, isWaiter: method === 'wait' }
    : null;
}

/** What a loop over names that are written goes through, and both sides of a choice. */
function textsOf(reading: Reading, node: SyntaxNode): readonly string[] {
  const { scopes, unit, resolver } = reading;
  if (node.kind === 'if') {
    const sides = [childOf(node, 'if.then'), childOf(node, 'if.else')];
    return sides.flatMap((side) => (side === null ? [] : textOf(resolver.valueOf(side))));
  }
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const loop = binding?.how === 'opaque' ? binding.node.parent : null;
  if (binding === null || loop?.kind !== 'loop') return textOf(resolver.valueOf(node));
  const iterable = loop.children[loop.children.indexOf(binding.node) + 1];
  const list = iterable?.role === 'loop.iterable' ? resolver.valueOf(iterable) : unknown;
  const [key] = binding.keys;
  if (list.kind === 'object') return key === undefined ? [...resolver.entriesOf(list.node).keys()] : [];
  if (list.kind !== 'list') return [];
  return list.items.flatMap((item) =>
    textOf(key === undefined ? item : item.kind === 'list' ? (item.items[Number(key)] ?? unknown) : unknown),
  );
}

function textOf(value: Value): readonly string[] {
  return value.kind === 'text' ? [value.text] : [];
}

function serviceOf(reading: Reading, client: SyntaxNode): AwsService | null {
  return serviceOfValue(reading, reading.resolver.valueOf(client), client);
}

/** By how the client was made, by what it was asked for, by its name. */
function serviceOfValue(reading: Reading, value: Value, node: SyntaxNode | null): AwsService | null {
  const made = serviceOfClient(value);
  if (made !== null) return awsService(made);
  if (node === null) return null;
  const name = nameOf(reading, node, value);
  return serviceTold(reading, node) ?? (name === null || !/client$/i.test(name) ? null : serviceNamed(name));
}

function passedTo(
  { resolver }: Reading,
  { caller, shift }: Caller,
  { name, index, keys }: ParameterValue,
): Argument | null {
  if (keys.length > 0) return null;
  const args = resolver.argumentsOf(caller).slice(shift);
  return args.find((each) => each.name === name) ?? args.filter((each) => each.name === null)[index] ?? null;
}
