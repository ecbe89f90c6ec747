import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type Route } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { guardsIn } from './handlers.ts';

/** Options that hold what stands in front of the handler. */
const IN_FRONT = /^(?:use|middlewares?|guards|before|preHandlers?|hooks)$/;
const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
const MAKES = /(?:[eE]ndpoint|[rR]oute)$/;

/** better-call and its kin: `createEndpoint('/send', { method: 'POST', use: [csrf] }, async (ctx) => …)`. */
export const endpoints = defineRouteFinder({
  id: 'endpoints',
  languages: ['typescript', 'javascript', 'tsx'],
  *find(reading) {
    if (!/[eE]ndpoint\(/.test(reading.unit.tree.text)) return;
    for (const call of reading.unit.ofKind('call')) {
      const route = readEndpoint(reading, call);
      if (route !== null) yield route;
    }
  },
});

function readEndpoint(reading: FileReading, call: SyntaxNode): Route | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null || !MAKES.test(lastName(reading.unit, callee) ?? '')) return null;
  const [where, options, handler, ...more] = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
  if (where === undefined || options?.kind !== 'object' || handler?.kind !== 'function' || more.length > 0) return null;
  const path = textAt(reading, where);
  const method = optionOf(reading, options, /^method$/);
  const verb = method === null ? null : textAt(reading, method);
  if (path === null || !path.startsWith('/') || verb === null || !METHOD.test(verb)) return null;
  const inFront = optionOf(reading, options, IN_FRONT);
  return {
    method: verb,
    path,
    symbol: `${verb} ${path}`,
    node: call,
    handler,
    group: 'endpoints',
    guards: inFront === null ? [] : guardsIn(reading, inFront, 'route'),
  };
}

function optionOf({ unit }: FileReading, options: SyntaxNode, name: RegExp): SyntaxNode | null {
  for (const child of options.children) {
    const key = childOf(child, 'entry.key');
    if (key !== null && name.test(unit.textOf(key).replace(/['"]/g, ''))) return childOf(child, 'entry.value');
  }
  return null;
}
