import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** Calls that ask how a text begins or ends. */
const ENDS =
  /^(?:starts ?with|has prefix|start with|starts with|str starts with|ends ?with|has suffix|end with|ends with|str ends with)$/;
/** Calls that take a pattern. */
const PATTERNS =
  /^(?:compile|must compile|must compile posix|reg ?exp?|match(?:es)?|match string|full ?match|search|find ?all|test|sub|subn|replace(?: all)?|preg match|preg replace|pattern|re path|is match)$/;
/** What a text is, where somebody is let in, or led somewhere, by it. */
const DECIDES =
  /\b(?:hosts?|host ?names?|origins?|domains?|urls?|uris?|hrefs?|paths?|path ?name|redirect\w*|call ?back|files?|file ?names?|locations?|issuer|referr?er|email|names?|user ?names?|allow\w*|valid\w*|safe|trusted|local ?host|local|target|next|return to|dir|directory|location|ip|address|sanit\w*|identifier|slug)\b/;
const MAX_TEXT = 160;

/** Literals against which texts are held that decide: of a suffix `.example.org`, of a pattern whether it holds the whole text. */
export function* textBounds(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (callee === null || name === null || name.length > 30) continue;
      const words = wordsOf(name);
      const isEnd = ENDS.test(words);
      if (!isEnd && !PATTERNS.test(words)) continue;
      const given = childrenOf(node, 'call.argument');
      for (const literal of given.filter((arg) => arg.kind === 'string').slice(0, 1)) {
        const mark = toMark(
          reading,
          literal,
          isEnd ? (/^end|suffix/.test(words) || words.includes('ends') ? 'suffix' : 'prefix') : 'pattern',
          name,
        );
        if (mark !== null) yield mark;
      }
    }
  for (const node of unit.ofKind('string')) {
    if (node.role === 'call.argument') continue;
    const isWritten = node.role === 'assign.value' || node.role === 'field.value' || node.role === 'entry.value';
    const text = unit.tree.text.slice(node.start, node.start + 2);
    const isRegex = /^\/[^/*]/.test(text);
    if (!isRegex && !(isWritten && PATTERN_NAME.test(wordsOf(holderName(unit, node))))) continue;
    const mark = toMark(reading, node, 'pattern', holderName(unit, node));
    if (mark !== null) yield mark;
  }
}

const PATTERN_NAME = /\b(?:pattern|patterns|regexp?|re)\b/;

function toMark(reading: Reading, literal: SyntaxNode, how: string, holder: string): Mark | null {
  const { unit } = reading;
  if (literal.end - literal.start > MAX_TEXT) return null;
  const symbol = reading.subjectOf(literal).symbol;
  const around = aroundOf(unit, literal);
  if (!DECIDES.test(wordsOf(`${symbol.slice(-80)} ${around}`))) return null;
  const text = unit.textOf(literal);
  return {
    kind: 'bound',
    symbol,
    key: `${how}${ofPython(unit)} ${holder}`,
    value: text,
    fact: toCondition(reading, literal, 'bound', `${how} ${text}`, holder),
  };
}

/** Its `match` begins where the text does, and its `fullmatch` also ends there. */
function ofPython({ language, tree }: Unit): string {
  if (language.id !== 'python') return '';
  return tree.text.includes('fullmatch(') ? ' of python as a whole' : ' of python';
}

/** The statement in which a literal stands, without it. */
function aroundOf(unit: Unit, literal: SyntaxNode): string {
  let at = literal;
  while (at.parent !== null && at.parent.end - at.parent.start <= 240 && at.parent.kind !== 'block') at = at.parent;
  return `${unit.tree.text.slice(at.start, literal.start)} ${unit.tree.text.slice(literal.end, at.end)}`;
}

function holderName(unit: Unit, node: SyntaxNode): string {
  const at = enclosing(node, 'assign', 'field', 'entry', 'call');
  const name =
    at === null
      ? null
      : (childOf(at, 'assign.target') ??
        childOf(at, 'field.name') ??
        childOf(at, 'entry.key') ??
        childOf(at, 'call.callee'));
  return name === null ? '' : unit.textOf(name).slice(-60);
}

/** Says yes to more than before. */
export function isLooser(key: string, was: string, is: string): boolean {
  const [old, now] = [bare(was), bare(is)];
  if (old === now) return false;
  if (key.startsWith('suffix')) return now !== '' && old.endsWith(now) && /^[./@:-]/.test(old);
  if (key.startsWith('prefix')) return now !== '' && old.startsWith(now) && /[/.:@]$/.test(old) && !/[/.:@]$/.test(now);
  // What Python matches begins where the text does.
  const begins = key.includes(' of python') && !/search|sub|findall/.test(key);
  return lostEnd(old, now, begins) || takesLess(key, old, now) || takesAny(old, now);
}

/** Without quotes, slashes and flags. */
function bare(text: string): string {
  const inner = /^(?:[rbfuRBFU@]{0,2})(?:'''|"""|['"`/])([\s\S]*?)(?:'''|"""|['"`]|\/[a-z]*)$/.exec(text);
  return inner?.[1] ?? text;
}

/** `^` or `$` that went, of a pattern that is otherwise there. */
function lostEnd(old: string, now: string, isBegun: boolean): boolean {
  const begins = (text: string): boolean => /^(?:\^|\\A|\(\^|\(\?:\^)/.test(text);
  const ends = (text: string): boolean => /(?<!\\)(?:\$|\\[zZ])\)*$/.test(text);
  return now !== '' && ((!isBegun && begins(old) && !begins(now)) || (ends(old) && !ends(now)));
}

/** `\\.` that is `.` now: a dot stands for any character. */
function takesAny(old: string, now: string): boolean {
  return old.length > now.length && old.replaceAll(/\\+\./g, '.') === now;
}

/** What is taken out of a text: a class that has lost characters. */
function takesLess(key: string, old: string, now: string): boolean {
  if (!TAKES_OUT.test(key)) return false;
  const [was, is] = [old, now].map((text) => /\[((?:\\.|[^\]\\])+)\]/.exec(text)?.[1]);
  if (was === undefined || was.startsWith('^') || was === is) return false;
  return Array.from(is ?? now).every((character) => (is === undefined ? old : was).includes(character));
}

const TAKES_OUT = / (?:\w+\.)?(?:sub|subn|replace|replaceAll|preg_replace|ReplaceAllString|gsub)$/;
