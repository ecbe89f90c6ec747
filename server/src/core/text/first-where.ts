/** The place of the first of `all` of which `holds` is true, where it is true of all that come behind it too; their count when of none. */
export function firstWhere<T>(all: readonly T[], holds: (each: T) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(all[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
