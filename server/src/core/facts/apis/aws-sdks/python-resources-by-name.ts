import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { argumentAt, type Argument, type Value } from '../../value.ts';
import { awsService } from '../aws-services.ts';
import { isCollection, resourceOperations, servicesWithClass } from '../boto3-resources.ts';
import type { AwsUse } from './aws-use.ts';
import {
  givenToMember,
  isOpen,
  isSpelledLikeApi,
  nameOf,
  originOf,
  serviceNamed,
  serviceTold,
} from './python-names.ts';

const MAX_STEPS = 8;

/** Methods that only classes of boto3 have, called with positions too. */
const TRANSFERS = /^(?:upload|download)_file(?:obj)?$|^batch_writer$/;

interface Chain {
  /** What the chain starts from. */
  readonly base: SyntaxNode;
  readonly steps: readonly string[];
  /** What the first class of the chain is made with: `Table("orders")`. */
  readonly target: Value | null;
}

/**
 * A call on a part of a boto3 resource that somebody else gives: `resource.Bucket(name).put_object(…)`. What is called like a
 * class of resources (`orders_table`) is one when it is asked with keywords in the API's spelling.
 */
export function resourceByName(reading: Reading, call: SyntaxNode, object: SyntaxNode, method: string): AwsUse | null {
  const { base, steps, target } = chainTo(reading, object);
  const value = reading.resolver.valueOf(base);
  if (!isOpen(value)) return null;
  const args = reading.resolver.argumentsOf(call);
  const name = nameOf(reading, base, value);
  const part = partNamed(name, steps, method, args);
  const isResource = part !== null || /resource$/i.test(name ?? '');
  const type = part ?? steps[0] ?? (isResource ? method : null);
  if (type === null) return null;
  const ids = servicesWithClass(type);
  const told = serviceTold(reading, base) ?? (part !== null || name === null ? null : serviceNamed(name));
  const id =
    ids.find((each) => awsService(each)?.name === told?.name) ?? (isResource && ids.length === 1 ? ids[0] : null);
  const service = id === null || id === undefined ? null : awsService(id);
  if (service === null) return null;
  const operations = resourceOperations(id!, [...(part === null ? [] : [part]), ...steps, method]);
  if (operations === null || operations.length === 0) return null;
  return {
    service,
    operations,
    input: (parameter) => argumentAt(args, -1, parameter)?.value() ?? null,
    target,
    through: [name ?? reading.unit.textOf(base), ...steps, method].join('.'),
    isByName: true,
  };
}

/** The class that something is called like, when it is asked as one of that class is: `orders_table.put_item(Item=…)`. */
function partNamed(
  name: string | null,
  steps: readonly string[],
  method: string,
  args: readonly Argument[],
): string | null {
  const word = /(?:^|_)(table|bucket|queue|topic)$/i.exec(name ?? '')?.[1]?.toLowerCase();
  const [first] = steps;
  if (word === undefined) return null;
  const isAsked = first === undefined ? isSpelledLikeApi(args) || TRANSFERS.test(method) : isCollection(first);
  return isAsked ? word.charAt(0).toUpperCase() + word.slice(1) : null;
}

/** `resource.Bucket(name).objects` -> `resource`, and the steps from it. */
function chainTo(reading: Reading, object: SyntaxNode): Chain {
  const steps: string[] = [];
  let target: Value | null = null;
  let at = originOf(reading, madeFor(reading, object));
  for (let made: SyntaxNode | null = null; steps.length < MAX_STEPS;) {
    const many = made === null ? manyOf(reading, at) : null;
    if (many !== null) {
      steps.unshift('[]');
      at = originOf(reading, many);
      continue;
    }
    const callee = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    // `role.resource("ec2")` is where a chain starts.
    if (callee !== null && /(?:^|[._])resource$/.test(reading.unit.textOf(callee))) break;
    if (callee?.kind === 'member') {
      made = at;
      at = callee;
    }
    const inner = at.kind === 'member' ? childOf(at, 'member.object') : null;
    const property = at.kind === 'member' ? childOf(at, 'member.property') : null;
    if (inner === null || property === null) break;
    const step = reading.unit.textOf(property);
    // `self.resource` is where a chain starts; of a resource only collections are read without a call.
    if (made === null && !isCollection(step)) break;
    steps.unshift(step);
    target = made === null ? null : (reading.resolver.argumentsOf(made)[0]?.value() ?? null);
    made = null;
    at = originOf(reading, madeFor(reading, inner));
  }
  return { base: at, steps, target };
}

/** What a part of a resource is made by that a class keeps: `self.table = self.resource.create_table(…)`. */
function madeFor(reading: Reading, object: SyntaxNode): SyntaxNode {
  const given = givenToMember(reading, object);
  const callee = given?.kind === 'call' ? childOf(given, 'call.callee') : null;
  return callee?.kind === 'member' ? given! : object;
}

/** What something is one of: `messages` of `messages[0]`, and of `message` in `for message in messages`. */
function manyOf({ unit, scopes, resolver }: Reading, node: SyntaxNode): SyntaxNode | null {
  const object = childOf(node, 'index.object');
  const key = childOf(node, 'index.key');
  if (object !== null && key !== null) return resolver.valueOf(key).kind === 'number' ? object : null;
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const loop = binding?.how === 'opaque' && binding.keys.length === 0 ? binding.node.parent : null;
  const iterable = loop?.kind === 'loop' ? loop.children[loop.children.indexOf(binding!.node) + 1] : undefined;
  return iterable?.role === 'loop.iterable' ? iterable : null;
}
