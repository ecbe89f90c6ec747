import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';

/** `{ ok: true }`, `Result(ok=True)`: what an answer says by name; null when it says nothing so. */
export function partsOf(value: SyntaxNode): readonly SyntaxNode[] | null {
  if (value.kind === 'object') return value.children;
  const named = value.kind === 'call' || value.kind === 'new' ? value.children.filter(isNamed) : [];
  return named.length === 0 ? null : named;
}

export interface AnswerPart {
  readonly key: string;
  readonly value: SyntaxNode | null;
}

/** `ok: true`, `ok=True`, `ok`; null for what has no name. */
export function readAnswerPart({ textOf }: Unit, part: SyntaxNode): AnswerPart | null {
  const kind = isNamed(part) ? ['keyword.name', 'keyword.value'] : ['entry.key', 'entry.value'];
  const [key, value] = part.kind === 'shorthand' ? [part, part] : kind.map((role) => childOf(part, role));
  return key ? { key: textOf(key).replace(/['"]/g, ''), value: value ?? null } : null;
}

function isNamed({ kind }: SyntaxNode): boolean {
  return kind === 'keyword';
}
