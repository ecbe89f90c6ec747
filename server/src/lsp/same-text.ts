/** An editor shows one kind of line ending: a file with mixed ones differs from its document only in that. */
export function isSameText(a: string, b: string): boolean {
  return a === b || a.replaceAll(/\r\n?/g, '\n') === b.replaceAll(/\r\n?/g, '\n');
}
