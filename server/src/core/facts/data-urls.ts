import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, enclosing } from '../text/tree.ts';
import type { DataSink } from './apis/sinks/define.ts';
import { networkCalls } from './apis/network-calls.ts';
import type { Reading } from './define.ts';

/** A value that is put into the query of a URL. */
export interface UrlParameter {
  readonly node: SyntaxNode;
  /** The URL. */
  readonly at: SyntaxNode;
  readonly sink: Omit<DataSink, 'args'>;
}

/** What a piece of text ends with that a value of a query comes behind: `…?email=`; formats write it `?email=%s`. */
const PARAMETER = /[?&#]([\w.-]{1,60})=$/;
const FORMATTED = /[?&#]([\w.-]{1,60})=(?:%[sdvq]|\{\w*\})/g;
const MAX_TEXT = 2000;

/** Texts with a query that a value is put into: templates, sums of texts, formats. */
export function* urlParameters(reading: Reading): Generator<UrlParameter> {
  const { unit } = reading;
  for (const template of unit.ofKind('template')) {
    let before: SyntaxNode | null = null;
    for (const child of template.children) {
      const key =
        before?.kind === 'template-text' || before?.kind === 'string'
          ? PARAMETER.exec(lastOf(unit.textOf(before)))?.[1]
          : undefined;
      if (key !== undefined && child.kind !== 'template-text' && !isRequest(reading, template))
        yield parameter(child, template, key);
      before = child;
    }
  }
  for (const sum of unit.ofKind('binary')) {
    const left = childOf(sum, 'binary.left');
    const right = childOf(sum, 'binary.right');
    const text = left?.kind === 'binary' ? childOf(left, 'binary.right') : left;
    if (left === null || right === null || text === null || text?.kind !== 'string') continue;
    const key = PARAMETER.exec(lastOf(unit.textOf(text)).replace(/["'`]$/, ''))?.[1];
    if (key !== undefined && !isRequest(reading, sum)) yield parameter(right, sum, key);
  }
  for (const call of unit.ofKind('call')) {
    const args = reading.resolver.argumentsOf(call).map((arg) => arg.node);
    const [first] = args;
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

function lastOf(text: string): string {
  return text.slice(-80);
}

function parameter(node: SyntaxNode, at: SyntaxNode, key: string): UrlParameter {
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
