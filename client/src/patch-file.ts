/** Null: no UTF-8. A byte that is replaced by a sign of its own would be reviewed, and written, as another. No vscode here. */
export function toPatchText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
