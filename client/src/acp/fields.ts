/** What an agent sent, of which nothing is known: a missing field is an empty one. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function textOf(fields: Fields, name: string): string {
  const value = own(fields, name);
  return typeof value === 'string' ? value : '';
}

export function rowsOf(fields: Fields, name: string): readonly Fields[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** The word if it is one of these, else the other. */
export function wordOf<Word extends string>(
  fields: Fields,
  name: string,
  words: readonly Word[],
  other: NoInfer<Word>,
): Word {
  return words.find((word) => word === own(fields, name)) ?? other;
}
