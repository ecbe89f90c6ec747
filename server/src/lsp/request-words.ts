/** Enough of an id to be the only one, and short enough to be read out. */
const idLength = 12;

export function shortId(request: string): string {
  return request.slice(0, idLength);
}

/** What the other person runs; it shows everything before it asks. */
export function approveCommand(request: string): string {
  return `countersign fetch && countersign decide ${shortId(request)} --approve`;
}

/** Opens the request in the editor of the other person. */
export function requestLink(request: string): string {
  return `vscode://countersign.countersign/open?request=${shortId(request)}`;
}
