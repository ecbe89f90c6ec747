/**
 * The read-only earlier text, for clients that open `countersign-before:` documents: the file's own address under that scheme, with
 * the request that reads it as its query. The query is encoded twice, because editors decode it once before the client sees it.
 */
export function toBeforeUri(fileUri: string, path: string, changeSet: string): string {
  const query = new URLSearchParams({ path, side: 'before', changeSet }).toString();
  return `${fileUri.replace(/^file:/, 'countersign-before:')}?${encodeURIComponent(query)}`;
}
