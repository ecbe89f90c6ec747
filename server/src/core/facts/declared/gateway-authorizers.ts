import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { type CloudResource, resourcesOf } from '../grants/resources.ts';
import { asObject, asText, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { type Clauses, declared, guardsOf, liftedAt } from './declare.ts';

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
    const event = name === null ? null : asObject(reading, valueOfKey(reading, events!, name));
    if (event === null || !/^(?:Http)?Api$/.test(textAt(reading, event, 'Type') ?? '')) continue;
    const auth = objectAt(reading, event, 'Properties', 'Auth');
    const by = textAt(reading, auth, 'Authorizer');
    const at = by === null ? event : entryOf(reading, auth!, 'Authorizer')!;
    const isLifted = by !== null && /^none$/i.test(by);
    const guard = guardsOf(reading, at, by === null ? [] : [[askedBy(by)]], 'The gateway asks for it.');
    const guards = isLifted ? [liftedAt(reading, at, SIGNED_IN, 'The gateway asks nothing here.')] : guard;
    // That a new one asks nothing, while its gateway may, is told.
    yield declared({
      symbol: `${symbol} ${name!}`,
      node: event,
      group: 'gateway',
      guards,
      as: isLifted ? 'rule' : 'part',
    });
  }
}

/** `http: { path, method, authorizer }` of a function's events, or `http: GET /orders`. */
function* ofServerless(reading: FileReading, functions: SyntaxNode): Generator<Route> {
  for (const entry of functions.children) {
    const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const fn = name === null ? null : asObject(reading, childOf(entry, 'entry.value'));
    for (const event of fn === null ? [] : itemsAt(reading, fn, 'events'))
      for (const kind of ['http', 'httpApi', 'websocket'])
        if (valueOfKey(reading, event, kind) !== null) yield ofEvent(reading, name!, event, kind);
  }
}

function ofEvent(reading: FileReading, name: string, event: SyntaxNode, kind: string): Route {
  const way = objectAt(reading, event, kind);
  const [method = '', path = ''] =
    way === null
      ? (textAt(reading, event, kind) ?? '').trim().split(/\s+/)
      : [textAt(reading, way, 'method') ?? '', textAt(reading, way, 'path') ?? ''];
  const isKey = textAt(reading, way, 'private') === 'true';
  const isAsked = way !== null && valueOfKey(reading, way, 'authorizer') !== null;
  const clauses: Clauses = [...(isAsked ? [[SIGNED_IN]] : []), ...(isKey ? [[askedBy('api_key')]] : [])];
  const at = (way === null ? null : entryOf(reading, way, 'authorizer')) ?? entryOf(reading, event, kind) ?? event;
  return route(reading, at, [name, method.toUpperCase(), path.replace(/^\//, '')].join(' ').trim(), clauses);
}
