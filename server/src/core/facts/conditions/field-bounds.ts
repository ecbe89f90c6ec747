import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameIn } from './named-values.ts';
import { toThrough } from './through.ts';

const FIELD =
  /\b(?:pass ?(?:word|wd|phrase|code)s?|pin|secret|token|e ?mail|user ?name|urls?|uri|redirect\w*|call ?back\w*|host\w*|domain|path|file ?name|amount|quantity|price|limit|page size|per page|size|count|depth|slug|role|scope)$/;
const BOUNDS =
  /^(?:min|max|min ?length|max ?length|min length|max length|length|regexp?|pattern|matches|gt|ge|gte|lt|le|lte|validators?|email|url|uuid|ip|positive|nonnegative|refine|super ?refine|one ?of|enum|max digits|multiple ?of)$/;
const MAX_VALUE = 400;
const MAX_NODES = 80;

/** `new_password: str = Field(..., min_length=8)`, `url: z.string().url()`: what a field must be, by its bounds. */
export function* fieldBounds(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['assign', 'entry', 'field'] as const)
    for (const node of unit.ofKind(kind)) {
      const name = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (name === null || value?.kind !== 'call' || value.end - value.start > MAX_VALUE) continue;
      const field = unit.textOf(name).replaceAll(/["'`]/g, '').slice(-60);
      if (!FIELD.test(wordsOf(field))) continue;
      for (const { at, bound } of boundsIn(reading, value))
        yield toThrough(reading, { node, key: `bound ${bound} of ${field}`, word: field, shown: at });
    }
}

function* boundsIn({ unit }: Reading, value: SyntaxNode): Generator<{ at: SyntaxNode; bound: string }> {
  let count = 0;
  for (const at of descendants(value)) {
    if ((count += 1) > MAX_NODES) return;
    const key =
      at.kind === 'keyword'
        ? childOf(at, 'keyword.name')
        : at.kind === 'entry'
          ? childOf(at, 'entry.key')
          : at.kind === 'call' && childOf(at, 'call.callee')?.kind === 'member'
            ? childOf(at, 'call.callee')
            : null;
    const text = key === null ? '' : key.kind === 'member' ? (lastName(unit, key) ?? '') : unit.textOf(key);
    const bound = wordsOf(text.slice(0, 40));
    if (BOUNDS.test(bound)) yield { at: at.kind === 'call' ? key! : at, bound };
  }
}
