import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { functionCalled } from '../function-called.ts';
import { isMethodSwitch, methodsAsked, methodsNamed } from './method-conditions.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

export const SENDS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export interface MethodLimit {
  readonly node: SyntaxNode;
  /** It refuses what does not send, and that something is changed behind it is seen here. */
  readonly isOfChange: boolean;
}

const REFUSES = /\b405\b|method[ _]?not[ _]?allowed|MethodNotAllowed/i;
const LEAVES = /\b(?:return|throw|raise|exit|die|abort|redirect\w*)\b/;
/** Of whatever else is sent something may have a method as well. */
const OF_REQUEST = /\b(?:req|request|r)(?:\.|->|\?\.)\w*method|REQUEST_METHOD|\brequest\.\w+\?/i;
/** Characters of a function that are looked through. */
const MAX_TEXT = 4_000;

/** Parts of a function, by their places. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** The branch that keeps what a function changes from being reached by GET: it refuses any other method, or only shows something. */
export function methodLimitIn(reading: FileReading, fn: SyntaxNode): MethodLimit | null {
  const body = childOf(fn, 'function.body');
  if (body === null) return null;
  const branches = [...descendants(body, ({ kind }) => kind !== 'function' && kind !== 'class')].filter(
    ({ kind }) => kind === 'if',
  );
  const sending = branches.flatMap((branch) => sendingParts(reading, branch));
  const asking = branches.flatMap((node) => {
    const sides = sidesOf(reading, node, body, sending);
    return sides === null ? [] : [{ node, ...sides }];
  });
  if (asking.length === 0) return null;
  const changes = changesIn(reading, body);
  let named: MethodLimit | null = null;
  for (const { node, ...sides } of asking) {
    const elsewhere = writtenIn(changes, sides.others);
    const isChanging = [...writtenIn(changes, sides.sent)].some((change) => !elsewhere.has(change));
    if (isChanging && sides.isRefused) return { node, isOfChange: true };
    if (isChanging || (sides.isRefused && elsewhere.size === 0)) named ??= { node, isOfChange: false };
  }
  return named;
}

/** Whether a function does what a link should not. */
export function changesSomething(reading: FileReading, fn: SyntaxNode): boolean {
  const body = childOf(fn, 'function.body');
  return body !== null && changesIn(reading, body).length > 0;
}

interface Sides {
  readonly sent: readonly Span[];
  readonly others: readonly Span[];
  /** Others are refused, or leave: what only shows a page beside what it changes goes with the change. */
  readonly isRefused: boolean;
}

/** What is done for methods that send, and what for others as well; null where a branch asks for something else. */
function sidesOf(
  reading: FileReading,
  node: SyntaxNode,
  body: SyntaxNode,
  sending: readonly SyntaxNode[],
): Sides | null {
  const then = childrenOf(node, 'if.then');
  const isRefused = REFUSES.test(textOf(reading, body));
  const split: Sides = { sent: sending, others: without(body, sending), isRefused };
  if (isMethodSwitch(reading, node)) return split;
  const asked = methodsAsked(reading, node);
  if (asked === null) return null;
  const isSending = asked.methods.every((method) => SENDS.has(method));
  const isShowing = asked.methods.includes('GET') && !asked.methods.some((method) => SENDS.has(method));
  if (asked.isNegated ? isShowing : isSending) return split;
  // `if (req.method !== 'POST') return res.status(405).end()`, `if request.method == "GET": return render(…)`
  if (!(asked.isNegated ? isSending : isShowing)) return null;
  const after = childrenOf(node, 'if.else');
  const isLeft = then.some((part) => LEAVES.test(textOf(reading, part)) || REFUSES.test(textOf(reading, part)));
  if (isLeft)
    return {
      sent: [{ start: then.at(-1)!.end, end: body.end }],
      others: then,
      isRefused: isRefused || OF_REQUEST.test(textOf(reading, node)),
    };
  return after.length === 0 ? null : { sent: after, others: without(body, after), isRefused };
}

function sendingParts(reading: FileReading, node: SyntaxNode): readonly SyntaxNode[] {
  const then = childrenOf(node, 'if.then');
  if (isMethodSwitch(reading, node))
    return then.filter((part) => {
      const named = childrenOf(part, 'block.case').flatMap((each) => methodsNamed(reading, each));
      return named.length > 0 && named.every((method) => SENDS.has(method));
    });
  const asked = methodsAsked(reading, node);
  return asked !== null && !asked.isNegated && asked.methods.every((method) => SENDS.has(method)) ? then : [];
}

function without(body: SyntaxNode, parts: readonly SyntaxNode[]): readonly Span[] {
  const left: Span[] = [];
  let at = body.start;
  for (const { start, end } of parts) {
    if (start > at) left.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return [...left, { start: at, end: body.end }];
}

function textOf({ unit }: FileReading, { start, end }: Span): string {
  return unit.tree.text.slice(start, Math.min(end, start + MAX_TEXT));
}

const CHANGES =
  /\b(?:delete|destroy|save|create|update|remove|insert|upsert|exec|execute|commit|transfer|impersonate|approve|revoke|reset|disable|enable|archive|restore|publish|invite)\b/;
/** They make what the program works with. */
const MAKES =
  /\bcreate (?:\w+ ){0,3}(?:client|hash|hmac|cipheriv|context|connection|element|logger|router|schema|store|stream|reader|elements|server|caller|pool|queue builder)$/;
const READS = /^[`'"([\s]*(?:select|with|show|explain)\b/i;
const MAX_CALLEE = 80;
const MAX_CALLS = 200;

/** A call in a body, by which something is changed. */
interface Change extends Span {
  /** The calls that do it, in a function of this file too, as they are written. */
  readonly written: readonly string[];
}

function changesIn(reading: FileReading, body: SyntaxNode): readonly Change[] {
  const limit = body.start + MAX_TEXT;
  return callsIn(body).flatMap((call) => {
    if (call.end > limit) return [];
    const called = functionCalled(reading, call);
    const calls = called === null ? [call] : [call, ...callsIn(called)];
    const written = calls.flatMap((each) => changeOf(reading, each) ?? []);
    return written.length === 0 ? [] : [{ start: call.start, end: call.end, written }];
  });
}

function writtenIn(changes: readonly Change[], spans: readonly Span[]): ReadonlySet<string> {
  const within = changes.filter((change) => spans.some(({ start, end }) => change.start >= start && change.end <= end));
  return new Set(within.flatMap(({ written }) => written));
}

function callsIn(node: SyntaxNode): readonly SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  for (const each of descendants(node)) if (each.kind === 'call' && calls.push(each) >= MAX_CALLS) break;
  return calls;
}

function changeOf({ unit }: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null) return null;
  const words = wordsOf(lastName(unit, callee) ?? '');
  if (!CHANGES.test(words) || MAKES.test(words)) return null;
  const text = unit.textOf(callee);
  const [first] = childrenOf(call, 'call.argument');
  if (/^exec(?:ute)?\b/.test(words) && first !== undefined && READS.test(unit.textOf(first).slice(0, 20))) return null;
  // `createHash('sha256').update(text)`
  if (/\bcreateH(?:ash|mac)\(|\bdigest\b/.test(text)) return null;
  return text.slice(-MAX_CALLEE);
}
