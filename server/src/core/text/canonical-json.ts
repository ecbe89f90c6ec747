import canonicalize from 'canonicalize';

/**
 * RFC 8785 (JCS) text of a plain value. Members that are `undefined` are left out, as in `JSON.stringify`; lone
 * surrogates, which JCS refuses, become U+FFFD first, so that no input makes a record impossible to write.
 * @throws Error for NaN, infinities and cycles, which plain data has not.
 */
export function canonicalJson(value: unknown): string {
  const text = writePlain(value) ?? canonicalize(wellFormed(value));
  if (text === undefined) throw new Error('a value without JSON form was to be made canonical');
  return text;
}

/** What records are made of, in one pass: half a ledger's time goes here. Undefined: for the package to judge. */
function writePlain(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? JSON.stringify(value) : JSON.stringify(value.toWellFormed());
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? writeList(value) : writeMembers(value);
    default:
      return undefined;
  }
}

function writeList(items: readonly unknown[]): string | undefined {
  let text = '[';
  for (const item of items) {
    const written = writePlain(item);
    if (written === undefined) return undefined;
    text += text === '[' ? written : `,${written}`;
  }
  return `${text}]`;
}

function writeMembers(members: object): string | undefined {
  if ('toJSON' in members) return undefined;
  let text = '{';
  // By UTF-16 code unit, as RFC 8785 wants it and `sort` does it.
  for (const name of Object.keys(members).sort()) {
    const member = (members as Readonly<Record<string, unknown>>)[name];
    if (member === undefined) continue;
    const written = name.isWellFormed() ? writePlain(member) : undefined;
    if (written === undefined) return undefined;
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${written}`;
  }
  return `${text}}`;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
