import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { symbolPath } from '../names.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';
import { toThrough } from './through.ts';
import { speaksOfIdentity } from './vocabulary.ts';

/** Annotations that by their names keep somebody out. */
const KEEPS_OUT =
  /\b(?:permissions?|authori[sz]\w*|authenticated|secured?|privileges?|access (?:control|level|check\w*)|roles? allowed|requires? (?!permission s)\w+|owner only|tenant|rate ?limit\w*|throttl\w*|csrf|captcha|mfa|verified|admin only|login required|restricted|internal only|require post|post only)\b/;
/** What a field or a parameter is held against, and where it does not go. */
const HELD =
  /^(?:valid|validated|pattern|size|min|max|length|not null|not blank|not empty|email|url|range|digits|safe html|positive|regular expression|string length|max length|min length|required|bind|bind never|assert\w*)$/;
const HIDES =
  /^(?:json ignore|ignore|to string exclude|xml transient|transient|expose|hidden|sensitive|masked|redacted|json view|schema hidden|jsonb transient|bind never|read only|not mapped|json filter|exclude|equals and hash code exclude|data member|personal data|protected personal data)$/;
const WEAK = /permitAll|isAnonymous|^\W*true\W*$|denyNone|^\W*\*\W*$/;
const SOMEBODY = /[!=]=\s*null|^\W*(?:isAuthenticated\(\)|authenticated|isFullyAuthenticated\(\)|#?principal)\W*$/i;
const MAX_TEXT = 200;
const MAX_READ = 600;

/** `@Permission(id = "#app.id")`, `@JsonIgnore String hash`: what stands before functions, classes and fields, and protects them. */
export function* annotations(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('decorator')) {
    const at = node.children.find(({ kind }) => kind !== 'comment');
    const owner = node.parent;
    if (at === undefined || owner === null || node.end - node.start > MAX_TEXT) continue;
    const callee = at.kind === 'call' || at.kind === 'new' ? childOf(at, 'call.callee') : at;
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null) continue;
    const words = wordsOf(callee === null ? name : unit.textOf(callee)).replace(/ attribute$/, '');
    if (owner.kind === 'field' || owner.kind === 'parameter') {
      yield* ofField(reading, owner, node, words);
      continue;
    }
    if (
      words === 'init binder' &&
      owner.kind === 'function' &&
      /\.set(?:Disa|A)llowedFields\(/.test(unit.textOf(owner).slice(0, MAX_READ))
    ) {
      const around = enclosing(owner, 'class');
      const symbol = around === null ? null : symbolPath(unit, around);
      if (symbol !== null) yield toThrough(reading, { node, key: 'annotation init binder', symbol });
    }
    if (/^to string$/.test(words))
      yield toRanked(reading, 'rank', {
        node,
        key: 'annotation to string',
        rank: /exclude|onlyExplicit|\bof\b/.test(unit.textOf(node)) ? 1 : 0,
      });
    if (/^json type info$/.test(words))
      yield toRanked(reading, 'rank', { node, key: 'annotation type', rank: /CLASS/.test(unit.textOf(node)) ? 0 : 1 });
    // Where routes have decorators, these are guards.
    if (!KEEPS_OUT.test(words) || words === 'authorization' || unit.language.id === 'python') continue;
    const args = at.kind === 'call' ? childrenOf(at, 'call.argument') : [];
    const said = args.map((arg) => unit.textOf(arg)).join(' ');
    if (args.some((arg) => (childOf(arg, 'keyword.value') ?? arg).kind === 'string'))
      yield toRanked(reading, 'rank', {
        node,
        key: `annotation ${name}`,
        rank: WEAK.test(said) ? 0 : SOMEBODY.test(said) ? 1 : 2,
      });
    if (WEAK.test(said)) continue;
    yield toMark(reading, node, owner, `annotation ${words}`);
  }
}

function* ofField(reading: Reading, owner: SyntaxNode, node: SyntaxNode, words: string): Generator<Mark> {
  const { unit } = reading;
  const named = childOf(owner, `${owner.kind}.name`);
  if (named === null) return;
  const name = unit.textOf(named);
  const isHeld =
    HELD.test(words) &&
    (words === 'valid' ||
      words === 'validated' ||
      words === 'bind' ||
      speaksOfIdentity(name) ||
      OUTSIDE.test(wordsOf(name)));
  if (!isHeld && !HIDES.test(words)) return;
  yield toMark(reading, node, owner, `annotation ${words} of ${name}`, name);
}

const OUTSIDE =
  /\b(?:e ?mail|urls?|uri|path|file ?name|host|level|amount|price|quantity|limit|page size|callback|code)\b/;

function toMark(reading: Reading, node: SyntaxNode, owner: SyntaxNode, key: string, word?: string): Mark {
  const subject = reading.subjectOf(
    owner.kind === 'function' || owner.kind === 'class' ? (childOf(owner, `${owner.kind}.body`) ?? owner) : owner,
  );
  return toThrough(reading, { node, key, symbol: subject.symbol, word: word ?? null });
}
