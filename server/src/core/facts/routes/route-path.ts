/** Of folders the path they are routed to: groups `(admin)` and slots `@modal` are no part of it, `[id]` is a parameter. */
export function toRoutePath(folders: string): string {
  const parts = folders.split('/').filter((part) => part !== '' && !/^\(.*\)$|^@/.test(part));
  return `/${parts.map((part) => part.replace(/^\[\.{0,3}(.*)\]$/, ':$1')).join('/')}`;
}
