import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { messageOrigin, messageTarget } from '../settings/hardening-rows.ts';
import type { Hardened } from './define.ts';

const SCRIPTS = new Set(['javascript', 'typescript', 'tsx']);
const WINDOW = /^(?:window|globalThis|self)(?:\.\w+)?$|^addEventListener$/;
/** Where the only other side is the editor, the worker or the native program that this is part of. */
const OWN_CHANNEL =
  /acquireVsCodeApi|importScripts|DedicatedWorker|ServiceWorkerGlobalScope|ReactNativeWebView|parentPort/;
/** A handler looks at who sent it. */
export const ASKED = /\borigin\b|\.source\b|\bisTrusted\b|\bports\b|[oO]riginAllowed|allowedOrigins?/;

/** Messages between windows: to whom they go, and from whom they are obeyed. */
export function* messages({ unit, resolver }: Reading): Generator<Hardened> {
  if (!SCRIPTS.has(unit.language.id) || !/postMessage|['"]message['"]/.test(unit.tree.text)) return;
  if (OWN_CHANNEL.test(unit.tree.text) || /worker/i.test(unit.path)) return;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : callee;
    const name = property === null || property === undefined ? '' : unit.textOf(property);
    const args = childrenOf(node, 'call.argument');
    if (name === 'postMessage' && args.length > 1) {
      const target = resolver.valueOf(args[1]!);
      if (target.kind === 'text') yield { row: messageTarget, node, value: target.text === '*' ? 'any' : 'one' };
    } else if (name === 'addEventListener' && callee !== null && WINDOW.test(unit.textOf(callee))) {
      const event = args[0] === undefined ? null : resolver.valueOf(args[0]);
      const handler = args[1] === undefined ? null : resolver.valueOf(args[1]);
      if (event?.kind !== 'text' || event.text !== 'message' || handler?.kind !== 'function') continue;
      const body = unit.textOf(handler.node);
      if (/\bdata\b/.test(body)) yield { row: messageOrigin, node, value: ASKED.test(body) ? 'on' : 'off' };
    }
  }
}
