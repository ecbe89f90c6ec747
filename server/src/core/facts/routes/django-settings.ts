import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading, GuardUse, Route } from '../define.ts';
import { valueGiven } from '../value-given.ts';
import { guardsIn } from './handlers.ts';

const OF_REST = { symbol: 'every route of the REST framework', handler: null, group: 'settings' } as const;
const DEFAULTS = /DEFAULT_PERMISSION_CLASSES|DEFAULT_THROTTLE_CLASSES/;
const DENIES = /csrf|login_?required|rate_?limit|throttl|two_?factor|otp/i;
/** Names and sums that a list is put together of. */
const MAX_DEPTH = 4;

/** What settings ask of every view: REST framework's default permissions, middleware that denies. */
export function* djangoSettings(reading: FileReading): Generator<Route> {
  const { unit } = reading;
  for (const kind of ['entry', 'keyword'] as const)
    for (const node of unit.ofKind(kind)) {
      const key = childOf(node, kind === 'entry' ? 'entry.key' : 'keyword.name');
      yield* ofDefaults(reading, node, key, childOf(node, kind === 'entry' ? 'entry.value' : 'keyword.value'));
    }
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target === null || value === null) continue;
    // `REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] = [...]`
    yield* ofDefaults(reading, assign, childOf(target, 'index.key'), value);
    // It is there without any entry, and lets everybody in then.
    if (unit.textOf(target) === 'REST_FRAMEWORK')
      yield { ...OF_REST, method: 'ROUTER', path: '*', node: assign, guards: [] };
    if (!/^MIDDLEWARE(?:_CLASSES)?$/.test(unit.textOf(target))) continue;
    yield {
      method: 'ROUTER',
      path: '*',
      symbol: 'every route of the project',
      node: assign,
      handler: null,
      group: 'settings',
      guards: namedIn(reading, value, DENIES),
    };
  }
}

function* ofDefaults(
  reading: FileReading,
  node: SyntaxNode,
  key: SyntaxNode | null,
  value: SyntaxNode | null,
): Generator<Route> {
  if (key === null || value === null || !DEFAULTS.test(reading.unit.textOf(key))) return;
  yield { ...OF_REST, method: 'ROUTER', path: '*', node, guards: namedIn(reading, value, /./) };
}

/** Guards that a list names in strings: `'rest_framework.permissions.IsAuthenticated'`. */
function namedIn(reading: FileReading, list: SyntaxNode, wanted: RegExp): readonly GuardUse[] {
  return itemsOf(reading, list).flatMap((item) =>
    item.kind === 'string' && wanted.test(reading.unit.textOf(item)) ? guardsIn(reading, item, 'module') : [],
  );
}

/** Of `[*SECURITY, 'a']`, `SECURITY + OTHERS` and a name the items as well. */
function itemsOf(reading: FileReading, node: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (depth > MAX_DEPTH) return [];
  const inner = (at: SyntaxNode): readonly SyntaxNode[] => itemsOf(reading, at, depth + 1);
  switch (node.kind) {
    case 'array':
      return node.children.flatMap((child) => (child.kind === 'spread' ? inner(child) : [child]));
    case 'binary':
    case 'spread':
    case 'other':
      return node.children.flatMap(inner);
    case 'name': {
      const value = valueGiven(reading, node);
      return value === null ? [] : inner(value);
    }
    default:
      return [];
  }
}
