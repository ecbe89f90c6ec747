import canonicalize from 'canonicalize';

/**
 * RFC 8785 (JCS) text of a plain value. Members that are `undefined` are left out, as in `JSON.stringify`; lone
 * surrogates, which JCS refuses, become U+FFFD first, so that no input makes a record impossible to write.
 * @throws Error for NaN, infinities and cycles, which plain data has not.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(wellFormed(value));
  if (text === undefined) throw new Error('a value without JSON form was to be made canonical');
  return text;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
