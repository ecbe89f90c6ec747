import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import type { Value } from '../value.ts';
import { truthOf } from './meanings.ts';

/** Characters of a policy, and of an object that says one. */
const MAX_LENGTH = 4_000;

/** How much a policy of content holds back, as a value of `contentPolicy`; null when only a deployment knows. */
export function contentPolicyOf(value: Value, node: SyntaxNode, { unit }: FileReading): string | null {
  if (value.kind === 'text') return levelOf(value.text);
  if (truthOf(value) === false || value.kind === 'null') return 'off';
  if (node.end - node.start > MAX_LENGTH || !['object', 'array', 'call'].includes(node.kind)) return null;
  const written = unit.textOf(node);
  // A list of sources by itself: `CSP_SCRIPT_SRC = ("'self'",)`.
  if (node.kind === 'array') return levelOfSources(written);
  return levelOf(written.replace(/['"`]?([a-z]+)(?:-s|S|_s)rc(?:Elem)?['"`]?\s*(?::|=>?)\s*/g, ';$1-src '));
}

/** @see https://www.w3.org/TR/CSP3/ (2026-11) */
export function levelOf(policy: string): string | null {
  if (policy.length > MAX_LENGTH) return null;
  const of = (name: string): string | undefined =>
    new RegExp(String.raw`(?:^|[;\s"'])${name}\s([^;]*)`, 'i').exec(policy)?.[1];
  const sources = of('script-src') ?? of('default-src');
  if (sources !== undefined) return levelOfSources(sources);
  // It may be about something else, or be put together at run time.
  return policy.trim() === '' ? 'off' : null;
}

function levelOfSources(sources: string): string {
  const words = sources.split(/[\s,[\]()]+/).map((word) => word.replace(/^["'`]+|["'`]+$/g, ''));
  if (words.some((word) => /^(?:\*|https?:|data:|\*\.\*|https?:\/\/\*)$/.test(word))) return 'scripts from anywhere';
  const isHeld = words.some((word) => /^(?:nonce-|sha\d+-|strict-dynamic$)/.test(word));
  return words.includes('unsafe-eval') || (words.includes('unsafe-inline') && !isHeld)
    ? 'scripts written into the page'
    : 'listed scripts only';
}

/** Who may show the page in a frame, where a policy says so. */
export function framesOf(policy: string): string | null {
  const sources = /(?:^|[;\s"'])frame-ancestors\s([^;]*)/i.exec(policy.slice(0, MAX_LENGTH))?.[1];
  if (sources === undefined) return null;
  if (/\*(?=[\s;"']|$)|https?:(?!\/\/)/.test(sources)) return 'off';
  if (/'?none'?/.test(sources)) return 'no site';
  return /^\s*'?self'?\s*["']?$/.test(sources) ? 'the same site' : 'listed sites';
}
