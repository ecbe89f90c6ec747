import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { tokenStorage } from '../settings/hardening-rows.ts';
import type { Hardened } from './define.ts';

const STORE = /(?:^|\.)(?:localStorage|sessionStorage)$/;
const SCRIPTS = new Set(['javascript', 'typescript', 'tsx']);
const TOKEN =
  /^(?:[\w ]* )?(?:(?:access|auth|authentication|authorization|id|refresh|session|api|bearer|user|login|jwt|admin|oauth|personal access) tokens?|jwt|tokens?|api key|password|client secret|secret key|private key)$/;
/** Tokens that let nobody in. */
const HARMLESS =
  /\b(?:csrf|xsrf|push|fcm|device|design|page|next|cursor|sync|count|limit|type|expir\w+|expires|theme)\b/;

/** Tokens that are put where every script of the page reads them. */
export function* storage({ unit, resolver }: Reading): Generator<Hardened> {
  if (!SCRIPTS.has(unit.language.id) || !/localStorage|sessionStorage/.test(unit.tree.text)) return;
  const isToken = (name: SyntaxNode | null): boolean => {
    if (name === null) return false;
    const value = name.kind === 'property' ? null : resolver.valueOf(name);
    const words = wordsOf(value?.kind === 'text' ? value.text : unit.textOf(name).slice(0, 60)).trim();
    return TOKEN.test(words) && !HARMLESS.test(words);
  };
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const object = callee === null ? null : childOf(callee, 'member.object');
    const property = callee === null ? null : childOf(callee, 'member.property');
    if (object === null || property === null || unit.textOf(property) !== 'setItem') continue;
    const [key = null] = childrenOf(node, 'call.argument');
    if (STORE.test(unit.textOf(object)) && isToken(key)) yield kept(node);
  }
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const object = target === null ? null : (childOf(target, 'member.object') ?? childOf(target, 'index.object'));
    const key = target === null ? null : (childOf(target, 'member.property') ?? childOf(target, 'index.key'));
    if (object !== null && STORE.test(unit.textOf(object)) && isToken(key)) yield kept(node);
  }
}

function kept(node: SyntaxNode): Hardened {
  return { row: tokenStorage, node, value: tokenStorage.loose };
}
