import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Binding } from '../scopes.ts';
import { unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { isMadeAlike } from './made-alike.ts';
import { yieldedIn } from './yields.ts';

/** Where what a loop goes through is followed: elements of collections are clients' objects there. */
const LOOPS_OVER_CALLS: ReadonlySet<string> = new Set(['python', 'javascript', 'typescript', 'tsx', 'php', 'csharp']);

/** Built-in functions of Python that give the elements they are given. */
const SAME_ELEMENTS = /^(?:list|tuple|set|iter|reversed|sorted|enumerate)$/;

interface Elements {
  /** A key of what a name is bound by: `client, err := connect()` binds the first of two values. */
  readonly positionOf: (value: Value, key: string, at: SyntaxNode) => Value;
  /** What a loop goes through, one at a time: `for page in client.pages()` makes `page` an element of that call. */
  readonly elementOf: (binding: Binding) => Value;
}

/** Names that stand for a part of a value. */
export function createElements({
  unit,
  valueOf,
  memberOf,
}: Pick<ResolverCore, 'unit' | 'valueOf' | 'memberOf'>): Elements {
  function positionOf(value: Value, key: string, at: SyntaxNode): Value {
    if (!unit.language.returnsSeveral || value.kind === 'list') return memberOf(value, key, at);
    return key === '0' ? value : unknown;
  }

  function elementOf({ node, keys }: Binding): Value {
    const loop = node.parent?.kind === 'loop' ? node.parent : null;
    if (loop === null || !LOOPS_OVER_CALLS.has(unit.language.id)) return unknown;
    // PHP says first what it goes through.
    const at = loop.children.indexOf(node);
    const iterable = unit.language.id === 'php' ? childOf(loop, 'loop.iterable') : loop.children[at + 1];
    if (iterable?.role !== 'loop.iterable') return unknown;
    const [around, inner] = opened(iterable);
    // `for number, message in enumerate(messages)`
    if (keys.join() !== (around === 'enumerate' ? '1' : '')) return unknown;
    const value = valueOf(inner.kind === 'loop' ? (childOf(inner, 'loop.body') ?? inner) : inner);
    if (inner.kind === 'loop' || isGenerated(inner)) return value;
    if (value.kind === 'list') return madeAlike(value.items);
    const isGiven = (value.kind === 'call' || value.kind === 'symbol') && value.receiver !== null;
    return isGiven ? memberOf(value, '[]', node) : unknown;
  }

  /** `list(bucket.objects.all())` goes through what is inside. */
  function opened(node: SyntaxNode): readonly [around: string | null, inner: SyntaxNode] {
    const callee = node.kind === 'call' && unit.language.id === 'python' ? childOf(node, 'call.callee') : null;
    const name = callee?.kind === 'name' ? unit.textOf(callee) : '';
    const inner = SAME_ELEMENTS.test(name) ? childOf(node, 'call.argument') : null;
    return inner === null ? [null, node] : [name, inner];
  }

  /** A call of a generator of this file: its value is what it yields. */
  function isGenerated(node: SyntaxNode): boolean {
    const callee = node.kind === 'call' && unit.language.id === 'python' ? childOf(node, 'call.callee') : null;
    const called = callee === null ? unknown : valueOf(callee);
    return called.kind === 'function' && yieldedIn(unit, called.node).length > 0;
  }

  return { positionOf, elementOf };
}

/** `for client in (here, there)`: what all of them are. */
function madeAlike([first, ...others]: readonly Value[]): Value {
  return first?.kind === 'call' && others.every((each) => isMadeAlike(first, each)) ? first : unknown;
}
