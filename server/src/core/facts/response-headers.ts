import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { lastName } from './guards/paths.ts';
import { oncePerUnit } from './once-per-unit.ts';
import { known } from './to-fact.ts';
import type { Value } from './value.ts';
import { partOf } from './workflows/workflow.ts';

/** A header of an answer that is given or taken away by name: what entries and assignments name is with `settings/given.ts`. */
export interface ResponseHeader {
  readonly name: string;
  /** Null: it is taken away. */
  readonly value: Value;
  readonly node: SyntaxNode;
  /** What the value is written in. */
  readonly given: SyntaxNode;
}

const NAME = '[A-Za-z]+(?:-[A-Za-z]+)+';
const IS_NAME = new RegExp(`^${NAME}$`);
const WHOLE = new RegExp(`^(${NAME}):\\s*(.*)$`);
const SETS = /^(?:set|add|append|put|insert|with|replace|header|write|send|try_?insert|TryAdd)\w*$/i;
const TAKES_AWAY = /^(?:remove|delete|unset|del|pop|unlink|discard)\w*$/i;
/** `add_header Name value` of nginx, `Header set Name value` of Apache, `header Name value` of Caddy. */
const LINE = new RegExp(
  String.raw`^[^\S\n]*(?:add_header|more_set_headers|Header[^\S\n]+(?:always[^\S\n]+|onsuccess[^\S\n]+)?(?:set|append|add|setifempty)|header(?:[^\S\n]+[/*@]\S*)?)[^\S\n]+["']?\+?(${NAME})["']?:?[^\S\n]+([^\n]*?)[^\S\n]*;?[^\S\n]*$`,
  'gim',
);
/** Characters of what is looked into for a text. */
const MAX_GIVEN = 400;

/** In the order of their forms: calls, pairs of a list, lines of a web server. */
export const responseHeaders = oncePerUnit((reading): readonly ResponseHeader[] => [
  ...ofCalls(reading),
  ...ofPairs(reading),
  ...(reading.unit.language.id === 'server-config' ? ofLines(reading) : []),
]);

function* ofCalls({ unit, resolver }: FileReading): Generator<ResponseHeader> {
  for (const node of unit.ofKind('call')) {
    const [first, second] = childrenOf(node, 'call.argument');
    const callee = childOf(node, 'call.callee');
    if (first?.kind !== 'string' || callee === null || first.end - first.start > MAX_GIVEN) continue;
    const read = resolver.valueOf(first);
    const text = read.kind === 'text' ? read.text : '';
    const whole = WHOLE.exec(text);
    if (whole === null && !IS_NAME.test(text)) continue;
    const method = lastName(unit, callee) ?? unit.textOf(callee).slice(-40);
    if (whole !== null) {
      // `header('X-Frame-Options: DENY')`
      if (SETS.test(method)) yield { name: whole[1]!, value: known(whole[2]!), node, given: first };
    } else if (TAKES_AWAY.test(method)) yield { name: text, value: { kind: 'null' }, node, given: first };
    else if (second !== undefined && SETS.test(method))
      yield { name: text, value: textIn({ resolver }, second), node, given: second };
  }
}

/** `"DENY".parse().unwrap()`, `HeaderValue::from_static("DENY")`: the only text in it. */
function textIn({ resolver }: Pick<FileReading, 'resolver'>, node: SyntaxNode): Value {
  const value = resolver.valueOf(node);
  if (value.kind === 'text' || node.end - node.start > MAX_GIVEN) return value;
  const texts = [...descendants(node)].filter(({ kind }) => kind === 'string');
  return texts.length === 1 && node.kind !== 'binary' ? resolver.valueOf(texts[0]!) : value;
}

/** `{ key: 'X-Frame-Options', value: 'DENY' }` */
function* ofPairs({ unit, resolver }: FileReading): Generator<ResponseHeader> {
  for (const entry of unit.ofKind('entry')) {
    const name = childOf(entry, 'entry.value');
    if (name?.kind !== 'string' || entry.parent === null) continue;
    const text = unit.textOf(name).replace(/^["'`]|["'`]$/g, '');
    if (!IS_NAME.test(text)) continue;
    const beside = entry.parent.children.find(
      (each) =>
        each.kind === 'entry' && /^["']?(?:value|content)["']?$/.test(unit.textOf(childOf(each, 'entry.key') ?? each)),
    );
    const given = beside === undefined ? null : childOf(beside, 'entry.value');
    if (given !== null) yield { name: text, value: resolver.valueOf(given), node: given, given };
  }
}

function* ofLines({ unit: { tree } }: FileReading): Generator<ResponseHeader> {
  for (const match of tree.text.matchAll(LINE)) {
    const [whole, name, value] = match;
    const node = partOf(tree.root, match.index + whole.search(/\S/), match.index + whole.length);
    const text = value!.replace(/\s+always$/, '').replace(/^["']|["']$/g, '');
    yield { name: name!, value: known(text), node, given: node };
  }
}
