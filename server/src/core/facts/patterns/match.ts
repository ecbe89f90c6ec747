import type { SyntaxNode, SyntaxTree } from '../../model/syntax.ts';
import type { Resolver } from '../resolver.ts';
import type { Unit } from '../unit.ts';
import { pathOf } from '../value.ts';
import type { Example } from './compile.ts';
import { ELLIPSIS, metavariableOf } from './placeholders.ts';

/** What metavariables stand for, as text without white space. */
type Bindings = ReadonlyMap<string, string>;
type Next = (bound: Bindings) => boolean;

/** Comparisons of two nodes, for one rule in one file: a count, so that every machine gives up at the same place. */
export const MAX_STEPS = 400_000;

export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

/** Roles that code may have where an example says nothing of them. */
const OPTIONAL_ROLES: ReadonlySet<string> = new Set([
  'assign.type',
  'assign.operator',
  'function.returns',
  'function.receiver',
  'parameter.type',
  'parameter.modifier',
  'parameter.default',
  'field.type',
  'class.base',
  'class.implements',
  'class.argument',
  'if.else',
  'loop.else',
  'try.else',
  'try.finally',
]);
/** Children of these come in any order. */
const UNORDERED: ReadonlySet<string> = new Set(['object', 'pattern']);

/** Whether code at a place of a unit looks like an example. */
export interface Matcher {
  readonly matchesAt: (example: Example, node: SyntaxNode) => boolean;
}

export function createMatcher(unit: Unit, resolver: Resolver): Matcher {
  let steps = 0;

  function matchesAt({ tree, nodes }: Example, node: SyntaxNode): boolean {
    if (nodes.length === 1) return matches(tree, nodes[0]!, node, new Map(), () => true);
    const siblings = node.parent === null ? [] : written(node.parent.children);
    const rest = siblings.slice(siblings.indexOf(node));
    return node.parent?.kind === 'block' && sequence(tree, [...nodes], rest, new Map(), () => true, true);
  }

  function matches(tree: SyntaxTree, wanted: SyntaxNode, given: SyntaxNode, bound: Bindings, next: Next): boolean {
    steps += 1;
    if (steps > MAX_STEPS) throw new TooManySteps(`an example was compared ${MAX_STEPS} times`);
    const want = unwrap(wanted);
    const node = unwrap(given);
    const text = tree.text.slice(want.start, want.end);
    const meta = want.children.length === 0 ? metavariableOf(text) : null;
    if (meta !== null && want.kind !== 'string') return bind(meta, node, bound, next);
    if (isLiteral(want)) return isSameLiteral(text, want, node) && next(bound);
    if (isSamePath(want, text, node)) return next(bound);
    if (want.kind !== node.kind) return false;
    if (want.children.length === 0) return plain(text) === plain(unit.textOf(node)) && next(bound);
    if (UNORDERED.has(want.kind)) return entries(tree, written(want.children), written(node.children), bound, next);
    return byRole(tree, want, node, bound, next);
  }

  /** Roles one after the other; within a role in order, but keywords of a call by name. */
  function byRole(tree: SyntaxTree, want: SyntaxNode, node: SyntaxNode, bound: Bindings, next: Next): boolean {
    const roles = [...new Set(written(want.children).map(({ role }) => role))];
    const extra = written(node.children).some(({ role, kind }) => {
      const isKnown = roles.includes(role) || (role !== null && OPTIONAL_ROLES.has(role));
      return !isKnown && kind !== 'decorator' && !(want.kind === 'function' && role === 'function.name');
    });
    if (extra) return false;
    const open = (at: number, now: Bindings): boolean => {
      if (at === roles.length) return next(now);
      const role = roles[at]!;
      const wanted = written(want.children).filter((child) => child.role === role);
      const given = written(node.children).filter((child) => child.role === role);
      return list(tree, wanted, given, now, (after) => open(at + 1, after));
    };
    return open(0, bound);
  }

  /** Arguments: those with a name are found by it, the others by their place. */
  function list(
    tree: SyntaxTree,
    wanted: readonly SyntaxNode[],
    given: readonly SyntaxNode[],
    bound: Bindings,
    next: Next,
  ): boolean {
    const named = wanted.filter(({ kind }) => kind === 'keyword');
    const isKeyword = ({ kind }: SyntaxNode): boolean => kind === 'keyword';
    if (named.length === 0 && !given.some(isKeyword)) return sequence(tree, wanted, given, bound, next, false);
    const more = wanted.some((node) => textIn(tree, node) === ELLIPSIS);
    const keywords = given.filter(isKeyword);
    if (!more && keywords.length !== named.length) return false;
    const places = (now: Bindings): boolean =>
      sequence(
        tree,
        wanted.filter((node) => !isKeyword(node)),
        given.filter((node) => !isKeyword(node)),
        now,
        next,
        false,
      );
    return entries(
      tree,
      more ? [...named, wanted.find((node) => textIn(tree, node) === ELLIPSIS)!] : named,
      keywords,
      bound,
      places,
    );
  }

  function entries(
    tree: SyntaxTree,
    wanted: readonly SyntaxNode[],
    given: readonly SyntaxNode[],
    bound: Bindings,
    next: Next,
  ): boolean {
    const own = wanted.filter((node) => textIn(tree, node) !== ELLIPSIS);
    if (own.length > given.length || (own.length === wanted.length && own.length !== given.length)) return false;
    const open = (at: number, left: readonly SyntaxNode[], now: Bindings): boolean =>
      at === own.length
        ? next(now)
        : left.some((node) =>
            matches(tree, own[at]!, node, now, (after) =>
              open(
                at + 1,
                left.filter((other) => other !== node),
                after,
              ),
            ),
          );
    return open(0, given, bound);
  }

  /** `...` stands for any run. `isOpen`: more may follow. */
  function sequence(
    tree: SyntaxTree,
    wanted: readonly SyntaxNode[],
    given: readonly SyntaxNode[],
    bound: Bindings,
    next: Next,
    isOpen: boolean,
  ): boolean {
    const step = (at: number, from: number, now: Bindings): boolean => {
      const want = wanted[at];
      if (want === undefined) return (isOpen || from === given.length) && next(now);
      if (textIn(tree, want) === ELLIPSIS) {
        if (at === wanted.length - 1) return next(now);
        for (let to = from; to <= given.length; to += 1) if (step(at + 1, to, now)) return true;
        return false;
      }
      const node = given[from];
      return node !== undefined && matches(tree, want, node, now, (after) => step(at + 1, from + 1, after));
    };
    return step(0, 0, bound);
  }

  function bind(name: string, node: SyntaxNode, bound: Bindings, next: Next): boolean {
    if (['keyword', 'entry', 'spread', 'block', 'comment', 'import'].includes(node.kind)) return false;
    const text = plain(unit.textOf(node));
    const known = bound.get(name);
    if (known !== undefined) return known === text && next(bound);
    return next(new Map([...bound, [name, text]]));
  }

  /** Strings by what they say, constants by what they hold: `verify=False` is `verify=OFF` of `OFF = False`. */
  function isSameLiteral(text: string, want: SyntaxNode, node: SyntaxNode): boolean {
    if (want.kind === 'string') {
      const said = unit.language.readString(text);
      if (said === ELLIPSIS || (said !== null && metavariableOf(said) !== null))
        return ['string', 'template'].includes(node.kind) || resolver.valueOf(node).kind === 'text';
      const value = resolver.valueOf(node);
      if (value.kind === 'text') return said === value.text;
      return node.kind === 'string' && plain(unit.textOf(node)) === plain(text);
    }
    if (node.kind === want.kind) return unit.textOf(node).toLowerCase() === text.toLowerCase();
    const value = resolver.valueOf(node);
    if (want.kind === 'boolean') return value.kind === 'boolean' && value.value === /^true$/i.test(text);
    if (want.kind === 'number') return value.kind === 'number' && value.value === Number(text);
    return false;
  }

  /** `requests.get` is `get` of `from requests import get`. */
  function isSamePath(want: SyntaxNode, text: string, node: SyntaxNode): boolean {
    if ((want.kind !== 'name' && want.kind !== 'member') || (node.kind !== 'name' && node.kind !== 'member'))
      return false;
    if (/cs_(?:meta|more)_|[([{'"]/.test(text)) return false;
    const path = pathOf(resolver.valueOf(node));
    return path !== null && path === plain(text).replaceAll(/::|->/g, '.');
  }

  return { matchesAt };
}

function unwrap(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.kind === 'other' && at.children.length === 1) at = at.children[0]!;
  return at;
}

function isLiteral({ kind, children }: SyntaxNode): boolean {
  return children.length === 0 && ['string', 'number', 'boolean', 'null'].includes(kind);
}

function written(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
  return nodes.filter(({ kind }) => kind !== 'comment');
}

function textIn(tree: SyntaxTree, { start, end }: SyntaxNode): string {
  return tree.text.slice(start, end).replace(/^\$/, '');
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
