import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { symbolPath } from './names.ts';
import { oncePerUnit } from './once-per-unit.ts';

/** A field of a Go struct with what stands behind it between back quotes. */
export interface TaggedField {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly tag: string;
  /** `CreateUser.Role`: that its tag asks for less can be said only while the field is there. */
  readonly subject: Subject;
}

/** Characters behind a field in which its tag ends. */
const MAX_TAG = 400;
const TAG = /^[^\n`]{0,120}(?:`([^`\n]{0,300})`)?/;

export const taggedFields = oncePerUnit(({ unit }: FileReading): readonly TaggedField[] => {
  if (unit.language.id !== 'go' || unit.context.test) return [];
  return unit.ofKind('field').flatMap((node) => {
    const name = childOf(node, 'field.name');
    const owner = enclosing(node, 'class', 'interface');
    const symbol = owner === null ? null : symbolPath(unit, owner);
    if (name === null || symbol === null) return [];
    const tag = TAG.exec(unit.tree.text.slice(name.end, name.end + MAX_TAG))?.[1] ?? '';
    const text = unit.textOf(name);
    return [{ node, name: text, tag, subject: { type: 'class' as const, symbol: `${symbol}.${text}` } }];
  });
});
