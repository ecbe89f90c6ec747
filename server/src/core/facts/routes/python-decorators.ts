import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { guardsIn } from './handlers.ts';

/** One decorator of a Python function or class. */
export interface PythonDecorator {
  readonly node: SyntaxNode;
  /** The call, when it is one. */
  readonly call: SyntaxNode | null;
  readonly callee: SyntaxNode;
  readonly name: string;
}

export function pythonDecorators(reading: FileReading, node: SyntaxNode): readonly PythonDecorator[] {
  return node.children.flatMap((child): readonly PythonDecorator[] => {
    const expression = child.kind === 'decorator' ? child.children[0] : undefined;
    if (expression === undefined) return [];
    const call = expression.kind === 'call' ? expression : null;
    const callee = call === null ? expression : childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(reading.unit, callee);
    return callee === null || name === null ? [] : [{ node: child, call, callee, name }];
  });
}

/**
 * Guards among decorators, in the order they run. Above the decorator that registers the route they wrap what is not
 * called any more: the framework keeps the function as it was below.
 */
export function decoratorGuards(
  reading: FileReading,
  decorators: readonly PythonDecorator[],
  registers: PythonDecorator | null,
  from: GuardUse['from'] = 'route',
): readonly GuardUse[] {
  return decorators
    .filter((decorator) => decorator !== registers)
    .flatMap((decorator) => {
      const isOutside = registers !== null && decorator.node.start < registers.node.start;
      const found = guardsIn(reading, decorator.node, from);
      return isOutside ? found.map((guard) => ({ ...guard, order: 'outside-route' })) : found;
    });
}

/** Constant text of an argument, by position or by name; null when it is not given or not known. */
export function textArgument(reading: FileReading, call: SyntaxNode, index: number, name: string): string | null {
  const node = argumentNode(reading, call, index, name);
  const value = node === null ? null : reading.resolver.valueOf(node);
  return value?.kind === 'text' || value?.kind === 'partial' ? value.text : null;
}

export function argumentNode(reading: FileReading, call: SyntaxNode, index: number, name: string): SyntaxNode | null {
  const args = reading.resolver.argumentsOf(call);
  return (
    (args.find((arg) => arg.name === name) ?? args.filter((arg) => arg.name === null)[index] ?? null)?.node ?? null
  );
}

/** Texts of a list argument: `methods=["GET", "POST"]`. */
export function listArgument(reading: FileReading, call: SyntaxNode, name: string): readonly string[] {
  const node = reading.resolver.argumentsOf(call).find((arg) => arg.name === name)?.node ?? null;
  const value = node === null ? null : reading.resolver.valueOf(node);
  return value?.kind === 'list'
    ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : []))
    : [];
}

/** The value a class gives an attribute: `permission_classes = [IsAuthenticated]`. */
export function classAttribute(reading: FileReading, owner: SyntaxNode, name: string): SyntaxNode | null {
  const member = reading.scopes.membersOf(owner).get(name);
  if (member === undefined || member.kind !== 'assign') return null;
  return childOf(member, 'assign.value');
}

/** `ListAPIView` of `generics.ListAPIView[Item]`. */
export function baseName({ unit }: FileReading, base: SyntaxNode): string {
  return lastName(unit, base.kind === 'index' ? (childOf(base, 'index.object') ?? base) : base) ?? '';
}

/** A class with the classes of this file it is built on, nearest first. */
export function classChain(reading: FileReading, owner: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (depth > 4) return [owner];
  return [
    owner,
    ...childrenOf(owner, 'class.base').flatMap((base) => {
      const value = reading.resolver.valueOf(base);
      return value.kind === 'class' && value.node !== owner ? classChain(reading, value.node, depth + 1) : [];
    }),
  ];
}
