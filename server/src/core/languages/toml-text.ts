const SIMPLE: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\x1b',
  '"': '"',
  '\\': '\\',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\s*\n\s*)|([\s\S]))/g;

/** Strings of all four forms; bare keys and dates are their own text. @see https://toml.io/en/v1.0.0#string */
export function readTomlString(raw: string): string {
  const literal = /^('''|')([\s\S]*)\1$/.exec(raw);
  if (literal !== null) return literal[1] === "'" ? literal[2]! : withoutFirstBreak(literal[2]!);
  const basic = /^("""|")([\s\S]*)\1$/.exec(raw);
  if (basic === null) return raw;
  const body = basic[1] === '"' ? basic[2]! : withoutFirstBreak(basic[2]!);
  return body.replace(ESCAPE, (whole, two?: string, four?: string, eight?: string, breaks?: string, one?: string) => {
    const hex = two ?? four ?? eight;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    }
    if (breaks !== undefined) return '';
    return (one === undefined ? undefined : SIMPLE[one]) ?? whole;
  });
}

function withoutFirstBreak(text: string): string {
  return text.replace(/^\r?\n/, '');
}
