import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

const CLIENT =
  '(?:fetch(?:er)?|ky|axios|got|http|https|requests?|http client|client|agent|dispatcher|look ?up|session|opener|url ?open|download(?:er)?|transport|get|post)';
/** Clients that look where they connect to, by the name a program gives them beside the plain one. */
const SAFE_CLIENT = new RegExp(
  `^(?:safe|ssrf|ssrf safe|ssrf protected|guarded|restricted|hardened|egress filtered)(?: (?:http|url|outbound|undici|external))? ${CLIENT}$|^(?:${CLIENT}) (?:safely|with ssrf (?:guard|protection|check))$|^create (?:safe|ssrf safe) ${CLIENT}$`,
);
/** A part of a client that is made for it. */
const HANDLER = /<\w{0,40}ssrf\w{0,40}>$/i;
/** Options by which a client is given to another one. */
const GIVEN = /^(?:fetch|agent|dispatcher|http ?agent|https ?agent|lookup|transport|client|session|opener)$/;

/** `safeFetch(url)`, `safeKy.get(url)`, `fetch(url, { dispatcher: ssrfSafeAgent })`: only public addresses are reached. */
export function safeClient({ unit }: FileReading, call: SyntaxNode): Alternative | null {
  const callee = childOf(call, 'call.callee');
  // `.AddHttpMessageHandler<SsrfProtectionHandler>()`
  if (callee !== null && HANDLER.test(unit.textOf(callee).slice(-120))) return { kind: 'input', value: 'allowed-host' };
  if (callee === null || callee.end - callee.start > 80) return null;
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const isOwn = [callee, object].some((node) => node !== null && isSafe(lastName(unit, node)));
  return isOwn || childrenOf(call, 'call.argument').some((arg) => isGiven(unit, arg))
    ? { kind: 'input', value: 'allowed-host' }
    : null;
}

function isSafe(name: string | null): boolean {
  return name !== null && name.length <= 40 && SAFE_CLIENT.test(wordsOf(name));
}

function isGiven(unit: FileReading['unit'], arg: SyntaxNode): boolean {
  if (arg.kind === 'keyword') return isEntry(unit, childOf(arg, 'keyword.name'), childOf(arg, 'keyword.value'));
  return (
    arg.kind === 'object' &&
    arg.children.some((child) => isEntry(unit, childOf(child, 'entry.key'), childOf(child, 'entry.value')))
  );
}

function isEntry(unit: FileReading['unit'], key: SyntaxNode | null, value: SyntaxNode | null): boolean {
  return (
    key !== null &&
    (value?.kind === 'name' || value?.kind === 'member') &&
    isSafe(lastName(unit, value)) &&
    GIVEN.test(wordsOf(unit.textOf(key)))
  );
}
