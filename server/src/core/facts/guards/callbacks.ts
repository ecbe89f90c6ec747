import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import type { GuardReading } from './define.ts';
import { lastName } from './paths.ts';

/** Calls that keep a function for later: routes, listeners, tests, timers. */
const KEPT =
  /^(?:get|post|put|patch|delete|del|all|use|on|once|route|handle|add_?event_?listener|describe|it|test|before|after|before_?each|after_?each|register|command|subscribe|set_?timeout|set_?interval|set_?immediate|use_?effect|use_?callback|use_?memo|define|resolver|query|mutation|procedure|task|job|process|consume|listen)$/i;

/** Functions given to calls within a statement that run now: `.then((user) => …)`, `transaction(async (tx) => …)`. */
export function callbacksIn(reading: GuardReading, node: SyntaxNode): readonly SyntaxNode[] {
  const callbacks: SyntaxNode[] = [];
  for (const at of descendants(node, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    if (at.kind !== 'function' || at.role !== 'call.argument') continue;
    const callee = at.parent === null ? null : childOf(at.parent, 'call.callee');
    const name = callee === null ? null : lastName(reading.unit, callee);
    if (name !== null && !KEPT.test(name)) callbacks.push(at);
  }
  return callbacks;
}

/** `wss.on('connection', async (ws, req) => …)`, `bus.subscribe('x', (event) => …)`: a handler of its own, wherever it stands. */
const LISTENS = /^(?:on|once|handle|subscribe|command)$/;

export function isListener({ unit }: FileReading, fn: SyntaxNode): boolean {
  const callee = fn.parent === null ? null : childOf(fn.parent, 'call.callee');
  return callee?.kind === 'member' && LISTENS.test(lastName(unit, callee) ?? '');
}
