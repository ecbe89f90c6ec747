const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b' };

/** The value of a string, or of the text between the holes of one. In `"""…"""` nothing is escaped. */
export function readKotlinString(raw: string): string | null {
  const triple = /^"""([\s\S]*)"""$/.exec(raw);
  if (triple !== null) return triple[1]!;
  const text = /^(["'])([\s\S]*)\1$/.exec(raw)?.[2] ?? raw;
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, four?: string, one?: string) =>
    four === undefined ? (SIMPLE[one ?? ''] ?? one ?? '') : String.fromCodePoint(Number.parseInt(four, 16)),
  );
}
