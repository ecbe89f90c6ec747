/** What one member of a client library's class does and gives. */
interface Member {
  readonly permissions: readonly string[];
  /** The class of what it gives; `many` when it gives several. */
  readonly gives: string | null;
  readonly isMany: boolean;
}

/** `class.member` in lower case without underscores -> what it does: one graph reads every language's spelling. */
export type ClientGraph = ReadonlyMap<string, Member>;

/** One element of what a loop goes through, as the resolver writes it. */
const ELEMENT = '[]';

/**
 * From lines `class: member/other-name permission+permission >class`, of which permission and class may be missing: `>class*` for
 * several. A line without a class before `:` goes on with the last one.
 */
export function readGraph(text: string): ClientGraph {
  const graph = new Map<string, Member>();
  let owner = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const [, named, rest = ''] = /^(?:(\w+):)?\s*(.*)$/.exec(line) ?? [];
    owner = named ?? owner;
    const words = rest.split(/\s+/).filter((word) => word !== '');
    const given = words.find((word) => word.startsWith('>'));
    const permissions = words.slice(1).find((word) => !word.startsWith('>'));
    const member: Member = {
      permissions: permissions?.split('+') ?? [],
      gives: given?.slice(1).replace('*', '') ?? null,
      isMany: given?.endsWith('*') ?? false,
    };
    for (const name of (words[0] ?? '').split('/')) graph.set(`${owner}.${name}`, member);
  }
  return graph;
}

/** A client that is made, and what is called on it, one after the other. */
export interface Chain {
  /** The class of the graph that the client is. */
  readonly start: string;
  readonly steps: readonly string[];
  readonly last: string;
}

/** `google.cloud.storage.Client().bucket().blob().delete`, of which `clients` know the beginning. */
export function chainOf(path: string, clients: readonly (readonly [RegExp, string])[]): Chain | null {
  const split = path.indexOf('()');
  const start = split === -1 ? undefined : clients.find(([pattern]) => pattern.test(path.slice(0, split)));
  if (start === undefined) return null;
  const steps = path
    .slice(split + 3)
    .split('.')
    .map((step) => step.replace('()', ''));
  return { start: start[1], steps, last: steps.at(-1) ?? '' };
}

/**
 * The permissions that the last of `steps` needs, from a class of the graph on: `['bucket()', 'blob()', 'delete']`. Empty for
 * steps that need none; null when the graph does not know the chain.
 */
export function permissionsOfChain(
  graph: ClientGraph,
  start: string,
  steps: readonly string[],
): readonly string[] | null {
  let type = start;
  for (const [index, step] of steps.entries()) {
    // One of several, and the answer's parts: `const [file] = await bucket.getFiles()`.
    if (step === ELEMENT || /^\d+$/.test(step)) continue;
    const member = graph.get(`${type}.${step.toLowerCase().replaceAll('_', '')}`);
    if (member === undefined) return null;
    if (index === steps.length - 1) return member.permissions;
    if (member.gives === null) return null;
    type = member.gives;
  }
  return null;
}
