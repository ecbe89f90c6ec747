import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { oncePerUnit } from '../../once-per-unit.ts';
import type { DataSink, SinkCall } from './define.ts';
import { sinkFinders } from './table.ts';

/** By call: data flows and chains ask the same of each. */
const knownSinks = oncePerUnit((): Map<SyntaxNode, DataSink | null> => new Map());

/** What a call does with data it is given; null when nothing is known of it. */
export function sinkOf(reading: Reading, call: SyntaxNode, callee: SyntaxNode): DataSink | null {
  const known = knownSinks(reading);
  let sink = known.get(call);
  if (sink === undefined) known.set(call, (sink = findSink(reading, call, callee)));
  return sink;
}

function findSink(reading: Reading, call: SyntaxNode, callee: SyntaxNode): DataSink | null {
  const described = describe(reading, call, callee);
  for (const finder of sinkFinders) {
    const sink = finder.find(described);
    if (sink !== null) return sink;
  }
  return null;
}

function describe(reading: Reading, call: SyntaxNode, callee: SyntaxNode): SinkCall {
  const { unit, resolver } = reading;
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const property = callee.kind === 'member' ? childOf(callee, 'member.property') : null;
  const own = object?.kind === 'member' ? childOf(object, 'member.property') : object;
  const isShort = own !== null && own.end - own.start <= 40;
  return {
    reading,
    call,
    callee,
    path: resolver.calleeOf(call),
    text: callee.end - callee.start > 120 ? '' : unit.textOf(callee).replace(/\s+/g, ''),
    object: own !== null && isShort ? unit.textOf(own).replace(/^[$@]/, '') : '',
    method: property === null ? '' : unit.textOf(property),
    args: () => resolver.argumentsOf(call),
  };
}
