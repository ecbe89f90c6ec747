/** An object of a payload: nothing is known of its values. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these names that the object has itself, with a text. */
export function textOf(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = own(fields, name);
    if (typeof value === 'string') return value;
  }
  return undefined;
}

export function listOf(fields: Fields, ...names: readonly string[]): readonly unknown[] | undefined {
  for (const name of names) {
    const value = own(fields, name);
    if (Array.isArray(value)) return value as readonly unknown[];
  }
  return undefined;
}

export function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Members whose text is not empty; others are left out. */
export function claims<Name extends string>(
  given: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, string>> {
  const kept = Object.entries<string | undefined>(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept) as Partial<Record<Name, string>>;
}
