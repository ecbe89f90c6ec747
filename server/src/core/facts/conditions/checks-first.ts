import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { isTelling, normOf } from './norm.ts';
import { toRanked } from './ranked.ts';
import { askedBy, calleeOf, textOf } from './refusals.ts';
import { speaksOfIdentity, speaksOfState } from './vocabulary.ts';

const ACTS =
  /^(?:delete|save|update|create|insert|remove|write|exec\w*|send|publish|store|persist|commit|apply|transfer|charge|grant|install|upload|move|rename|mkdir|unzip|extract)\b/;
const MAX_CHECKS = 6;
const MAX_ACTS = 12;
const MAX_STATEMENTS = 120;

/** A check that stands before what is done or answered, and one that stands behind it. */
export function* checksFirst(reading: Reading): Generator<Mark> {
  for (const fn of reading.unit.ofKind('function')) {
    const body = childOf(fn, 'function.body');
    if (body?.kind !== 'block' || body.children.length < 3 || body.children.length > MAX_STATEMENTS) continue;
    const checks: { readonly node: SyntaxNode; readonly norm: string }[] = [];
    const acts: { readonly start: number; readonly norm: string }[] = [];
    for (const each of body.children) {
      const check = checks.length < MAX_CHECKS ? checkOf(reading, each) : null;
      if (check !== null) {
        checks.push(check);
        continue;
      }
      const act = acts.length < MAX_ACTS ? actOf(reading, each) : null;
      if (act !== null) acts.push({ start: each.start, norm: act });
    }
    for (const { node, norm } of checks)
      for (const act of acts)
        yield toRanked(reading, 'rank', {
          node,
          key: `${norm} before ${act.norm}`,
          rank: node.start < act.start ? 1 : 0,
        });
  }
}

function checkOf(reading: Reading, node: SyntaxNode): { readonly node: SyntaxNode; readonly norm: string } | null {
  const condition = node.kind === 'if' ? childOf(node, 'if.condition') : null;
  if (condition === null || askedBy(reading, node).keeps !== 'where it holds') return null;
  const text = textOf(reading, condition);
  const norm = normOf(reading, condition);
  return isTelling(norm) && (speaksOfIdentity(text) || speaksOfState(text)) ? { node: condition, norm } : null;
}

/** What an answer hangs on, or what is called that changes something. */
function actOf(reading: Reading, node: SyntaxNode): string | null {
  const condition = node.kind === 'if' ? childOf(node, 'if.condition') : null;
  const branch = node.kind === 'if' ? childOf(node, 'if.then') : null;
  const called = callIn(node) ?? (branch === null || condition === null ? null : callBeside(node, branch));
  const name = called === null ? null : calleeOf(reading, called);
  if (name !== null && ACTS.test(wordsOf(name))) return name;
  if (condition === null || branch?.kind !== 'block') return null;
  const last = branch.children.at(-1);
  const value = last?.kind === 'return' ? last.children[0] : undefined;
  return value?.kind === 'call' ? normOf(reading, condition) : null;
}

function callIn(node: SyntaxNode): SyntaxNode | null {
  const at = node.kind === 'assign' ? childOf(node, 'assign.value') : node.kind === 'await' ? node.children[0]! : node;
  return at?.kind === 'call' ? at : at?.kind === 'await' && at.children[0]?.kind === 'call' ? at.children[0] : null;
}

/** `if err := delete(id); err != nil` */
function callBeside(node: SyntaxNode, branch: SyntaxNode): SyntaxNode | null {
  for (const each of node.children) if (each !== branch && each.kind === 'assign') return callIn(each);
  return null;
}
