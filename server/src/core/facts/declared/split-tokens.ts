import type { SchemaToken } from '../../text/schema-tokens.ts';

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);

/**
 * Parts between separators that stand outside of brackets.
 * @param separator how many tokens, from the one at `at` on, are a separator; 0 for none.
 */
export function splitTokens(
  tokens: readonly SchemaToken[],
  separator: (token: SchemaToken, next: SchemaToken | undefined) => number,
): readonly (readonly SchemaToken[])[] {
  const parts: SchemaToken[][] = [[]];
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (OPENS.has(token.text)) depth += 1;
    if (CLOSES.has(token.text)) depth -= 1;
    const length = depth === 0 ? separator(token, tokens[at + 1]) : 0;
    if (length > 0) {
      parts.push([]);
      at += length - 1;
    } else parts.at(-1)!.push(token);
  }
  return parts;
}

/** Between commas. */
export function splitAtCommas(tokens: readonly SchemaToken[]): readonly (readonly SchemaToken[])[] {
  return splitTokens(tokens, ({ text }) => (text === ',' ? 1 : 0));
}
