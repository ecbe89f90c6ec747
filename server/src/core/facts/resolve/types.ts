import type { FreeName } from '../../model/language.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Binding } from '../scopes.ts';
import type { Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import type { Free } from './free.ts';
import { symbol } from './summaries.ts';
import { mainTypeName, SAYS_NOTHING } from './type-name.ts';

/** Names for names of types. */
const MAX_ALIASES = 10;

interface TypeCore extends Pick<ResolverCore, 'unit' | 'scopes' | 'memberOf'> {
  readonly free: Free;
  readonly valueOfName: (name: string, at: SyntaxNode) => Value;
  readonly valueOfBinding: (binding: Binding) => Value;
  readonly valueOfFree: (free: FreeName, name: string, at: SyntaxNode) => Value;
}

/** What declared types say of values. */
export function createTypes(core: TypeCore): Pick<ResolverCore, 'typedValue' | 'valueOfType' | 'asDeclared'> {
  const { unit, scopes, free: freeNameOf, memberOf, valueOfName, valueOfBinding, valueOfFree } = core;
  let aliases = 0;

  /** An annotation names a class: a value of it is an instance. Optional, unions with null and generics are looked through. */
  function typedValue(type: SyntaxNode | null): Value | null {
    return type === null ? null : valueOfType(unit.textOf(type), type);
  }

  function valueOfType(text: string, type: SyntaxNode): Value | null {
    const name = mainTypeName(text);
    if (name === null) return null;
    const [head = '', ...rest] = name.split('.');
    // Primitive types, and packages written out.
    if (unit.language.declaresTypes && /^[a-z]/.test(head))
      return rest.length === 0 ? null : instanceOf(symbol(name, type), [], type);
    const binding = typeBound(scopes.lookUp(head, type));
    if (binding === null && unit.language.declaresTypes) return instanceOf(valueOfName(head, type), rest, type);
    // Types of the package's other files.
    if (binding === null && unit.language.siblingPaths !== null && rest.length === 0) {
      const sibling = valueOfName(head, type);
      return sibling.kind === 'symbol' && sibling.exported?.kind === 'class' ? instanceOf(sibling, rest, type) : null;
    }
    // A parameter may be named like its type: only what can be a type is followed.
    // A type that nothing imports by name is known when the language knows where it is from.
    const named = binding === null ? freeNameOf(head, false) : undefined;
    const free = named?.kind === 'symbol' && (named.name !== head || rest.length > 0) ? named : undefined;
    const annotation = binding === null ? null : annotated(binding);
    if (annotation !== null) return annotation;
    if (free === undefined && binding?.how !== 'class' && binding?.how !== 'import') return null;
    return instanceOf(binding === null ? valueOfFree(free!, head, type) : valueOfBinding(binding), rest, type);
  }

  /** `if TYPE_CHECKING: from types import Client`, `else: Client = object`: what it is for whoever reads types. */
  function typeBound(binding: Binding | null): Binding | null {
    if (unit.language.id !== 'python' || binding?.how !== 'assign' || isAnnotated(binding)) return binding;
    const earlier = scopes.lookUpBefore(binding);
    return earlier?.how === 'import' || earlier?.how === 'class' ? earlier : binding;
  }

  function isAnnotated({ node }: Binding): boolean {
    const value = childOf(node, 'assign.value');
    return value !== null && /^(?:\w+\.)?Annotated\[/.test(unit.textOf(value));
  }

  /** `Store = Annotated[Client, Depends(get_store)]` */
  function annotated(binding: Binding): Value | null {
    if (unit.language.id !== 'python' || binding.how !== 'assign' || !isAnnotated(binding) || aliases >= MAX_ALIASES)
      return null;
    aliases += 1;
    const value = typedValue(childOf(binding.node, 'assign.value'));
    aliases -= 1;
    return value;
  }

  /** `type Client = s3.Client`, `type Handler http.HandlerFunc`. */
  function aliased(alias: SyntaxNode): Value | null {
    const body = unit.language.returnsSeveral && aliases < MAX_ALIASES ? childOf(alias, 'interface.body') : null;
    aliases += 1;
    const value = typedValue(body);
    aliases -= 1;
    return value;
  }

  function instanceOf(named: Value, rest: readonly string[], at: SyntaxNode): Value | null {
    let value = named;
    for (const key of rest) value = memberOf(value, key, at);
    if (value.kind === 'class')
      return value.node.kind === 'class' ? { kind: 'instance', node: value.node } : aliased(value.node);
    if (value.kind !== 'symbol' || SAYS_NOTHING.has(value.name)) return null;
    const made = value.exported?.kind === 'class' ? { made: value.exported } : {};
    return { kind: 'call', of: value.name, receiver: null, args: [], node: null, ...made };
  }

  /** A declared type says what a call gives, however it was made: what it was made with stays known. */
  function asDeclared(value: Value, type: SyntaxNode | null): Value {
    if (type === null || !unit.language.declaresTypes || !['unknown', 'call', 'symbol'].includes(value.kind))
      return value;
    const typed = typedValue(type);
    if (typed === null) return value;
    if (value.kind !== 'call' || typed.kind !== 'call') return typed;
    return { ...value, of: typed.of, ...(typed.made === undefined ? {} : { made: typed.made }) };
  }

  return { typedValue, valueOfType, asDeclared };
}
