// What Python code calls the clients and resources that it does not make itself.
import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, enclosing } from '../../../text/tree.ts';
import type { FileReading } from '../../define.ts';
import { rowOf } from '../../../text/row-of.ts';
import { isSelf } from '../../scopes.ts';
import { argumentAt, type Argument, type Value } from '../../value.ts';
import { awsService, type AwsService } from '../aws-services.ts';

/** Nothing of this file says what it is. */
export function isOpen(value: Value): boolean {
  return ['parameter', 'unknown', 'call', 'symbol', 'null'].includes(value.kind);
}

/** `s3` of `self.s3`, `client` of `kwargs["client"]` and of `kwargs.pop("client")`. */
export function nameOf(reading: FileReading, object: SyntaxNode, value: Value): string | null {
  const { unit } = reading;
  const taken = takenFromKeywords(reading, object) ?? keyOf(reading, object) ?? nameAroundOf(reading, object);
  if (taken !== null) return taken;
  if (value.kind === 'parameter') return value.keys.at(-1) ?? value.name;
  if (object.kind === 'name') return unit.textOf(object);
  if (object.kind === 'call') return nameOfMaker(reading, object);
  const property = object.kind === 'member' ? childOf(object, 'member.property') : null;
  return property === null ? null : unit.textOf(property);
}

/** `securityhub` of `get_securityhub()`, `sqs` of `self.sqs()`. */
function nameOfMaker({ unit }: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  const named = callee === null ? null : (childOf(callee, 'member.property') ?? callee);
  return named === null ? null : unit.textOf(named).replace(/^_{0,2}(?:get|make|create|new|build)_/, '');
}

/** `s3_client` of `clients["s3"]`. */
function keyOf({ unit, resolver }: FileReading, object: SyntaxNode): string | null {
  const key = childOf(object, 'index.key');
  const from = childOf(object, 'index.object');
  const text = key === null || from === null ? null : resolver.valueOf(key);
  return text?.kind === 'text' && /client|resource|boto|aws/i.test(unit.textOf(from!)) ? `${text.text}_client` : null;
}

/** `organizations_client` of `self.organizations.client`, `iam_resource_client` of `iam_resource.meta.client`. */
function nameAroundOf({ unit }: FileReading, object: SyntaxNode): string | null {
  const property = childOf(object, 'member.property');
  const around = childOf(object, 'member.object');
  if (property === null || around === null || !/^_{0,2}client$/.test(unit.textOf(property))) return null;
  const meta = childOf(around, 'member.property');
  const whole = meta !== null && unit.textOf(meta) === 'meta' ? childOf(around, 'member.object') : around;
  if (whole === null || isSelf(unit, whole)) return null;
  const owner = childOf(whole, 'member.property') ?? whole;
  return ['name', 'property'].includes(owner.kind) ? `${unit.textOf(owner)}_client` : null;
}

/** Under which name something is taken from a parameter: `kwargs.pop("client")`. */
export function takenFromKeywords(reading: FileReading, object: SyntaxNode): string | null {
  const callee = object.kind === 'call' ? childOf(object, 'call.callee') : null;
  const method = callee === null ? null : childOf(callee, 'member.property');
  const from = callee === null ? null : childOf(callee, 'member.object');
  if (method === null || from === null || !['pop', 'get'].includes(reading.unit.textOf(method))) return null;
  const name = reading.resolver.argumentsOf(object)[0]?.value();
  return name?.kind === 'text' && reading.resolver.valueOf(from).kind === 'parameter' ? name.text : null;
}

/** The service that a decorator gives the function a client of: `@with_client("s3")`. */
export function serviceOfDecorator(reading: FileReading, node: SyntaxNode): AwsService | null {
  for (let fn = enclosing(node, 'function'); fn !== null; fn = enclosing(fn, 'function')) {
    for (const { kind, children } of fn.children) {
      const call = kind === 'decorator' && children[0]?.kind === 'call' ? children[0] : null;
      const service = call === null ? null : serviceAsked(reading, call);
      if (service !== null) return service;
    }
  }
  return null;
}

/** What a function of somebody else's was asked for: `get_client("s3")`, also through a name that is bound to it. */
export function serviceTold(reading: FileReading, object: SyntaxNode, depth = 0): AwsService | null {
  const given = givenToMember(reading, object);
  const made = originOf(reading, given ?? object);
  if (made.kind === 'call') return serviceAsked(reading, made);
  const passed = made.kind === 'name' ? servicePassed(reading, made, depth) : null;
  if (passed !== null) return passed;
  const base = given === null && /client$/i.test(reading.unit.textOf(object)) ? callOfBase(reading, object) : null;
  return base === null ? null : serviceAsked(reading, base);
}

/** Functions that hand a client on to each other, and callers that are asked. */
const MAX_HANDED_ON = 3;
const MAX_CALLERS = 50;

/** The service of what all callers in this file pass for a parameter, as far as they say it. */
function servicePassed(reading: FileReading, name: SyntaxNode, depth: number): AwsService | null {
  const value = depth < MAX_HANDED_ON ? reading.resolver.valueOf(name) : null;
  if (value?.kind !== 'parameter' || value.keys.length > 0) return null;
  let found: AwsService | null = null;
  for (const call of reading.resolver.callersOf(value.function).slice(0, MAX_CALLERS)) {
    const node = argumentAt(reading.resolver.argumentsOf(call), value.index, value.name)?.node ?? null;
    const service = node === null ? null : serviceTold(reading, node, depth + 1);
    if (service === null) continue;
    if (found !== null && found.name !== service.name) return null;
    found = service;
  }
  return found;
}

/** The service that a call names first: `get_client("s3")`. */
function serviceAsked({ resolver }: FileReading, call: SyntaxNode): AwsService | null {
  const first = resolver.argumentsOf(call)[0]?.value();
  return first?.kind === 'text' && /^[a-z0-9-]+$/.test(first.text) ? awsService(first.text) : null;
}

/** `super().__init__("s3")` of the class around a member of it. */
function callOfBase({ unit }: FileReading, object: SyntaxNode): SyntaxNode | null {
  const isMember = object.kind === 'member' && isSelf(unit, childOf(object, 'member.object'));
  const owner = isMember ? enclosing(object, 'class') : null;
  const isBase = (node: SyntaxNode): boolean =>
    enclosing(node, 'class') === owner &&
    /^super\(.*\)\.__init__$/.test(unit.textOf(childOf(node, 'call.callee') ?? node));
  return owner === null ? null : (unit.ofKind('call').find(isBase) ?? null);
}

const MAX_NAMES = 5;

/** The expression behind a name. */
export function originOf(reading: FileReading, node: SyntaxNode): SyntaxNode {
  let at = node;
  for (let names = 0; names < MAX_NAMES; names += 1) {
    if (at.kind === 'await' && at.children[0] !== undefined) at = at.children[0];
    const binding = at.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(at), at) : null;
    const value = binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
    if (value === null) return at;
    at = value;
  }
  return at;
}

/** What the class around a member gives it: `provider("s3")` for `self.s3`. */
export function givenToMember({ scopes, unit }: FileReading, node: SyntaxNode): SyntaxNode | null {
  if (node.kind !== 'member' || !isSelf(unit, childOf(node, 'member.object'))) return null;
  const owner = enclosing(node, 'class');
  const name = childOf(node, 'member.property');
  if (owner === null || name === null) return null;
  const key = unit.textOf(name);
  // `client: Any` in the class, and what its methods make of it.
  const given = scopes.assignedTo(owner).get(key) ?? scopes.membersOf(owner).get(key);
  return given === undefined ? null : childOf(given, 'assign.value');
}

const WORDS_OF_CLIENTS = new Set(['client', 'resource', 'boto', 'boto3', 'aws', 'conn', 'service', 'svc']);

/** What people call services for short. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  asg: 'autoscaling',
  apigw: 'apigateway',
  awslambda: 'lambda',
  cfn: 'cloudformation',
  cognito: 'cognito-idp',
  cw: 'cloudwatch',
  cwl: 'logs',
  cwlogs: 'logs',
  ddb: 'dynamodb',
  dyn: 'dynamodb',
  dynamo: 'dynamodb',
  eb: 'events',
  lambdas: 'lambda',
  org: 'organizations',
  orgs: 'organizations',
  r53: 'route53',
  rek: 'rekognition',
  secret: 'secretsmanager',
  secretmanager: 'secretsmanager',
  secrets: 'secretsmanager',
  stepfunction: 'stepfunctions',
};

/** `s3_client`, `boto_sqs`, `sqs`. */
export function serviceNamed(name: string): AwsService | null {
  const words = name
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '' && !WORDS_OF_CLIENTS.has(word));
  const spoken = words.join('');
  return words.length === 0 ? null : awsService(rowOf(SHORT_NAMES, spoken) ?? spoken);
}

/** With keywords only, none of them in Python's own spelling, at least one written. */
export function isSpelledLikeApi(args: readonly Argument[]): boolean {
  const written = args.filter(({ node }) => node?.kind !== 'spread');
  return written.length > 0 && written.every(({ name }) => name !== null && /^[A-Za-z0-9]+$/.test(name));
}
