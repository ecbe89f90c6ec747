/** How often maps and sets are asked whether they have something while `run` does. */
export async function countLookups(run: () => Promise<void> | void): Promise<number> {
  const kept = [Map.prototype, Set.prototype].map((of) => ({ of, has: of.has }));
  let asked = 0;
  for (const { of, has } of kept)
    Reflect.set(of, 'has', function counted(this: unknown, key: unknown): boolean {
      asked += 1;
      return has.call(this as Map<unknown, unknown> & Set<unknown>, key);
    });
  try {
    await run();
  } finally {
    for (const { of, has } of kept) Reflect.set(of, 'has', has);
  }
  return asked;
}
