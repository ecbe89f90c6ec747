import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { callAsked } from './asked.ts';
import type { Mark } from './mark.ts';
import { isTelling, normOf } from './norm.ts';
import { type Ranked, toRanked } from './ranked.ts';
import { askedBy, calleeOf, textOf } from './refusals.ts';
import { speaksOfIdentity, speaksOfState } from './vocabulary.ts';

const MAX_PARTS = 200;
const MAX_TEXT = 80;

/** `if (!allowed) return`: what is asked still keeps somebody out, or only says so. */
export function* obeyed(reading: Reading): Generator<Mark> {
  for (const node of reading.unit.ofKind('if')) {
    const found = readOne(reading, node);
    if (found !== null) yield toRanked(reading, 'rank', found);
  }
}

function readOne(reading: Reading, node: SyntaxNode): Ranked | null {
  const condition = childOf(node, 'if.condition');
  const branch = childOf(node, 'if.then');
  // A name by itself says as often that something is there.
  if (condition === null || branch === null || condition.kind === 'name') return null;
  const text = textOf(reading, condition);
  const call = callAsked(reading, condition);
  const said = call === null ? text : `${text} ${textOf(reading, call)}`;
  const inside = textOf(reading, branch);
  if (![said, inside].some((each) => speaksOfIdentity(each) || speaksOfState(each))) return null;
  const norm = normOf(reading, condition);
  // What says nothing by itself is known by what was called, or by what is said of it.
  const name = isTelling(norm)
    ? norm
    : ((call === null ? null : calleeOf(reading, call)) ?? firstText(reading, branch));
  if (name === null) return null;
  const isRefused =
    askedBy(reading, node).keeps !== null || LEAVES.test(inside) || (FAILED.test(text) && endsBy(branch));
  const rank = !isRefused ? 0 : leadsTo(reading, branch, text) ? 1 : 2;
  // Who is meant by it turns round with each `not`.
  const turns = text.match(/!|\bnot\b/g)?.length ?? 0;
  return { node: condition, key: `obeyed ${turns} ${name}`, rank };
}

const FAILED = /^\w*[eE]rr\w* != nil$/;

function endsBy(branch: SyntaxNode): boolean {
  return branch.kind === 'block' && branch.children.at(-1)?.kind === 'return';
}

const LEAVES = /\b(?:continue|break|next|exit)\b/;

function firstText({ unit }: Reading, branch: SyntaxNode): string | null {
  let count = 0;
  for (const at of descendants(branch)) {
    if ((count += 1) > MAX_PARTS) return null;
    if (at.kind === 'string' && at.end - at.start > 8) return unit.textOf(at).slice(0, MAX_TEXT);
  }
  return null;
}

/** Whoever is refused is sent to the place that was refused: `if (!isValid(uri)) redirectError(uri)`. */
function leadsTo({ unit }: Reading, branch: SyntaxNode, condition: string): boolean {
  if (!/\b(?:redirect|return ?to|next|call ?back)\b/.test(wordsOf(condition))) return false;
  let count = 0;
  for (const at of descendants(branch)) {
    if ((count += 1) > MAX_PARTS) return false;
    const callee = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    if (callee === null || !/\bredirect/.test(wordsOf(lastName(unit, callee) ?? ''))) continue;
    for (const arg of childrenOf(at, 'call.argument'))
      if (
        arg.kind === 'name' &&
        condition.includes(unit.textOf(arg)) &&
        /uri|url|to|next|target/i.test(unit.textOf(arg))
      )
        return true;
  }
  return false;
}
