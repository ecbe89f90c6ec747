import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import type { Given } from './define.ts';

const MAX_NAME = 80;
const MAX_CALLEE = 160;

/** Calls that are told the name of what they set: `curl_setopt($c, CURLOPT_SSL_VERIFYPEER, false)`. */
const SETS_BY_NAME =
  /^(?:curl_setopt|ini_set|setFeature|set|put|setProperty|setopt|set_option|setOption|setenv|Setenv|putenv|UseSetting)$/;

/** Every value of a file that has a name, by that name. */
export const givenValues = oncePerUnit((reading): ReadonlyMap<string, readonly Given[]> => {
  const found = new Map<string, Given[]>();
  for (const each of listGiven(reading)) {
    const list = found.get(each.name);
    if (list === undefined) found.set(each.name, [each]);
    else list.push(each);
  }
  return found;
});

export function plainName(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

function* listGiven(reading: FileReading): Generator<Given> {
  const { unit } = reading;
  const named = (
    node: SyntaxNode,
    name: SyntaxNode | null,
    value: SyntaxNode | null,
    rest: Partial<Given> = {},
  ): Given | null =>
    name === null || value === null || name.end - name.start > MAX_NAME
      ? null
      : { name: plainName(nameText(reading, name)), value, node, callee: '', holder: '', ...rest };
  const some = function* (given: Given | null): Generator<Given> {
    if (given !== null && given.name !== '') yield given;
  };
  for (const node of unit.ofKind('entry')) {
    const callee = calleeAround(reading, node);
    yield* some(named(node, childOf(node, 'entry.key'), childOf(node, 'entry.value'), { callee }));
    yield* some(ofPair(reading, node));
  }
  for (const node of unit.ofKind('shorthand'))
    if (node.parent?.kind === 'object') yield* some(named(node, node, node, { callee: calleeAround(reading, node) }));
  for (const node of unit.ofKind('keyword'))
    yield* some(
      named(node, childOf(node, 'keyword.name'), childOf(node, 'keyword.value'), {
        callee: calleeAround(reading, node),
      }),
    );
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const name = target?.kind === 'member' ? childOf(target, 'member.property') : indexKey(target);
    const object = target === null ? null : (childOf(target, 'member.object') ?? childOf(target, 'index.object'));
    const holder = object === null ? '' : textOf(reading, object);
    yield* some(named(node, name, childOf(node, 'assign.value'), { holder }));
  }
  for (const node of unit.ofKind('field'))
    yield* some(named(node, childOf(node, 'field.name'), childOf(node, 'field.value')));
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const args = childrenOf(node, 'call.argument');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || name.length > MAX_NAME || args.length === 0 || args.length > 3) continue;
    const written = textOf(reading, callee!);
    if (args.length === 1 && args[0]!.kind !== 'keyword') {
      const set = plainName(name.replace(/^(?:set|with|add)(?=[A-Z_])/, ''));
      yield { name: set, value: args[0]!, node, callee: written, holder: written };
    } else if (args.length > 1 && SETS_BY_NAME.test(name)) {
      const [what, value] = args.slice(-2);
      yield* some(named(node, what!, value!, { callee: written, holder: written }));
    }
  }
}

/** `- name: NODE_TLS_REJECT_UNAUTHORIZED` and `value: "0"` beside it. */
function ofPair(reading: FileReading, node: SyntaxNode): Given | null {
  const { unit } = reading;
  if (unit.language.isCode || node.parent === null) return null;
  const key = childOf(node, 'entry.key');
  const value = childOf(node, 'entry.value');
  if (key === null || value === null || nameText(reading, key) !== 'value') return null;
  const beside = node.parent.children.find((each) => {
    const other = each.kind === 'entry' ? childOf(each, 'entry.key') : null;
    return other !== null && nameText(reading, other) === 'name';
  });
  const name = beside === undefined ? null : childOf(beside, 'entry.value');
  if (name === null || name.end - name.start > MAX_NAME) return null;
  return { name: plainName(unit.textOf(name)), value, node, callee: '', holder: '' };
}

function indexKey(target: SyntaxNode | null): SyntaxNode | null {
  return target?.kind === 'index' ? childOf(target, 'index.key') : target;
}

function nameText({ unit }: FileReading, node: SyntaxNode): string {
  const text = unit.textOf(node);
  return node.kind === 'string' ? (unit.language.readString(text) ?? text) : text;
}

/** The nearest call whose options these are: through objects and lists, not through functions. */
function calleeAround(reading: FileReading, node: SyntaxNode): string {
  let at = node.parent;
  for (let step = 0; at !== null && step < 8; step += 1) {
    if (at.kind === 'call' || at.kind === 'new') {
      const callee = childOf(at, 'call.callee');
      return callee === null ? '' : textOf(reading, callee);
    }
    if (at.kind === 'function' || at.kind === 'block' || at.kind === 'class') return '';
    at = at.parent;
  }
  return '';
}

function textOf({ unit }: FileReading, node: SyntaxNode): string {
  return unit.tree.text.slice(Math.max(node.start, node.end - MAX_CALLEE), node.end);
}
