import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

const KNOWN_BY = /\b(?:sessions?|sess|sid|tokens?|jwt|refresh|remember ?me|auth\w*|impersonat\w*|credentials?)\b/;
const NOTHING = /^(?:""|''|``|null|None|nil|undefined|false|False)$/;
const SETS = /^(?:set|put|cookie|write|add|store|save|update|assign)\b|\b(?:set|put|cookie|item)$/;
const CLEARS = /^(?:clear|delete|del|remove|destroy|expire|unset|pop|forget)\b/;
const LIMITS = /\b(?:rate ?limit\w*|rate ?limiter|throttl\w+|limiter)\b/;
const READS = /^(?:get|is|has|log|on|test|mock|describe|it|parse|format|print)\b/;
const MAX_NAME = 60;

/** Statements that take away what somebody is known by, and what bounds how often something is done. */
export function* callsThatEnd(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const bounded = new Set<string>();
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > MAX_NAME) continue;
      const { symbol } = reading.subjectOf(node);
      const name = lastName(unit, callee) ?? '';
      if (boundsOften(unit.textOf(callee), name)) {
        // Once a function: of several the others still bound it.
        if (bounded.has(symbol)) continue;
        bounded.add(symbol);
        const fact = toCondition(reading, kind === 'new' ? node : callee, 'bound-often', 'limits how often', name);
        yield { kind: 'through', symbol, key: 'limits how often', value: '', fact };
        continue;
      }
      // Headers that go along are with what hangs on a condition.
      const isHeader = /header/i.test(unit.textOf(callee));
      const ended = kind === 'call' && !isHeader ? endedBy(reading, node, wordsOf(name)) : null;
      if (ended === null) continue;
      const fact = isStatement(node) ? toCondition(reading, node, 'end', `ends ${ended}`, name) : null;
      yield { kind: 'through', symbol, key: `ends ${ended}`, value: '', fact };
    }
}

/** What a base class does is asked of the class. */
function boundsOften(callee: string, name: string): boolean {
  return LIMITS.test(wordsOf(callee)) && !READS.test(wordsOf(name)) && !callee.startsWith('super');
}

function isStatement({ parent }: SyntaxNode): boolean {
  return (parent?.kind === 'await' ? parent.parent : parent)?.kind === 'block';
}

/** `setCookie(ctx, 'refresh_token', '')`, `clearCookie('refresh_token')`: by its name, what somebody is known by no longer. */
function endedBy({ unit }: Reading, call: SyntaxNode, words: string): string | null {
  const isCleared = CLEARS.test(words);
  if (!isCleared && !SETS.test(words)) return null;
  const args = childrenOf(call, 'call.argument').slice(0, 4);
  const at = args.findIndex((arg) => arg.kind === 'string' && KNOWN_BY.test(wordsOf(unit.textOf(arg))));
  const given = args[at + 1];
  const isNothing = given !== undefined && NOTHING.test(unit.textOf(given).slice(0, MAX_NAME));
  if (at === -1 || !(isCleared || isNothing)) return null;
  const name = unit.textOf(args[at]!).replace(/["'`]/g, '');
  return name.length > MAX_NAME ? null : name;
}
