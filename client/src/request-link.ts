/** No vscode here. A link comes from anywhere: only an id is taken from it. */
export function readRequestId({ path, query }: { readonly path: string; readonly query: string }): string | null {
  const id = new URLSearchParams(query).get('request') ?? '';
  return path === '/open' && /^[0-9a-f]{12,32}$/.test(id) ? id : null;
}
