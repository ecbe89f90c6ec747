import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { camelCase } from '../../text/camel-case.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { usesCdk } from '../grants/constructs.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { plainName } from '../settings/given.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

/**
 * Ways in that programs of the AWS CDK make, and who may call them: methods and routes of gateways, addresses of functions, GraphQL APIs.
 * @see https://docs.aws.amazon.com/cdk/api/v2/ (2026-11)
 */
export const cdkAuthorizers = defineRouteFinder({
  id: 'cdk-authorizers',
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'csharp', 'go'],
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
/** What a kind of caller is called when it is none: `AuthorizationType.NONE`. */
const OPEN = /(?:^|\.)none$/i;
const MAX_OPTIONS = 4_000;

function ofCall(reading: FileReading, node: SyntaxNode): Route | null {
  const callee = childOf(node, 'call.callee');
  const written = camelCase((callee === null ? null : lastName(reading.unit, callee)) ?? '');
  const name = written.charAt(0).toLowerCase() + written.slice(1);
  const options = WAYS.get(name);
  if (options === undefined || node.end - node.start > MAX_OPTIONS) return null;
  const args = childrenOf(node, 'call.argument');
  const path = args.map((arg) => textAt(reading, arg)).filter((text) => text !== null);
  if (NEEDS_PATH.has(name) && !/\bpath\b/.test(reading.unit.textOf(node))) return null;
  const given = new Map<string, SyntaxNode>();
  for (const { key, value } of optionsIn(args)) given.set(plainName(reading.unit.textOf(key)), value);
  const asked = options.flatMap((option) => {
    const value = given.get(option);
    return value === undefined ? [] : [{ option, value, text: reading.unit.textOf(value).slice(0, 200) }];
  });
  const isOpen = asked.some(({ option, text }) => option.endsWith('type') && OPEN.test(text));
  const by = isOpen
    ? undefined
    : asked.find(({ option, text }) => option !== 'apikeyrequired' && !/^(?:undefined|null|None)$/.test(text));
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
  });
}

/** `api.root addMethod GET`, `api addRoutes /items`. */
function symbolOf(
  { unit }: FileReading,
  callee: SyntaxNode,
  name: string,
  texts: readonly string[],
  given: ReadonlyMap<string, SyntaxNode>,
): string {
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const holder = object === null || /^[A-Z]/.test(lastName(unit, callee) ?? '') ? '' : unit.textOf(object).slice(-60);
  const path = given.get('path');
  const written = path === undefined ? [] : [unit.textOf(path).slice(0, 60).replace(/['"`]/g, '')];
  return [holder, name, ...texts.slice(0, 1), ...written].filter((part) => part !== '').join(' ');
}

/** Options of the call, and those one level down. */
function* optionsIn(args: readonly SyntaxNode[]): Generator<{ readonly key: SyntaxNode; readonly value: SyntaxNode }> {
  for (const arg of args.flatMap((each) => (each.kind === 'object' ? each.children : [each]))) {
    if (arg.kind === 'shorthand') yield { key: arg, value: arg };
    const key = childOf(arg, 'entry.key') ?? childOf(arg, 'keyword.name');
    const value = childOf(arg, 'entry.value') ?? childOf(arg, 'keyword.value');
    if (key === null || value === null) continue;
    yield { key, value };
    // `defaultMethodOptions: { … }`, `authorizationConfig: { defaultAuthorization: { … } }`
    if (value.kind === 'object')
      for (const entry of value.children) {
        const inner = childOf(entry, 'entry.key');
        const held = childOf(entry, 'entry.value');
        if (inner !== null && held !== null) yield { key: inner, value: held };
      }
  }
}
