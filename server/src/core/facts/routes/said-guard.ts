import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { found } from '../guards/found.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { wordsOf } from '../guards/words.ts';

/** A guard in the words of a framework, which say what it asks for: `middleware('auth')`, `authScopes: { admin: true }`. */
export function saidGuard(
  reading: FileReading,
  node: SyntaxNode,
  asked: readonly Alternative[],
  from: GuardUse['from'],
  why: string,
): GuardUse {
  return { ...found(guardReading(reading), node, asked, 'resolved', why), from };
}

/** The same guard, lifted: for what stands behind it otherwise. */
export function lifted(guard: GuardUse): GuardUse {
  return { ...guard, condition: 'exempt' };
}

export const SIGNED_IN: Alternative = { kind: 'auth', value: 'authenticated' };

const AUTH = /\b(?:auth|authenticated|authentication|jwt|token|session|login|bearer|api key|passport)\b/;
/** They look who is calling and let everybody pass, or guard something else than access. */
const NO_GUARD = /\b(?:optional|public|anonymous|any|feature|cache|log|env|flag|local)\b/;

/** What stands where only guards do is one, also when nothing is known of it and its name says little. */
export function usedAsGuard(
  reading: FileReading,
  node: SyntaxNode,
  suffix: RegExp,
  from: GuardUse['from'],
): readonly GuardUse[] {
  const name = lastName(reading.unit, node);
  if (name === null || isDefined(reading, node)) return [];
  const words = wordsOf(name.replace(suffix, ''));
  if (words === '' || NO_GUARD.test(words)) return [];
  const asked = AUTH.test(words) ? SIGNED_IN : ({ kind: 'check', value: words.replaceAll(' ', '-') } as const);
  return [{ ...saidGuard(reading, node, [asked], from, 'It is used as a guard.'), tier: 'name' }];
}

/** Its body can be read, here or in another file: what it asks is known, and may be nothing. */
function isDefined(reading: FileReading, node: SyntaxNode): boolean {
  const value = reading.resolver.valueOf(node);
  return (
    value.kind === 'class' || value.kind === 'instance' || (value.kind === 'symbol' && value.exported?.kind === 'class')
  );
}
