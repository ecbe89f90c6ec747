import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { found } from '../guards/found.ts';
import { guardReading } from '../guards/reader.ts';

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
