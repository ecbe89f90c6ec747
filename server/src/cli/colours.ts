export interface Style {
  readonly hasColours: boolean;
}

const codes = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;

export function paint({ hasColours }: Style, colour: keyof typeof codes, text: string): string {
  return hasColours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
}

/** @see https://no-color.org */
export function wantsColours(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  if ((environment['FORCE_COLOR'] ?? '0') !== '0') return true;
  return stream.isTTY === true && environment['TERM'] !== 'dumb';
}

/**
 * Text from a workspace, safe to print: a file name or a message with escape sequences must not rewrite the terminal.
 * Format characters (bidirectional controls among them) would show one thing and mean another.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\t' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
