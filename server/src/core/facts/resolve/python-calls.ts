import type { SyntaxNode } from '../../model/syntax.ts';
import { argumentAt, unknown, type Argument, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';

interface PythonCallCore extends Pick<ResolverCore, 'memberOf' | 'typedValue'> {
  /** What a function of this unit returns for no arguments. */
  readonly returnOf: (fn: SyntaxNode) => Value;
}

/** What is entered gives what it is made of: `with closing(client) as client`. */
const HANDS_BACK: ReadonlySet<string> = new Set([
  'contextlib.closing',
  'contextlib.aclosing',
  'contextlib.nullcontext',
  'copy.copy',
]);
const CASTS: ReadonlySet<string> = new Set(['typing.cast', 'typing_extensions.cast']);
/** Fields of classes whose first value a function makes. */
const FIELDS: ReadonlySet<string> = new Set([
  'dataclasses.field',
  'pydantic.Field',
  'pydantic.PrivateAttr',
  'attr.ib',
  'attrs.field',
]);

/** Calls of Python whose value is known by what they are given; null for all others. */
export function pythonCall(
  core: PythonCallCore,
  name: string,
  args: readonly Argument[],
  at: SyntaxNode,
): Value | null {
  // `getattr(client, "put_object")` is written out.
  if (name === 'getattr') {
    const key = args[1]?.value();
    return key?.kind === 'text' ? core.memberOf(args[0]?.value() ?? unknown, key.text, at) : unknown;
  }
  if (HANDS_BACK.has(name)) return args[0]?.value() ?? unknown;
  if (CASTS.has(name)) return core.typedValue(args[0]?.node ?? null) ?? args[1]?.value() ?? unknown;
  if (!FIELDS.has(name)) return null;
  const maker = (argumentAt(args, -1, 'default_factory') ?? argumentAt(args, -1, 'factory'))?.value();
  if (maker?.kind === 'function') return core.returnOf(maker.node);
  if (maker?.kind === 'class') return { kind: 'instance', node: maker.node };
  return unknown;
}
