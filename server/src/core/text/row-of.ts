/** A row of a table by a name that others wrote: `constructor` and `__proto__` are names without a row, like any other. */
export function rowOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** An empty record for names that others wrote: it inherits nothing, and `__proto__` is a name like any other in it. */
export function emptyRecord<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
