import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../text/tree.ts';
import type { Reading, Site } from './define.ts';
import { lastName } from './guards/paths.ts';
import { browserRows, framePolicy } from './settings/browser-rows.ts';
import { framesOf } from './settings/content-policy.ts';
import { plainName } from './settings/given.ts';
import { rowsByName, toSettingSite } from './settings/read.ts';
import { known } from './to-fact.ts';
import type { Value } from './value.ts';
import { partOf } from './workflows/workflow.ts';

const takenAway: Value = { kind: 'null' };
const byName = rowsByName(browserRows);
const HEADER =
  'Content-Security-Policy|X-Frame-Options|X-Content-Type-Options|Strict-Transport-Security|Referrer-Policy|Cross-Origin-Opener-Policy';
const WHOLE = new RegExp(`^(${HEADER}):\\s*(.*)$`, 'i');
const NAMED = new RegExp(`^["'\`]?(?:${HEADER})["'\`]?$`, 'i');
const SETS = /^(?:set|add|append|put|insert|with|replace|header|write|send|try_?insert|TryAdd)\w*$/i;
const TAKES_AWAY = /^(?:remove|delete|unset|del|pop|unlink|discard)\w*$/i;
/** `add_header Name value`, `Header set Name value`, `header Name value`, `Name: value` as a whole line of a text. */
const LINE = new RegExp(
  String.raw`^[^\S\n]*(?:add_header|more_set_headers|Header[^\S\n]+(?:always[^\S\n]+|onsuccess[^\S\n]+)?(?:set|append|add|setifempty)|header(?:[^\S\n]+[/*@]\S*)?)?[^\S\n]*["']?\+?(${HEADER})["']?(?::|[^\S\n])[^\S\n]*([^\n]*?)[^\S\n]*;?[^\S\n]*$`,
  'gim',
);

/** Headers of answers that tell browsers what to hold back, where a call, an entry or a line sets them. */
export function* headersSet(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  if (unit.language.id === 'server-config') yield* ofLines(reading);
  for (const call of unit.ofKind('call')) {
    const args = childrenOf(call, 'call.argument');
    const [first] = args;
    const callee = childOf(call, 'call.callee');
    if (first === undefined || callee === null || first.end - first.start > 400) continue;
    const text = first.kind === 'string' ? resolver.valueOf(first) : null;
    const written = text?.kind === 'text' ? text.text : '';
    const method = lastName(unit, callee) ?? unit.textOf(callee).slice(-40);
    if (NAMED.test(written)) {
      if (TAKES_AWAY.test(method)) yield* headerSites(reading, call, written, takenAway, null);
      else if (args[1] !== undefined && SETS.test(method))
        yield* headerSites(reading, call, written, textIn(reading, args[1]), args[1]);
      continue;
    }
    // `header('X-Frame-Options: DENY')`
    const whole = WHOLE.exec(written);
    if (whole !== null && SETS.test(method)) yield* headerSites(reading, call, whole[1]!, known(whole[2]!), first);
  }
  // `{ key: 'X-Frame-Options', value: 'DENY' }`
  for (const entry of unit.ofKind('entry')) {
    const value = childOf(entry, 'entry.value');
    if (value?.kind !== 'string' || !NAMED.test(unit.textOf(value)) || entry.parent === null) continue;
    const beside = entry.parent.children.find(
      (each) =>
        each.kind === 'entry' && /^["']?(?:value|content)["']?$/.test(unit.textOf(childOf(each, 'entry.key') ?? each)),
    );
    const given = beside === undefined ? null : childOf(beside, 'entry.value');
    if (given !== null) yield* headerSites(reading, given, unit.textOf(value), resolver.valueOf(given), given);
  }
}

function* ofLines(reading: Reading): Generator<Site> {
  const { tree } = reading.unit;
  for (const match of tree.text.matchAll(LINE)) {
    const [whole, name, value] = match;
    const node = partOf(tree.root, match.index + whole.search(/\S/), match.index + whole.length);
    yield* headerSites(reading, node, name!, known(value!.replace(/\s+always$/, '').replace(/^["']|["']$/g, '')), null);
  }
}

/** `"DENY".parse().unwrap()`, `HeaderValue::from_static("DENY")`: the only text in it. */
function textIn({ resolver }: Reading, node: SyntaxNode): Value {
  const value = resolver.valueOf(node);
  if (value.kind === 'text' || node.end - node.start > 400) return value;
  const texts = [...descendants(node)].filter(({ kind }) => kind === 'string');
  return texts.length === 1 ? resolver.valueOf(texts[0]!) : value;
}

/** @param value of a header, null to take it away */
export function* headerSites(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  value: Value,
  given: SyntaxNode | null,
): Generator<Site> {
  for (const row of byName.get(plainName(name)) ?? []) {
    const meaning = row.means(value, given ?? node, reading);
    if (meaning !== null) yield toSettingSite(reading, row, { node }, meaning);
  }
  yield* framesSaid(reading, node, name, value);
}

function* framesSaid(reading: Reading, node: SyntaxNode, name: string, value: Value): Generator<Site> {
  const frames = value.kind === 'text' && /policy$/i.test(name) ? framesOf(value.text) : null;
  if (frames !== null) yield toSettingSite(reading, framePolicy, { node }, frames);
}
