import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { unknown, type Value } from '../value.ts';
import { guardsIn } from './handlers.ts';

/** Which framework's rules a router goes by. */
export type GoDialect = 'http' | 'chi' | 'gin' | 'echo' | 'fiber' | 'gorilla' | 'httprouter' | 'macaron';

/** Types whose values are routers. Sources: the packages' documentation, 2026-11. */
const TYPES: readonly (readonly [RegExp, GoDialect])[] = [
  [/^net\/http\.(?:ServeMux|DefaultServeMux)$/, 'http'],
  [/^github\.com\/go-chi\/chi\.(?:Router|Mux)$/, 'chi'],
  [/^github\.com\/gin-gonic\/gin\.(?:Engine|RouterGroup|IRouter|IRoutes)$/, 'gin'],
  [/^github\.com\/labstack\/echo\.(?:Echo|Group)$/, 'echo'],
  [/^github\.com\/gofiber\/fiber\.(?:App|Router|Group)$/, 'fiber'],
  [/^github\.com\/gorilla\/mux\.Router$/, 'gorilla'],
  [/^github\.com\/julienschmidt\/httprouter\.Router$/, 'httprouter'],
  [/^github\.com\/fasthttp\/router\.(?:Router|Group)$/, 'httprouter'],
  [/^gopkg\.in\/macaron\.(?:Macaron|Router)$/, 'macaron'],
  [/^github\.com\/flamego\/flamego\.(?:Flame|Router)$/, 'macaron'],
  [/^code\.gitea\.io\/gitea\/modules\/web\.Rout(?:er|e)$/, 'macaron'],
];

export interface GoRouter {
  readonly key: string;
  readonly name: string;
  readonly dialect: GoDialect;
  readonly node: SyntaxNode;
  /** What it is part of: a group of a router, a router that a function is given. */
  readonly parent: GoParent | null;
  /** The function that is given it, when nothing in this file says what by. */
  readonly givenTo: SyntaxNode | null;
}

export interface GoParent {
  readonly router: GoRouter;
  /** Guards of the parent that stand before this hold here. */
  readonly at: number;
  readonly prefix: string;
  readonly guards: readonly GuardUse[];
}

/** Of gorilla/mux: what else a request must be like. */
const MATCHERS = ['Methods', 'Host', 'Schemes', 'StrictSlash', 'Headers', 'Queries', 'Name', 'MatcherFunc'];
/** Methods that answer with a part of the router. */
const DERIVES = new Set(['Group', 'With', 'Route', 'PathPrefix', 'Path', 'Subrouter', 'Combo', ...MATCHERS]);
const OF_A_CHAIN = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head']);
const MAX_DEPTH = 12;

export type RouterAt = (node: SyntaxNode) => GoRouter | null;

/** What router an expression is; null when it is none. */
export function createRouterAt(reading: FileReading): RouterAt {
  const { unit, scopes, resolver } = reading;
  const known = new Map<SyntaxNode, GoRouter | null>();
  let depth = 0;

  const routerAt: RouterAt = (node) => {
    const found = known.get(node);
    if (found !== undefined) return found;
    if (depth > MAX_DEPTH) return null;
    known.set(node, null);
    depth += 1;
    const router = read(node);
    depth -= 1;
    known.set(node, router);
    return router;
  };

  function read(node: SyntaxNode): GoRouter | null {
    switch (node.kind) {
      case 'call':
      case 'new':
        return ofCall(node);
      case 'name':
        return ofName(node);
      case 'member': {
        const value = resolver.valueOf(node);
        const dialect = dialectOf(value);
        if (dialect === null) return null;
        const made = value.kind === 'call' && value.node !== null && value.node.kind !== 'member' ? value.node : null;
        const router = made === null || made === node ? null : routerAt(made);
        return router ?? plain(`field ${unit.textOf(node)}`, shortName(unit.textOf(node)), dialect, node);
      }
      default:
        return null;
    }
  }

  function ofCall(node: SyntaxNode): GoRouter | null {
    const callee = childOf(node, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    const name = property === null ? '' : unit.textOf(property);
    if (property !== null && object !== null && (DERIVES.has(name) || OF_A_CHAIN.has(name))) {
      const base = routerAt(object);
      // Of a chain of handlers at one path each part is at it.
      if (OF_A_CHAIN.has(name)) return base?.dialect === 'macaron' ? base : null;
      const isMatcher = MATCHERS.includes(unit.textOf(property));
      if (base !== null) return derived(node, base, isMatcher ? [] : childrenOf(node, 'call.argument'));
    }
    const value = resolver.valueOf(node);
    const dialect = dialectOf(value);
    if (dialect === null || value.kind !== 'call') return null;
    // A function of this file that answers with a router.
    if (value.node !== null && value.node !== node) return routerAt(value.node);
    const target = node.parent?.kind === 'assign' ? childOf(node.parent, 'assign.target') : null;
    return plain(`node ${node.index}`, target === null ? 'router' : shortName(unit.textOf(target)), dialect, node);
  }

  /** `r.Group("/admin", auth)`, `r.With(auth)`, `r.PathPrefix("/api").Subrouter()`. */
  function derived(node: SyntaxNode, base: GoRouter, given: readonly SyntaxNode[]): GoRouter {
    const args = given.filter((arg) => arg.kind !== 'comment');
    const first = args[0] === undefined ? unknown : resolver.valueOf(args[0]);
    const isPath = first.kind === 'text' || first.kind === 'partial';
    const guards = (isPath ? args.slice(1) : args)
      .filter((arg) => !isRouterFunction(arg))
      .flatMap((arg) => guardsIn(reading, arg, 'router'));
    const target = node.parent?.kind === 'assign' ? childOf(node.parent, 'assign.target') : null;
    return {
      key: `node ${node.index}`,
      name: target === null ? base.name : shortName(unit.textOf(target)),
      dialect: base.dialect,
      node,
      parent: { router: base, at: node.end, prefix: isPath ? first.text : '', guards },
      givenTo: null,
    };
  }

  /** `func(r chi.Router) { … }`: the part's routes, not a guard in front of it. */
  function isRouterFunction(node: SyntaxNode): boolean {
    return node.kind === 'function' && /\b(?:Router|RouterGroup|Group)\)/.test(unit.textOf(node).slice(0, 80));
  }

  function ofName(node: SyntaxNode): GoRouter | null {
    const name = unit.textOf(node);
    const binding = scopes.lookUp(name, node);
    if (binding?.how === 'assign' && (binding.keys.length === 0 || binding.keys[0] === '0')) {
      const value = childOf(binding.node, 'assign.value');
      const isOwn = value !== null && value.start <= node.start && node.end <= value.end;
      const router = value === null || isOwn ? null : routerAt(value);
      if (router !== null) return router;
    }
    const dialect = dialectOf(resolver.valueOf(node));
    if (binding === null || dialect === null) return null;
    if (binding.how === 'parameter') return ofParameter(binding.node, name, dialect);
    return plain(`name ${binding.node.index}`, name, dialect, binding.node);
  }

  /** `r.Route("/x", func(r chi.Router) { … })`, and functions that are given a router. */
  function ofParameter(parameter: SyntaxNode, name: string, dialect: GoDialect): GoRouter | null {
    const fn = enclosing(parameter, 'function');
    if (fn === null) return null;
    const own = { key: `node ${parameter.index}`, name, dialect, node: parameter };
    const call = fn.role === 'call.argument' ? fn.parent : null;
    if (call !== null) {
      const callee = childOf(call, 'call.callee');
      const object = callee === null ? null : childOf(callee, 'member.object');
      const base = object === null ? null : routerAt(object);
      const [first] = childrenOf(call, 'call.argument');
      const path = first === undefined || first === fn ? unknown : resolver.valueOf(first);
      const prefix = path.kind === 'text' || path.kind === 'partial' ? path.text : '';
      const parent = base === null ? null : { router: base, at: call.start, prefix, guards: [] };
      return { ...own, parent, givenTo: null };
    }
    const index = fn.children.filter(({ kind }) => kind === 'parameter').indexOf(parameter);
    for (const caller of resolver.callersOf(fn)) {
      const given = resolver.argumentsOf(caller).filter((arg) => arg.name === null)[index]?.node;
      const router = given === undefined || given === null ? null : routerAt(given);
      if (router !== null)
        return { ...own, parent: { router, at: caller.start, prefix: '', guards: [] }, givenTo: null };
    }
    return { ...own, parent: null, givenTo: fn };
  }

  return routerAt;
}

function plain(key: string, name: string, dialect: GoDialect, node: SyntaxNode): GoRouter {
  return { key, name, dialect, node, parent: null, givenTo: null };
}

function dialectOf(value: Value): GoDialect | null {
  const name = value.kind === 'call' ? value.of : value.kind === 'symbol' ? value.name : null;
  return name === null ? null : (TYPES.find(([type]) => type.test(name))?.[1] ?? null);
}

function shortName(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1);
}
