import { hashParts } from '../../text/hash.ts';
import type { SchemaToken } from '../../text/schema-tokens.ts';

/** Longest condition that is kept by its text, UTF-16 units; of a longer one the beginning, and a mark of the rest. */
const MAX_TEXT = 160;
const SHOWN = 140;

const PAIRS: ReadonlySet<string> = new Set(['==', '!=', '<=', '>=', ':=', '::', '&&', '||']);
/** Words behind which a bracket opens a list or a group, not what is given to them. */
const KEYWORD = /^(?:in|not|if|some|every|contains|has|is|like|with|and|or|then|else)$/;

/** One text for one condition, however it is laid out and quoted. */
export function textOf(tokens: readonly SchemaToken[]): string {
  const pieces = piecesOf(tokens);
  let text = '';
  for (const [at, piece] of pieces.entries()) text += at > 0 && isApart(pieces[at - 1]!, piece) ? ` ${piece}` : piece;
  return text;
}

export function cutText(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, SHOWN)}… ${hashParts([text]).slice(0, 6)}`;
}

/** `==` and `::` are one piece each. */
function piecesOf(tokens: readonly SchemaToken[]): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at]!;
    const pair = `${text}${tokens[at + 1]?.text ?? ''}`;
    if (kind === 'sign' && PAIRS.has(pair)) at += 1;
    pieces.push(kind === 'text' ? `'${text.slice(1, -1)}'` : kind === 'sign' && PAIRS.has(pair) ? pair : text);
  }
  return pieces;
}

function isApart(before: string, piece: string): boolean {
  if (/^(?:[,;)\]}:/.]|::)/.test(piece) && piece !== ':=') return false;
  if (/^(?:[([{$!/]|::)$/.test(before)) return false;
  if (piece === '(' || piece === '[') return !/[\w)\]]$/.test(before) || KEYWORD.test(before);
  return true;
}

/** The sides of an equation that stands outside of brackets, in the order that it is kept in: values last. */
export function equationIn(
  tokens: readonly SchemaToken[],
): { readonly left: readonly SchemaToken[]; readonly right: readonly SchemaToken[]; readonly isEqual: boolean } | null {
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const { text } = tokens[at]!;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    if (text === ')' || text === ']' || text === '}') depth -= 1;
    if (depth > 0 || at === 0 || (text !== '=' && text !== '!') || tokens[at + 1]?.text !== '=') continue;
    if (/^[<>:=]$/.test(tokens[at - 1]!.text)) continue;
    // Rules of the Realtime Database are written with three.
    const behind = tokens[at + 2]?.text === '=' ? at + 3 : at + 2;
    const sides = [tokens.slice(0, at), tokens.slice(behind)] as const;
    const [left, right] = isInOrder(...sides) ? sides : [sides[1], sides[0]];
    return { left, right, isEqual: text === '=' };
  }
  return null;
}

function isInOrder(one: readonly SchemaToken[], other: readonly SchemaToken[]): boolean {
  if (isValue(one) !== isValue(other)) return isValue(other);
  return textOf(one) >= textOf(other);
}

function isValue(tokens: readonly SchemaToken[]): boolean {
  const [first] = tokens;
  return tokens.length === 1 && (first!.kind === 'text' || /^(?:true|false|null|\d.*)$/.test(first!.text));
}

/** An equation as it is kept. */
export function equationText(equation: {
  readonly left: readonly SchemaToken[];
  readonly right: readonly SchemaToken[];
}): string {
  return `${textOf(equation.left)} == ${textOf(equation.right)}`;
}
