import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { unknown } from '../value.ts';
import type { GoRouter, RouterAt } from './go-routers.ts';

/** A call that puts handlers at a path of a router. */
export interface Registration {
  readonly router: GoRouter;
  readonly node: SyntaxNode;
  readonly at: number;
  readonly methods: readonly string[];
  readonly path: string;
  readonly args: readonly SyntaxNode[];
}

const VERB = /^(?:get|post|put|patch|delete|head|options|connect|trace)$/i;
const SERVES_FOLDER = /^Static(?:FS|File|FileFS)?$/;
/** The method stands in front of the path. */
const WITH_METHOD = new Set(['Method', 'MethodFunc', 'Add', 'Handle', 'HandlerFunc', 'Handler']);

/** `route(r.With(adminOnly), "startScan", api.StartScan)`: a function of the program's own that is handed all of a registration. */
export function readHelped(
  reading: FileReading,
  routerAt: RouterAt,
  node: SyntaxNode,
  [first, second, ...rest]: readonly SyntaxNode[],
): Registration | null {
  const router = first === undefined || second === undefined || rest.length === 0 ? null : routerAt(first);
  const path = router === null ? null : reading.resolver.valueOf(second!);
  const last = rest[rest.length - 1];
  if (router === null || path?.kind !== 'text' || (last?.kind !== 'member' && last?.kind !== 'name')) return null;
  return { router, node, at: node.start, methods: ['ALL'], path: path.text, args: rest };
}

/** `r.GET("/x", h)`, `mux.HandleFunc("POST /x", h)`, `r.Method("GET", "/x", h)`; null: it registers nothing. */
export function readRegistration(
  reading: FileReading,
  router: GoRouter,
  method: string,
  node: SyntaxNode,
  args: readonly SyntaxNode[],
): Registration | null {
  const { resolver, unit } = reading;
  const text = (arg: SyntaxNode | undefined): string | null => {
    const value = arg === undefined ? unknown : resolver.valueOf(arg);
    if (value.kind === 'partial' && arg?.kind === 'binary') return writtenPath(reading, arg);
    return value.kind === 'text' || value.kind === 'partial' ? value.text : null;
  };
  const made = (methods: readonly string[], path: string | null, rest: readonly SyntaxNode[]): Registration | null =>
    rest.length === 0 ? null : { router, node, at: node.start, methods, path: path ?? '*', args: rest };
  // `m.Combo("/keys").Get(list).Post(admin, create)`: the path was said before.
  if (VERB.test(method) && router.dialect === 'macaron' && text(args[0]) === null)
    return made([method.toUpperCase()], '', args);
  if (VERB.test(method) && router.dialect !== 'http' && router.dialect !== 'gorilla')
    return made([method.toUpperCase()], text(args[0]), args.slice(1));
  if (method === 'Any' || method === 'All') return made(['ALL'], text(args[0]), args.slice(1));
  if (WITH_METHOD.has(method) && args.length > 2 && router.dialect !== 'http')
    return made(
      [(text(args[0]) ?? methodNamed(unit.textOf(args[0]!)) ?? 'ALL').toUpperCase()],
      text(args[1]),
      args.slice(2),
    );
  // `r.Path("/keys").Methods("POST").Handler(…)`: what was called before says the rest.
  if ((method === 'Handler' || method === 'HandlerFunc') && router.dialect === 'gorilla' && args.length === 1) {
    const methods = methodsBefore(reading, router.node);
    return made(methods.length === 0 ? ['ALL'] : methods, '', args);
  }
  // `r.Static("/export", "data/export")`: whatever is in a folder is answered.
  if (SERVES_FOLDER.test(method) && args.length >= 2 && router.dialect !== 'http')
    return made(['GET'], text(args[0]), args.slice(1));
  if (method !== 'Handle' && method !== 'HandleFunc') return null;
  const written = text(args[0]) ?? '*';
  const pattern = /^([A-Z]+)\s+(\S.*)$/.exec(written);
  const chained = router.dialect === 'gorilla' ? chainedMethods(reading, node) : [];
  const methods = pattern === null ? (chained.length === 0 ? ['ALL'] : chained) : [pattern[1]!];
  return made(methods, pattern === null ? written : pattern[2]!, args.slice(1));
}

/** `usersPath+"/{id}"` -> `{usersPath}/{id}`: a constant that nobody knows tells routes apart by its name. */
function writtenPath(reading: FileReading, node: SyntaxNode): string {
  if (node.kind === 'binary')
    return ['binary.left', 'binary.right']
      .map((role) => writtenPath(reading, childOf(node, role) ?? node.children[0]!))
      .join('');
  const value = reading.resolver.valueOf(node);
  return value.kind === 'text' ? value.text : `{${reading.unit.textOf(node).slice(0, 60)}}`;
}

/** Of a chain up to `.Handler(…)`. */
function methodsBefore(reading: FileReading, chain: SyntaxNode): readonly string[] {
  for (let at: SyntaxNode | null = chain, hops = 0; at !== null && at.kind === 'call' && hops < 10; hops += 1) {
    const callee: SyntaxNode | null = childOf(at, 'call.callee');
    const property: SyntaxNode | null = callee === null ? null : childOf(callee, 'member.property');
    if (callee === null || property === null) return [];
    if (reading.unit.textOf(property) === 'Methods') return namesOfMethods(reading, at);
    at = childOf(callee, 'member.object');
  }
  return [];
}

/** `http.MethodGet` */
function methodNamed(text: string): string | null {
  return /\bMethod(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(text)?.[1] ?? null;
}

/** `r.HandleFunc("/x", h).Methods("GET", http.MethodPost)`. */
function chainedMethods(reading: FileReading, node: SyntaxNode): readonly string[] {
  const { unit } = reading;
  const member = node.role === 'member.object' ? node.parent : null;
  const call = member?.role === 'call.callee' ? member.parent : null;
  const property = member === null ? null : childOf(member, 'member.property');
  return call === null || property === null || unit.textOf(property) !== 'Methods' ? [] : namesOfMethods(reading, call);
}

function namesOfMethods({ unit, resolver }: FileReading, call: SyntaxNode): readonly string[] {
  return childrenOf(call, 'call.argument').flatMap((arg) => {
    const value = resolver.valueOf(arg);
    const name = value.kind === 'text' ? value.text : methodNamed(unit.textOf(arg));
    return name === null ? [] : [name.toUpperCase()];
  });
}
