import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../text/tree.ts';
import type { Unit } from './unit.ts';

const FIELD_MODIFIER = /^(?:public|private|protected|internal|readonly|val|var)\b/;

/** Whether a parameter of a constructor is a field of its class too: `private http: Client`, `val http: Client`. */
export function isFieldToo(unit: Unit, parameter: SyntaxNode, ofClass: SyntaxNode): boolean {
  const fn = enclosing(parameter, 'function');
  return (
    // `class A(Client http)` of C#: every method sees it.
    enclosing(parameter, 'class', 'function') === ofClass ||
    // `class A(http: Client)` of Kotlin: what stands in its body sees it.
    (fn?.parent === ofClass && childOf(fn, 'function.body') === null && childOf(fn, 'function.name') === null) ||
    childrenOf(parameter, 'parameter.modifier').some((each) => FIELD_MODIFIER.test(unit.textOf(each)))
  );
}

/** `struct Store(s3::Client)`: fields without names are read by their number, `self.0`. */
export function numberAmongFields(field: SyntaxNode): number {
  return (field.parent?.children ?? []).filter(({ kind }) => kind === 'field').indexOf(field);
}

/** `@store, @queue = store, queue`: each with its own value. */
export function* fieldsSetTogether({ language, textOf }: Unit, assign: SyntaxNode): Generator<[string, SyntaxNode]> {
  const targets = childOf(assign, 'assign.target');
  const values = childOf(assign, 'assign.value');
  if (language.fieldName === null || targets?.kind !== 'array' || values?.kind !== 'array') return;
  for (const [index, target] of targets.children.entries()) {
    const value = values.children[index];
    if (value !== undefined && target.kind === 'name' && language.fieldName.test(textOf(target)))
      yield [textOf(target), value];
  }
}
