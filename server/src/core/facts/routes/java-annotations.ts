import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { constantsAt, lastName } from '../guards/paths.ts';
import { declaredName } from '../names.ts';
import { pathOf } from '../value.ts';
import { guardsOfBases } from './base-classes.ts';
import { guardsIn, joinPath } from './handlers.ts';

/** Spring, its messaging included. The others take their method from `method = RequestMethod.X`. */
const MAPPINGS: Readonly<Record<string, string>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  PatchMapping: 'PATCH',
  DeleteMapping: 'DELETE',
  RequestMapping: 'ALL',
  QueryMapping: 'QUERY',
  MutationMapping: 'MUTATION',
  SubscriptionMapping: 'SUBSCRIPTION',
  MessageMapping: 'MESSAGE',
};
/** JAX-RS and Micronaut: the method is the annotation, the path another one or its argument. */
const VERBS: Readonly<Record<string, string>> = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  DELETE: 'DELETE',
  HEAD: 'HEAD',
  OPTIONS: 'OPTIONS',
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
};
const HTTP = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL)$/;
const SECURITY =
  /^(?:PreAuthorize|PostAuthorize|Secured|RolesAllowed|PermissionsAllowed|PermitAll|DenyAll|Authenticated)$/;
/** Interfaces that call others: what they declare are no entry points. */
const CLIENTS = /^(?:FeignClient|RegisterRestClient|HttpExchange|Client)$/;

/** Packages of annotations that say how a client calls, and of Stapler, whose `@POST` refuses other methods and names no route. */
const CLIENT_PACKAGES = /^(?:retrofit2|feign|org\.springframework\.web\.service|org\.kohsuke\.stapler)\./;

interface Annotation {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** Spring MVC, WebFlux and GraphQL, JAX-RS, Micronaut: methods of classes with annotations. */
export const javaAnnotations = defineRouteFinder({
  id: 'java-annotations',
  languages: ['java', 'kotlin'],
  *find(reading) {
    for (const method of reading.unit.ofKind('function')) {
      const owner = enclosing(method, 'class', 'function');
      if (owner?.kind !== 'class' || childOf(method, 'function.name') === null) continue;
      const own = annotationsOf(reading, method);
      const mapping = own.find(({ name }) => MAPPINGS[name] !== undefined || VERBS[name] !== undefined);
      if (mapping === undefined || isOfClient(reading, mapping)) continue;
      const around = annotationsOf(reading, owner);
      if (!around.some(({ name }) => CLIENTS.test(name))) yield* routesOf(reading, owner, around, method, own, mapping);
    }
  },
  inherited: (reading, owner) => ownGuards(reading, owner),
});

const STATEMENT = /^@?[\w.]+\(\s*(?:value\s*=\s*)?[{\s]*"\s*(?:<script>|(?:select|insert|update|delete)\s)/i;

/** `@GET("users")` of Retrofit: a method that calls another service. */
function isOfClient({ resolver, unit }: FileReading, { node }: Annotation): boolean {
  const [expression] = node.children;
  if (expression === undefined) return false;
  // `@Delete("delete from orders where …")` of MyBatis: a statement of SQL, and no path.
  if (STATEMENT.test(unit.textOf(node))) return true;
  const path = expression.kind === 'call' ? resolver.calleeOf(expression) : pathOf(resolver.valueOf(expression));
  return path !== null && CLIENT_PACKAGES.test(path);
}

function annotationsOf(reading: FileReading, node: SyntaxNode): readonly Annotation[] {
  return node.children.flatMap((child): readonly Annotation[] => {
    const name =
      child.kind === 'decorator' && child.children[0] !== undefined ? lastName(reading.unit, child.children[0]) : null;
    return name === null ? [] : [{ name, node: child }];
  });
}

function* routesOf(
  reading: FileReading,
  owner: SyntaxNode,
  around: readonly Annotation[],
  method: SyntaxNode,
  own: readonly Annotation[],
  mapping: Annotation,
): Generator<Route> {
  const prefixes = pathsOf(
    reading,
    around.find(({ name }) => /^(?:RequestMapping|Path|Controller)$/.test(name)),
  );
  const at = own.find(({ name }) => name === 'Path') ?? mapping;
  const paths = pathsOf(reading, at);
  const name = declaredName(reading.unit, method) ?? '';
  const parameters = parametersOf(reading, mapping);
  for (const verb of verbsOf(reading, mapping)) {
    for (const prefix of prefixes) {
      for (const each of paths) {
        const isHttp = HTTP.test(verb);
        const path = isHttp ? `${joinPath(prefix, each)}${parameters}` : each === '' ? name : each;
        yield {
          method: isHttp ? verb : 'RPC',
          path,
          symbol: `${verb} ${path}`,
          node: mapping.node,
          handler: method,
          group: declaredName(reading.unit, owner) ?? 'controller',
          guards: [...above(reading, owner, own), ...guardsOf(reading, around, own)],
        };
      }
    }
  }
}

/** What classes ask that a controller extends, unless it or its method asks for something itself. */
function above(reading: FileReading, owner: SyntaxNode, own: readonly Annotation[]): readonly GuardUse[] {
  const isSaid = [...own, ...annotationsOf(reading, owner)].some(({ name }) => SECURITY.test(name));
  return isSaid ? [] : guardsOfBases(reading, owner, (base) => ownGuards(reading, base));
}

function ownGuards(reading: FileReading, owner: SyntaxNode): readonly GuardUse[] {
  return guardsOf(reading, annotationsOf(reading, owner), []);
}

/** What a method asks for replaces what its class asks for; anything else that guards adds to it. */
function guardsOf(
  reading: FileReading,
  around: readonly Annotation[],
  own: readonly Annotation[],
): readonly GuardUse[] {
  const replaces = own.some(({ name }) => SECURITY.test(name) && name !== 'PostAuthorize');
  const inherited = around.filter(({ name }) => !SECURITY.test(name) || !replaces);
  return [
    ...inherited.flatMap(({ node, name }) => (SECURITY.test(name) ? guardsIn(reading, node, 'class') : [])),
    ...own.flatMap(({ node, name }) =>
      MAPPINGS[name] !== undefined || VERBS[name] !== undefined ? [] : guardsIn(reading, node, 'route'),
    ),
  ];
}

function verbsOf(reading: FileReading, { name, node }: Annotation): readonly string[] {
  const verb = MAPPINGS[name] ?? VERBS[name]!;
  const call = node.children[0];
  if (name !== 'RequestMapping' || call?.kind !== 'call') return [verb];
  const given = reading.resolver.argumentsOf(call).find((arg) => arg.name === 'method')?.node ?? null;
  const methods = given === null ? null : constantsAt(reading, given);
  return methods === null || methods.length === 0 ? [verb] : methods;
}

/** `params = {"pageSize", "page"}` tells routes of one path apart: `?pageSize&page`. */
function parametersOf(reading: FileReading, { node }: Annotation): string {
  const call = node.children[0];
  const args = call?.kind === 'call' ? reading.resolver.argumentsOf(call) : [];
  const given = args.find(({ name }) => name === 'params')?.node ?? null;
  const names = given === null ? null : constantsAt(reading, given);
  return names === null || names.length === 0 ? '' : `?${names.join('&')}`;
}

/** The paths an annotation names; the empty one when it names none. */
function pathsOf(reading: FileReading, annotation: Annotation | undefined): readonly string[] {
  const call = annotation?.node.children[0];
  if (call?.kind !== 'call') return [''];
  const args = reading.resolver.argumentsOf(call);
  const given =
    args.find((arg) => arg.name === 'value' || arg.name === 'path' || arg.name === 'uri') ??
    args.find((arg) => arg.name === null);
  const paths = given?.node == null ? null : constantsAt(reading, given.node);
  return paths === null || paths.length === 0 ? [''] : paths;
}
