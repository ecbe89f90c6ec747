import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type CloudResource, resourcesOf } from '../grants/resources.ts';
import { asObject, asText, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { itemsAt, objectAt } from '../kubernetes/manifest.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf } from './declare.ts';

/**
 * Who may call what an API gateway serves, in SAM, CloudFormation, Terraform and the Serverless Framework.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html (2026-11)
 */
export const gatewayAuthorizers = defineRouteFinder({
  id: 'gateway-authorizers',
  languages: ['yaml', 'json', 'terraform'],
  *find(reading) {
    for (const resource of resourcesOf(reading)) yield* ofResource(reading, resource);
    for (const document of documentObjects(reading)) {
      const functions = objectAt(reading, document, 'functions');
      if (functions !== null && valueOfKey(reading, document, 'provider') !== null)
        yield* ofServerless(reading, functions);
    }
  },
});

/** The property that says how callers are known, by type of resource. */
const AUTHORIZATION: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Method': 'AuthorizationType',
  'AWS::ApiGatewayV2::Route': 'AuthorizationType',
  'AWS::AppSync::GraphQLApi': 'AuthenticationType',
  aws_api_gateway_method: 'authorization',
  aws_apigatewayv2_route: 'authorization_type',
  aws_appsync_graphql_api: 'authentication_type',
};

function route(reading: FileReading, node: SyntaxNode, symbol: string, clauses: Clauses): Route {
  const guards = guardsOf(reading, node, clauses, 'The gateway asks for it.');
  return declared({ symbol, node, group: 'gateway', guards, as: 'part' });
}

function* ofResource(reading: FileReading, resource: CloudResource): Generator<Route> {
  const { type, symbol, body, node } = resource;
  const property = Object.hasOwn(AUTHORIZATION, type) ? AUTHORIZATION[type]! : null;
  if (property !== null) {
    const kind = asText(reading, valueOfKey(reading, body, property));
    const at = entryOf(reading, body, property) ?? node;
    yield route(reading, at, symbol, kind === null || /^none$/i.test(kind) ? [] : [[askedBy(kind)]]);
  }
  if (/^AWS::Serverless::(?:Api|HttpApi)$/.test(type)) {
    const auth = objectAt(reading, body, 'Auth');
    const by = asText(reading, auth === null ? null : valueOfKey(reading, auth, 'DefaultAuthorizer'));
    yield route(reading, entryOf(reading, body, 'Auth') ?? node, symbol, by === null ? [] : [[askedBy(by)]]);
  }
  if (type === 'AWS::Serverless::Function') yield* ofEvents(reading, resource);
}

/** `API_KEY` says which program calls, not who. */
function askedBy(kind: string): Alternative {
  return /^api_?key$/i.test(kind) ? { kind: 'check', value: 'api-key' } : SIGNED_IN;
}

/** Ways in of a SAM function: each may say for itself that it asks nothing. */
function* ofEvents(reading: FileReading, { symbol, body }: CloudResource): Generator<Route> {
  const events = objectAt(reading, body, 'Events');
  for (const entry of events?.children ?? []) {
    const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const auth = name === null ? null : objectAt(reading, events, name, 'Properties', 'Auth');
    const by = auth === null ? null : asText(reading, valueOfKey(reading, auth, 'Authorizer'));
    if (by === null) continue;
    const at = entryOf(reading, auth!, 'Authorizer')!;
    const guard = guardsOf(reading, at, [[SIGNED_IN]], 'The gateway asks for it.');
    const guards = /^none$/i.test(by) ? guard.map((each) => ({ ...each, condition: 'exempt' })) : guard;
    yield declared({ symbol: `${symbol} ${name!}`, node: at, group: 'gateway', guards, as: 'rule' });
  }
}

/** `http: { path, method, authorizer }` of a function's events. */
function* ofServerless(reading: FileReading, functions: SyntaxNode): Generator<Route> {
  for (const entry of functions.children) {
    const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const fn = name === null ? null : asObject(reading, childOf(entry, 'entry.value'));
    for (const event of fn === null ? [] : itemsAt(reading, fn, 'events'))
      for (const kind of ['http', 'httpApi', 'websocket']) {
        const way = objectAt(reading, event, kind);
        if (way === null) continue;
        const given = valueOfKey(reading, way, 'authorizer');
        const isKey = asText(reading, valueOfKey(reading, way, 'private')) === 'true';
        const path = asText(reading, valueOfKey(reading, way, 'path')) ?? '';
        const method = asText(reading, valueOfKey(reading, way, 'method')) ?? '';
        const clauses: Clauses = [...(given === null ? [] : [[SIGNED_IN]]), ...(isKey ? [[askedBy('api_key')]] : [])];
        const at = entryOf(reading, way, 'authorizer') ?? entryOf(reading, event, kind) ?? way;
        yield route(reading, at, `${name!} ${method.toUpperCase()} ${path}`.replace(/\s+/g, ' ').trim(), clauses);
      }
  }
}
