import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { both, either, literal, negate } from '../guards/formula.ts';
import { asObject, asTexts, keyText, valueOfKey } from '../objects.ts';
import { itemsOf } from '../kubernetes/manifest.ts';
import { type Condition, THAT } from './rule-conditions.ts';
import { cutText } from './rule-text.ts';

/** Relations in relations; columns of one filter. */
const MAX_DEPTH = 12;
const MAX_PARTS = 100;

/** What words stand for a comparison; others are shown as they are. */
const OPERATORS: Readonly<Record<string, string>> = {
  _eq: '==',
  _neq: '!=',
  _gt: '>',
  _lt: '<',
  _gte: '>=',
  _lte: '<=',
  _in: 'in',
};

/**
 * Which rows a filter of Hasura gives: all that it says must hold, in whatever order.
 * @see https://hasura.io/docs/2.0/auth/authorization/permissions/row-level-permissions/ (2026-11)
 */
export function rowsCondition(reading: FileReading, filter: SyntaxNode, path = '', depth = 0): Condition {
  if (depth > MAX_DEPTH) return literal(about(path, 'is limited'));
  return both(
    ...filter.children.slice(0, MAX_PARTS).map((entry) => {
      const key = entry.kind === 'entry' ? (keyText(reading, entry) ?? '') : '';
      const value = valueOfKey(reading, filter, key);
      const inner = asObject(reading, value);
      const all = (): readonly Condition[] =>
        itemsOf(reading, value)
          .slice(0, MAX_PARTS)
          .map((each) => rowsCondition(reading, each, path, depth + 1));
      if (/^[_$]and$/.test(key)) return both(...all());
      if (/^[_$]or$/.test(key)) return either(...all());
      if (/^[_$]not$/.test(key) && inner !== null) return negate(rowsCondition(reading, inner, path, depth + 1));
      const below = path === '' ? key : `${path}.${key}`;
      if (!key.startsWith('_') && inner !== null && inner.children.length > 0)
        return rowsCondition(reading, inner, below, depth + 1);
      return literal(compared(reading, path, key.replace(/^\$/, '_'), value));
    }),
  );
}

function compared(reading: FileReading, path: string, operator: string, value: SyntaxNode | null): Alternative {
  const texts = asTexts(reading, value).map(({ text }) => text);
  const text =
    texts.length === 0 && value !== null
      ? reading.unit.textOf(value).replace(/\s+/g, ' ')
      : texts.toSorted().join(', ');
  const isOfCaller = /^x-hasura-/i.test(text);
  if (isOfCaller && /^_(?:eq|in)$/.test(operator))
    return { kind: 'owner', value: /org|tenant|team|company/i.test(text) ? 'tenant' : 'owner' };
  const sign = Object.hasOwn(OPERATORS, operator)
    ? OPERATORS[operator]!
    : operator.replace(/^_/, '').replaceAll('_', ' ');
  return about(path, `${sign} ${isOfCaller ? text.toLowerCase() : text}`);
}

function about(path: string, said: string): Alternative {
  return { kind: 'check', value: `${THAT}${cutText(`${path} ${said}`.trim())}`.replaceAll('|', '/') };
}
