import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { camelCase } from '../../text/camel-case.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { usesCdk } from '../grants/constructs.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type CdkOptions, cdkOptions, inheritedOptions, NOTHING_WRITTEN } from './cdk-options.ts';
import { valueGiven } from '../value-given.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

/**
 * Ways in that programs of the AWS CDK make, and who may call them: methods and routes of gateways, addresses of functions, GraphQL APIs.
 * @see https://docs.aws.amazon.com/cdk/api/v2/ (2026-11)
 */
export const cdkAuthorizers = defineRouteFinder({
  id: 'cdk-authorizers',
  languages: ['javascript', 'typescript', 'tsx', 'python', 'go'],
  *find(reading) {
    if (!usesCdk(reading)) return;
    for (const kind of ['call', 'new'] as const)
      for (const node of reading.unit.ofKind(kind)) {
        const route = ofCall(reading, node);
        if (route !== null) yield route;
      }
  },
});

/** What makes a way in, by its name in camel case, and the options that say how callers are known. */
const WAYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['addMethod', ['authorizationtype', 'authorizer', 'apikeyrequired']],
  ['addProxy', ['authorizationtype', 'authorizer', 'apikeyrequired']],
  ['addRoutes', ['authorizer']],
  ['addRoute', ['authorizer']],
  ['addFunctionUrl', ['authtype']],
  ['functionUrl', ['authtype']],
  ['httpApi', ['defaultauthorizer']],
  ['httpRoute', ['authorizer']],
  ['restApi', ['authorizationtype', 'authorizer', 'apikeyrequired']],
  ['lambdaRestApi', ['authorizationtype', 'authorizer', 'apikeyrequired']],
  ['graphqlApi', ['authorizationtype']],
]);
/** Kinds of construct of which nothing is known by the name of the method alone. */
const NEEDS_PATH: ReadonlySet<string> = new Set(['addRoutes', 'addRoute']);
/** What asks nobody: `AuthorizationType.NONE`, `new HttpNoneAuthorizer()`. */
const OPEN = /(?:^|[._])NONE$|\bHttpNoneAuthorizer\b/;
/** As if the option were not there. */
const NOTHING = /^(?:undefined|null|None|nil)$/;
const MAX_OPTIONS = 4_000;
const MAX_TEXT = 200;
/** Where options stand in what has other things before them. */
const FIRST_OPTIONS: ReadonlyMap<string, number> = new Map([
  ['addMethod', 2],
  ['httpApi', 2],
  ['httpRoute', 2],
  ['restApi', 2],
  ['lambdaRestApi', 2],
  ['graphqlApi', 2],
]);
/** Methods and routes that an API adds, which have from it what they do not say. */
const METHODS: ReadonlySet<string> = new Set(['addMethod', 'addProxy', 'addRoutes']);

function ofCall(reading: FileReading, node: SyntaxNode): Route | null {
  const callee = childOf(node, 'call.callee');
  const called = camelCase((callee === null ? null : lastName(reading.unit, callee)) ?? '');
  const name = called.charAt(0).toLowerCase() + called.slice(1);
  const options = WAYS.get(name);
  if (options === undefined || node.end - node.start > MAX_OPTIONS) return null;
  const args = childrenOf(node, 'call.argument');
  const path = args.map((arg) => textAt(reading, unboxed(arg))).filter((text) => text !== null);
  if (NEEDS_PATH.has(name) && !/\bpath\b/.test(reading.unit.textOf(node))) return null;
  const written = cdkOptions(reading, args, FIRST_OPTIONS.get(name) ?? 0);
  const inherited = METHODS.has(name) ? inheritedOptions(reading, callee!) : NOTHING_WRITTEN;
  const given = new Map([...written.given].filter(([, value]) => !NOTHING.test(reading.unit.textOf(value))));
  // An authorizer of its own is of its own kind.
  const isOwn = options.some((option) => option !== 'apikeyrequired' && given.has(option));
  const asked = options.flatMap((option) => {
    const around = isOwn && option !== 'apikeyrequired' ? undefined : inherited.given.get(option);
    const value = given.get(option) ?? around;
    return value === undefined ? [] : [{ option, value, text: saidBy(reading, value) }];
  });
  const isOpen = asked.some(({ text }) => OPEN.test(text));
  const by = isOpen ? undefined : asked.find(({ option, text }) => option !== 'apikeyrequired' && !NOTHING.test(text));
  const isKeyed = asked.some(({ option, text }) => option === 'apikeyrequired' && /^true$/i.test(text));
  const clauses: Clauses = [
    ...(by === undefined ? [] : [[SIGNED_IN]]),
    ...(isKeyed ? [[{ kind: 'check', value: 'api-key' } as const]] : []),
  ];
  const place = (by ?? asked[0])?.value.parent ?? node;
  const guards = guardsOf(reading, place, clauses, 'The gateway asks for it.');
  return declared({
    symbol: symbolOf(reading, callee!, name, path, given),
    node,
    group: 'gateway',
    guards,
    as: 'part',
    unread: [...written.unread, ...(isOwn ? [] : inherited.unread)],
  });
}

/** `jsii.String("GET")` of Go. */
function unboxed(arg: SyntaxNode): SyntaxNode {
  const inner = arg.kind === 'call' ? childrenOf(arg, 'call.argument') : [];
  return inner.length === 1 ? inner[0]! : arg;
}

/** Through the name that it was given. */
function saidBy(reading: FileReading, value: SyntaxNode): string {
  return reading.unit.textOf(valueGiven(reading, value) ?? value).slice(0, MAX_TEXT);
}

/** `api.root addMethod GET`, `api addRoutes /items`. */
function symbolOf(
  { unit }: FileReading,
  callee: SyntaxNode,
  name: string,
  texts: readonly string[],
  given: CdkOptions,
): string {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const holder = object === null || /^[A-Z]/.test(lastName(unit, callee) ?? '') ? '' : unit.textOf(object).slice(-60);
  const path = given.get('path');
  const written = path === undefined ? [] : [unit.textOf(path).slice(0, 60).replace(/['"`]/g, '')];
  return [holder, name, ...texts.slice(0, 1), ...written].filter((part) => part !== '').join(' ');
}
