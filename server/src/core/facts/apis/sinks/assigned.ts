import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import type { DataSink } from './define.ts';
import { isLineWriter } from './files.ts';

/** A value that is put into a place by no call: assigned, appended, answered. */
export interface PlacedValue {
  readonly node: SyntaxNode;
  readonly at: SyntaxNode;
  readonly sink: Omit<DataSink, 'args'>;
}

/** A place of the page, or of the answer, that is assigned to. */
interface Place {
  readonly target: RegExp;
  readonly action: DataSink['action'];
  readonly sink: string;
  readonly does: string;
}

const PLACES: readonly Place[] = [
  { target: /^(?:window\.|globalThis\.)?document\.cookie$/, action: 'cookie', sink: 'browser', does: 'sets a cookie' },
  {
    target: /^(?:cookies(?:\.(?:permanent|signed))*|(?:response|resp|res)\.cookies)\[/,
    action: 'cookie',
    sink: 'browser',
    does: 'sets a cookie',
  },
  {
    target: /^(?:window\.|globalThis\.)?(?:localStorage|sessionStorage)(?:\.\w+$|\[)/,
    action: 'cookie',
    sink: 'browser',
    does: 'keeps it in the browser',
  },
  {
    target: /^(?:window\.|document\.|top\.)?location(?:\.(?:href|search|hash))?$/,
    action: 'url',
    sink: 'url',
    does: 'opens it as an address',
  },
];
const MAX_TARGET = 80;

/** Values that leave by an assignment or an operator. */
export function* assignedSinks({ unit }: Reading): Generator<PlacedValue> {
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const node = childOf(assign, 'assign.value');
    if (node === null || (target?.kind !== 'member' && target?.kind !== 'index')) continue;
    const text = target.end - target.start > MAX_TARGET ? '' : unit.textOf(target).replace(/\s+/g, '');
    const place = PLACES.find((each) => each.target.test(text));
    if (place !== undefined) yield { node, at: assign, sink: placed(place.action, place.sink, text, place.does) };
  }
  if (unit.language.id !== 'ruby') return;
  for (const sum of unit.ofKind('binary')) {
    const left = childOf(sum, 'binary.left');
    const right = childOf(sum, 'binary.right');
    const operator = childOf(sum, 'binary.operator');
    if (left?.kind !== 'name' || right === null || operator === null || unit.textOf(operator) !== '<<') continue;
    if (isLineWriter(unit.textOf(left)))
      yield {
        node: right,
        at: sum,
        sink: placed('export', 'file', unit.textOf(left), 'reads as a table that is written'),
      };
  }
}

function placed(action: DataSink['action'], sink: string, text: string, does: string): Omit<DataSink, 'args'> {
  return { action, sink, to: null, tier: 'pattern', why: `\`${text}\` ${does}.` };
}
