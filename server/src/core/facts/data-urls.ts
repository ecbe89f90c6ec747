import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { PlacedValue } from './apis/sinks/assigned.ts';
import { networkCalls } from './apis/network-calls.ts';
import type { Reading } from './define.ts';

/** What a piece of text ends with that a value of a query comes behind: `…?email=`; formats write it `?email=%s`. */
const PARAMETER = /[?&#](?:([\w.-]{1,60})=)?$/;
/** `url.searchParams.set(key, value)` */
const PUTS = /(?:^|\.)(?:searchParams|search_params|query)\.(?:set|append|add|Set|Add)$/;
const FORMATTED = /[?&#]([\w.-]{1,60})=(?:%[sdvq]|\{\w*\})/g;
const MAX_TEXT = 2000;

/** Texts with a query that a value is put into: templates, sums of texts, formats. */
export function* urlParameters(reading: Reading): Generator<PlacedValue> {
  const { unit } = reading;
  for (const template of unit.ofKind('template')) {
    let before: SyntaxNode | null = null;
    for (const child of template.children) {
      const key =
        before?.kind === 'template-text' || before?.kind === 'string' ? keyIn(lastOf(unit.textOf(before))) : null;
      if (key !== null && child.kind !== 'template-text' && !isRequest(reading, template))
        yield parameter(child, template, key);
      before = child;
    }
  }
  for (const sum of unit.ofKind('binary')) {
    const left = childOf(sum, 'binary.left');
    const right = childOf(sum, 'binary.right');
    const text = left?.kind === 'binary' ? childOf(left, 'binary.right') : left;
    if (left === null || right === null || text === null || text?.kind !== 'string') continue;
    const key = keyIn(lastOf(unit.textOf(text)).replace(/["'`]$/, ''));
    if (key !== null && !isRequest(reading, sum)) yield parameter(right, sum, key);
  }
  for (const call of unit.ofKind('call')) {
    const args = reading.resolver.argumentsOf(call).map((arg) => arg.node);
    const [first] = args;
    const callee = childOf(call, 'call.callee');
    const isPut = callee !== null && callee.end - callee.start < 80 && PUTS.test(unit.textOf(callee));
    if (isPut && args.length === 2 && args[1] != null) yield parameter(args[1], call, unit.textOf(first!).slice(0, 40));
    if (first?.kind !== 'string' || args.length < 2 || first.end - first.start > MAX_TEXT) continue;
    const text = unit.textOf(first);
    if (!text.includes('=%') && !text.includes('={')) continue;
    const holes = [...text.matchAll(/%[sdvq]|\{\w*\}/g)].map((hole) => hole.index);
    for (const found of text.matchAll(FORMATTED)) {
      const at = found.index + found[0].search(/%|\{/);
      const node = args[1 + holes.indexOf(at)];
      if (node != null && !isRequest(reading, call)) yield parameter(node, call, found[1]!);
    }
  }
}

/** The key that a value stands under; the whole query where it follows the question mark. */
function keyIn(text: string): string | null {
  const found = PARAMETER.exec(text);
  return found === null ? null : (found[1] ?? 'the query');
}

function lastOf(text: string): string {
  return text.slice(-80);
}

function parameter(node: SyntaxNode, at: SyntaxNode, key: string): PlacedValue {
  return {
    node,
    at,
    sink: {
      action: 'url',
      sink: 'url',
      to: null,
      tier: 'pattern',
      why: `It stands in the query of a URL, as \`${key}\`.`,
    },
  };
}

/** The address of a request itself: what is sent there says the request, and nobody sees the address in a browser. */
function isRequest({ resolver }: Reading, node: SyntaxNode): boolean {
  for (let at = enclosing(node, 'call', 'new'); at !== null; at = enclosing(at, 'call', 'new')) {
    const path = resolver.calleeOf(at);
    if (path !== null && networkCalls.has(path)) return true;
    if (enclosing(node, 'function') !== enclosing(at, 'function')) return false;
  }
  return false;
}
