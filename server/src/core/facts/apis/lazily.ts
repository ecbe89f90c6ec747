/** A function of a name that is asked for few names, many times: what it reads of a table is read once. */
export function lazily<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = read(name);
    known.set(name, made);
    return made;
  };
}
