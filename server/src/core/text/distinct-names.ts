/** Tells names apart that are given twice: `desk`, `desk#2`, `desk#3`. Each costs the same, however many are alike. */
export function createDistinctNames(): (name: string) => string {
  /** By name, the number that the next one of it gets. */
  const next = new Map<string, number>();
  return (name) => {
    let at = next.get(name) ?? 1;
    let distinct = name;
    while (next.has(distinct)) {
      at = Math.max(at, 2);
      distinct = `${name}#${at}`;
      at += 1;
    }
    next.set(name, Math.max(at, 2));
    if (distinct !== name) next.set(distinct, 2);
    return distinct;
  };
}
