import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { symbolPath } from '../names.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toRanked } from './ranked.ts';
import { nameIn } from './named-values.ts';
import { toThrough } from './through.ts';

/** What something is given to be judged by. */
const GUARDIAN =
  /\b(?:validators?|verifier|authenticator|authori[sz]er|access decision\w*|checker|limiter|saniti[sz]er|trust managers?|host ?name verifier|host key callback|callback|class resolver|type validator|policy|object filter|host key checking|key verifier|policy type validator)$/;
const CARELESS =
  /\b(?:insecure\w*|no ?op|trust ?all|allow ?all|accept ?all|ignore\w*|unsafe|dummy|permissive|laissez ?faire|unrestricted|permit ?all|always (?:true|allow|valid|trust)|disabled?|null \w+)\b/;
/** Of a model, what a request may set, and what is shown. */
const LISTS = /^(?:fillable|hidden|guarded|attr accessible|attr protected|read ?only fields|read ?only)$/;

/** `HostKeyCallback: ssh.FixedHostKey(key)`, `new Validators(issuer, audienceValidator)`: whoever judges, and what a model keeps to itself. */
export function* namedGuardians(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['keyword', 'entry', 'assign', 'field'] as const)
    for (const node of unit.ofKind(kind)) {
      const target = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (target === null || value === null || target.end - target.start > 60) continue;
      const words = wordsOf(lastName(unit, target) ?? unit.textOf(target));
      if (GUARDIAN.test(words)) yield* judged(reading, value, words);
      if (kind === 'field' && LISTS.test(words) && value.kind === 'array' && value.children.length > 0)
        yield* listed(reading, node, words);
    }
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (callee === null || name === null || name.length > 60) continue;
      const args = childrenOf(node, 'call.argument');
      const words = wordsOf(name).replace(/^(?:set|with|add|use) /, '');
      if (args.length === 1 && GUARDIAN.test(words)) yield* judged(reading, args[0]!, words);
      for (const arg of args)
        if (arg.kind === 'name' && GUARDIAN.test(wordsOf(unit.textOf(arg)))) yield given(reading, node, arg);
    }
}

function* judged(reading: Reading, value: SyntaxNode, words: string): Generator<Mark> {
  if (value.kind === 'string' || value.kind === 'boolean' || value.kind === 'null') return;
  const isCareless = CARELESS.test(wordsOf(reading.unit.textOf(value).slice(0, 80)));
  yield toRanked(reading, 'rank', { node: value, key: `judged by ${words}`, rank: isCareless ? 0 : 1 });
}

function given(reading: Reading, call: SyntaxNode, arg: SyntaxNode): Mark {
  const { unit } = reading;
  const text = unit.textOf(arg);
  // What gets it stays, where only it goes.
  const outer = call.parent?.kind === 'call' && call.role === 'call.argument' ? call.parent : call;
  const callee = childOf(outer, 'call.callee');
  const word = callee === null ? null : (lastName(unit, callee) ?? lastWord(unit, callee));
  return toThrough(reading, { node: call, key: `given ${text}`, word, shown: arg });
}

function* listed(reading: Reading, node: SyntaxNode, words: string): Generator<Mark> {
  const owner = enclosing(node, 'class');
  const symbol = owner === null ? null : symbolPath(reading.unit, owner);
  if (symbol !== null) yield toThrough(reading, { node, key: `list ${words}`, symbol });
}
