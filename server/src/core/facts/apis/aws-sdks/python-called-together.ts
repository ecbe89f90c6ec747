import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, enclosing } from '../../../text/tree.ts';
import type { FileReading, Reading } from '../../define.ts';
import { oncePerUnit } from '../../once-per-unit.ts';
import { servicesWith } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import { isOpen, nameOf } from './python-names.ts';

interface Asked {
  readonly node: SyntaxNode;
  readonly method: string;
}

const HELPERS = /^get_(?:paginator|waiter)$/;

/** Of each name, what is called on what has it. */
const askedOf = oncePerUnit((reading: FileReading): ReadonlyMap<string, readonly Asked[]> => {
  const found = new Map<string, Asked[]>();
  for (const node of reading.unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    const property = callee === null ? null : childOf(callee, 'member.property');
    if (object === null || property === null) continue;
    const value = reading.resolver.valueOf(object);
    const name = isOpen(value) ? nameOf(reading, object, value) : null;
    const method = name === null ? null : operationAsked(reading, node, reading.unit.textOf(property));
    if (name === null || method === null || servicesWith(method).length === 0) continue;
    const list = found.get(name);
    if (list === undefined) found.set(name, [{ node, method }]);
    else list.push({ node, method });
  }
  return found;
});

/** What was found before, of a name and of what is around its use. */
const servicesOf = oncePerUnit(() => new Map<string, AwsService | null>());

function operationAsked(reading: FileReading, call: SyntaxNode, method: string): string | null {
  if (!HELPERS.test(method)) return /_/.test(method) ? method : null;
  const name = method === 'get_paginator' ? reading.resolver.argumentsOf(call)[0]?.value() : undefined;
  return name?.kind === 'text' ? name.text : null;
}

/**
 * The one service that has all that is asked of things of one name: `client.create_prompt(…)` and `client.get_prompt(…)`. Of
 * the file, else of the class, else of the function; one operation alone says nothing here.
 */
export function serviceCalledTogether(reading: Reading, call: SyntaxNode, name: string): AwsService | null {
  const all = askedOf(reading).get(name) ?? [];
  const known = servicesOf(reading);
  for (const around of [reading.unit.tree.root, enclosing(call, 'class'), enclosing(call, 'function')]) {
    if (around === null) continue;
    const key = `${around.kind} ${around.start} ${name}`;
    const before = known.get(key);
    if (before === null) continue;
    if (before !== undefined) return before;
    const methods = new Set(
      all.filter(({ node }) => node.start >= around.start && node.end <= around.end).map(({ method }) => method),
    );
    const service = methods.size < 2 ? null : onlyOneOf(methods);
    known.set(key, service);
    if (service !== null) return service;
  }
  return null;
}

function onlyOneOf(methods: ReadonlySet<string>): AwsService | null {
  let left: readonly string[] | null = null;
  for (const method of methods) {
    const services = servicesWith(method);
    left = left === null ? services : left.filter((service) => services.includes(service));
  }
  const found = (left ?? []).flatMap((service) => awsService(service) ?? []);
  // Two versions of one API ask for the same actions.
  return new Set(found.map(({ prefix }) => prefix)).size === 1 ? found.at(-1)! : null;
}
