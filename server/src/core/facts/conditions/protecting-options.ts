import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { opensWhen } from './named-switches.ts';
import { toCondition } from './to-condition.ts';

/** Names of options that protect, whatever they are given. */
const PROTECTS = new RegExp(
  `^(?:${[
    '(?:is )?(?:secure|http ?only|same ?site)(?: cookies?)?|cookie (?:secure|http ?only|same ?site)',
    '(?:file|mime ?type|type|upload|redirect|host|url|ip|request) ?filter|filter ?file|check (?:origin|host ?name|server identity|revocation\\w*)',
    'validat(?:ion ?rules|ors?|e|e \\w+)|verif(?:y|ier)(?: \\w+)?|saniti[sz]e\\w*(?: \\w+)?|escape(?: \\w+)?|masks?|redact\\w*|scrub\\w*',
    '(?:allow(?:ed|list)?|white|permitted|accepted|valid|trusted|block|black|den(?:y|ied)|forbidden) ?(?:list|mime ?types?|types?|extensions?|origins?|hosts?(?: ?names?)?|schemes?|protocols?|domains?|ips?|paths?|formats?|tags|attributes|fields|redirect\\w*)',
    'rate ?limit\\w*|throttle\\w*|depth ?limit|max (?:depth|age|length|file ?size|redirects|attempts)|integrity|(?:object )?input filter|object filter|type validator',
  ].join('|')})$`,
);
/** Calls whose options are about looks, documents and tests. */
const SHOWS = /^(?:[a-z]?html?|div|span|input|form|button|describe|it|test|expect|jsx|styled|render\w*|log\w*|Props)$/i;
const LITERALS: ReadonlySet<string> = new Set(['number', 'null']);
const MAX_OPTION = 400;

/** `secure=request.is_secure`, `fileFilter: onlyImages`, `cookie.setSecure(isTls)`: options that by their names protect, however they are set. */
export function* protectingOptions(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const call of unit.ofKind(kind)) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (callee === null || name === null || SHOWS.test(name)) continue;
      const given = childrenOf(call, 'call.argument');
      for (const { key, value, node } of optionsOf(given)) {
        const mark = toMark(reading, node, unit.textOf(key), value, name);
        if (mark !== null) yield mark;
      }
      const [only] = given;
      if (given.length === 1 && only!.kind !== 'object' && /^set_?[A-Z]/.test(name)) {
        const object = childOf(callee, 'member.object');
        const mark = toMark(
          reading,
          call,
          name.replace(/^set_?/, ''),
          only!,
          object === null ? name : unit.textOf(object),
        );
        if (mark !== null) yield mark;
      }
    }
}

interface Option {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode | null;
  readonly node: SyntaxNode;
}

/** Of a call, and of the objects that it gets. */
function* optionsOf(given: readonly SyntaxNode[], depth = 0): Generator<Option> {
  for (const node of given) {
    if (node.kind === 'object' && depth < 3) {
      yield* optionsOf(node.children, depth + 1);
      continue;
    }
    const key =
      node.kind === 'keyword'
        ? childOf(node, 'keyword.name')
        : node.kind === 'entry'
          ? childOf(node, 'entry.key')
          : node.kind === 'shorthand'
            ? node
            : null;
    if (key === null) continue;
    const value = childOf(node, 'keyword.value') ?? childOf(node, 'entry.value');
    if (value?.kind === 'object') yield* optionsOf([value], depth + 1);
    yield { key, value, node };
  }
}

/** `Transport: safeTransport`, `setResolver(TemplateClassResolver.SAFER_RESOLVER)`. */
function saysSafe({ unit }: Reading, value: SyntaxNode): boolean {
  return (
    (value.kind === 'name' || value.kind === 'member') &&
    /\b(?:safer?|secure|restricted|guarded|sandbox(?:ed)?|ssrf|hardened|allows nothing)\b(?! area)/.test(
      wordsOf(unit.textOf(value)),
    )
  );
}

function toMark(
  reading: Reading,
  node: SyntaxNode,
  key: string,
  value: SyntaxNode | null,
  holder: string,
): Mark | null {
  const words = wordsOf(key.replace(/["'`]/g, ''));
  const isSwitch = value?.kind === 'boolean';
  if (isSwitch && reading.unit.textOf(value).toLowerCase() !== String(opensWhen(key) === false)) return null;
  if (
    (value !== null && LITERALS.has(value.kind)) ||
    node.end - node.start > MAX_OPTION ||
    !(isSwitch
      ? opensWhen(key) !== null
      : PROTECTS.test(words) ||
        (words === 'filter' && holder.startsWith('extract')) ||
        (value !== null && saysSafe(reading, value)))
  )
    return null;
  const word = /\w+$/.exec(holder)?.[0];
  return {
    kind: 'through',
    symbol: reading.subjectOf(node).symbol,
    key: `option ${words}`,
    value: '',
    ...(word === undefined ? {} : { word: hashWord(word) }),
    fact: toCondition(reading, node, 'rank', `option ${words}`, holder),
  };
}
