import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameOf } from './named-switches.ts';
import { toRanked } from './ranked.ts';
import { toThrough } from './through.ts';
import { toCondition } from './to-condition.ts';

const OWN = /^["'`](?:127\.0\.0\.1|localhost|::1|\[::1\])(?::\d*)?["'`]$/;
const ANY = /^["'`](?:0\.0\.0\.0|::|\[::\]|\*)(?::\d*)?["'`]$/;
const HOST = /\b(?:host|hosts|bind|address|addr|listen|interface|server name)\b/;
const LISTENS = /^(?:listen\w*|Listen\w*|run\w*|bind|serve\w*|create_server|start|Run)$/;
/** Browsers take such a cookie only as it was set by its own site, and over TLS. */
const PREFIXED = /^f?["'`]__(?:Host|Secure)-/;
const MAX_TEXT = 80;
const MAX_POLICY = 1000;
/** What is done where nothing else is said. */
const KEEPS_OUT = /^["'`](?:deny|deny ?all|denied|reject|refuse|forbid|block|closed?|private)["'`]$/i;
const LETS_IN = /^["'`](?:none|allow|allow ?all|allowed|accept|permit|open|any|public|off)["'`]$/i;
/** What a policy of pages lets run that somebody else wrote. */
const SANDBOX = /(?:^["'`]|[;\s])sandbox(?:[;\s"'`]|$)/;
const POLICY = /^["'`]?content[-_ ]?security[-_ ]?policy["'`]?$/i;
const UNSAFE = /'unsafe-(?:inline|eval)'|(?<=[\s;])(?:\*|data:|http:)(?=[\s;"'`]|$)/g;

/** Who reaches a server by the address that it listens on, and who can set a cookie by its name. */
export function* localTexts(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('string')) {
    if (node.end - node.start > MAX_TEXT) continue;
    const text = unit.textOf(node);
    const isOwn = OWN.test(text);
    if ((isOwn || ANY.test(text)) && isListenedOn(reading, node))
      yield toRanked(reading, 'rank', { node, key: 'listens on', rank: isOwn ? 1 : 0 });
    if (PREFIXED.test(text)) yield toThrough(reading, { node, key: 'cookie prefix' });
    const keepsOut = KEEPS_OUT.test(text);
    const name = keepsOut || LETS_IN.test(text) ? nameOf(reading, node) : null;
    if (name !== null) yield toRanked(reading, 'rank', { node, key: `stance ${name}`, rank: keepsOut ? 1 : 0 });
  }
  for (const kind of ['string', 'template'] as const)
    for (const node of unit.ofKind(kind)) {
      if (isPolicyOfPage(reading, node))
        yield toRanked(reading, 'rank', {
          node,
          key: 'sandbox of a page',
          rank: SANDBOX.test(unit.textOf(node)) ? 1 : 0,
        });
      const text = node.end - node.start > MAX_POLICY ? '' : unit.tree.text.slice(node.start, node.end);
      if (!text.includes('script-src')) continue;
      const rank = -(text.match(UNSAFE)?.length ?? 0);
      const fact = toCondition(reading, node, 'bound', 'content policy');
      yield { ...toRanked(reading, 'rank', { node, key: 'content policy', rank }), fact };
    }
  for (const node of unit.ofKind('template'))
    if (node.end - node.start < MAX_TEXT * 3 && PREFIXED.test(unit.textOf(node)))
      yield toThrough(reading, { node, key: 'cookie prefix' });
}

/** Given to a call beside the header that it is of. */
function isPolicyOfPage({ unit }: Reading, node: SyntaxNode): boolean {
  if (node.role !== 'call.argument' || node.parent === null || node.end - node.start > MAX_POLICY) return false;
  const args = childrenOf(node.parent, 'call.argument');
  const name = args[args.indexOf(node) - 1];
  return name !== undefined && name.end - name.start < MAX_TEXT && POLICY.test(unit.textOf(name));
}

function isListenedOn(reading: Reading, node: SyntaxNode): boolean {
  const name = nameOf(reading, node);
  if (name !== null && HOST.test(wordsOf(name))) return true;
  const callee = node.role === 'call.argument' && node.parent !== null ? childOf(node.parent, 'call.callee') : null;
  return callee !== null && LISTENS.test(lastName(reading.unit, callee) ?? '');
}
