/** Numbers at the front of a version or of the lowest version a range names; null: there are none. */
export function versionNumbers(text: string): readonly number[] | null {
  const found = /^[\s^~=<>v!]*(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(text);
  return found === null ? null : found[1]!.split('.').map(Number);
}

/** Below zero: `before` is the older. Null: one of them has no numbers, or they only differ behind them. */
export function compareVersions(before: string, after: string): number | null {
  const left = versionNumbers(before);
  const right = versionNumbers(after);
  if (left === null || right === null) return null;
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const step = (left[at] ?? 0) - (right[at] ?? 0);
    if (step !== 0) return step;
  }
  return null;
}
