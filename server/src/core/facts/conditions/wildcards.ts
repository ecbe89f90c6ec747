import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameIn } from './named-values.ts';
import { toRanked } from './ranked.ts';

/** Lists of whom or what something is for. */
const LISTS =
  /\b(?:verbs?|resources?|actions?|origins?|hosts?|scopes?|permissions?|roles?|principals?|allow\w*|trusted \w+|audiences?|domains?|networks?|cidrs?|ips?|redirect ur[il]s?|fields)$/;
const ANY = /^["'`](?:\*|0\.0\.0\.0\/0|::\/0|\.\*|\*\.\*|http:\/\/\*|https?:\/\/\*)["'`]$/;
const MAX_PARTS = 80;
const LISTENS = /^(?:listen\w*|serve|run|start|bind|start tls|listen and serve\w*)$/;
const LOOPBACK = /^["'`](?:127\.0\.0\.1|localhost|\[::1\]|unix:)/;
const EVERY_ADDRESS = /^["'`](?:0\.0\.0\.0|\[::\])?:\d/;

/** `Verbs: []string{"get"}`, `Verbs: []string{"*"}`: named, or anything at all. */
export function* wildcards(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['assign', 'entry', 'keyword', 'field'] as const)
    for (const node of unit.ofKind(kind)) {
      const target = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (target === null || value === null || (value.kind !== 'array' && value.kind !== 'string')) continue;
      if (target.end - target.start > 80) continue;
      const words = wordsOf(lastName(unit, target) ?? unit.textOf(target));
      if (!LISTS.test(words)) continue;
      const texts = textsIn(value).map((each) => unit.textOf(each));
      if (texts.length === 0) continue;
      yield toRanked(reading, 'rank', {
        node,
        key: `list ${words}`,
        rank: texts.some((text) => ANY.test(text)) ? 0 : 1,
      });
    }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !LISTENS.test(wordsOf(name))) continue;
    for (const arg of childrenOf(node, 'call.argument')) {
      const text = arg.kind === 'string' ? unit.textOf(arg) : '';
      if (LOOPBACK.test(text) || EVERY_ADDRESS.test(text))
        yield toRanked(reading, 'rank', { node: arg, key: `address of ${name}`, rank: LOOPBACK.test(text) ? 1 : 0 });
    }
  }
}

function textsIn(value: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let count = 0;
  for (const at of descendants(value)) {
    if ((count += 1) > MAX_PARTS) return found;
    if (at.kind === 'string') found.push(at);
  }
  return found;
}
