import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { valueGiven } from '../value-given.ts';
import type { Atom } from './atom.ts';
import type { Formula } from './formula.ts';
import { askedOfInput, CHECKED } from './input-atoms.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/** Methods that hold a text against a pattern, with the text where their argument is. */
const ON_PATTERN = /^(?:test|exec|match|fullmatch)$/;
const SCRIPTS = /^(?:javascript|typescript|tsx)$/;
const NAMED = /(?:^| )(?:re|rx|regex|regexp|pattern|matcher)$/;
/** Patterns by which texts are told apart and taken apart: nothing is refused by them. */
const OF_FORMS =
  /\b(?:ip|ipv4|ipv6|ip v4|ip v6|date|time|email|e mail|phone|colou?r|css|line|token|comment|heading|markdown|version|semver|number|word|emoji|mention|locale|currency)\b/;

/**
 * `UID.match(value)`, `/^[\w-]+$/.test(name)`: a text that is wholly of the characters that are allowed. A pattern that is held
 * against a part of a text looks for something, and refuses nothing.
 */
export function patternTest(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  const { unit } = reading;
  const callee = childOf(call, 'call.callee');
  const name = callee?.kind === 'member' ? lastName(unit, callee) : null;
  if (callee === null || name === null || !ON_PATTERN.test(name)) return null;
  const object = childOf(callee, 'member.object');
  const args = childrenOf(call, 'call.argument').filter((arg) => arg.kind !== 'comment');
  if (object === null) return null;
  const isModule = unit.language.id === 'python' && unit.textOf(object) === 're';
  // `name.match(NAME)`: in JavaScript it is the text that is asked.
  const isOfText = name === 'match' && SCRIPTS.test(unit.language.id);
  const [pattern, tested] = isModule ? [args[0], args[1]] : isOfText ? [args[0], object] : [object, args[0]];
  if (pattern === undefined || tested === undefined || tested.kind === 'string') return null;
  const written = patternOf(reading, pattern, name);
  if (written === null || OF_FORMS.test(wordsOf(unit.textOf(pattern).slice(0, 60)))) return null;
  const begins = unit.language.id === 'python' && name === 'match';
  return name === 'fullmatch' || isWhole(written, begins)
    ? askedOfInput(CHECKED, true, { checked: unit.textOf(tested).slice(0, 80), at: call })
    : null;
}

/** What a pattern is written as, `''` for one of another file that is called a pattern; null when it is none. */
function patternOf(reading: FileReading, node: SyntaxNode, method: string): string | null {
  const { unit, scopes } = reading;
  if (node.kind !== 'name') return node.end - node.start > MAX_PATTERN ? null : unit.textOf(node);
  const value = valueGiven(reading, node);
  if (value !== null) return value.end - value.start > MAX_PATTERN ? null : unit.textOf(value);
  const name = unit.textOf(node);
  const isNamed =
    method === 'test' || method === 'fullmatch' || /^[A-Z][A-Z0-9_]*$/.test(name) || NAMED.test(wordsOf(name));
  return isNamed && scopes.lookUp(name, node)?.how === 'import' ? '' : null;
}

/** Characters. What is longer takes a language apart. */
const MAX_PATTERN = 300;

/** It holds from the first character to the last. @param begins it is held against the beginning by itself */
function isWhole(written: string, begins: boolean): boolean {
  if (written === '') return true;
  const isFromFirst = begins || /(?:^|['"`/(])(?:\^|\\A)/.test(written);
  return isFromFirst && /(?:\$|\\[zZ])(?:\/[a-z]*|['"`]|\)*$)/.test(written) && !hasOpenChoice(written, begins);
}

/** `^a|b$`: each side of a choice that no group holds together has one of the ends only. */
function hasOpenChoice(written: string, begins: boolean): boolean {
  const plain = written
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, '');
  const pattern = /\/(.*)\/[a-z]*$|(['"`])(.*)\2/s.exec(plain);
  const text = pattern?.[1] ?? pattern?.[3] ?? plain;
  let depth = 0;
  let sides = 1;
  let whole = 0;
  let side = '';
  const close = (): void => {
    whole += Number((begins || side.startsWith('^')) && side.endsWith('$'));
    side = '';
  };
  for (const character of text) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) {
      close();
      sides += 1;
    } else side += character;
  }
  close();
  return sides > 1 && whole < sides;
}
