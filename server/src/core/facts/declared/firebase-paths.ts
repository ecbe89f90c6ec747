import type { SchemaToken } from '../../text/schema-tokens.ts';

type Tokens = readonly SchemaToken[];

/** The brace that opens a body: those of wildcards stand behind a slash. */
export function bodyBehind(tokens: Tokens, from: number): number {
  let at = from;
  while (at < tokens.length && (tokens[at]!.text !== '{' || tokens[at - 1]?.text === '/')) at += 1;
  return at;
}

export function pathOf(tokens: Tokens): string {
  const path = tokens.map(({ text }) => text).join('');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Without what every path of a database or a bucket begins with. */
export function shownPath(path: string): string {
  return path.replace(/^\/(?:databases|b)\/\{[^}]*\}(?:\/documents|\/o)?/, '') || '/';
}

/** One for one path, whatever its wildcards are called. */
export function keyOfPath(path: string): string {
  return path.replace(/\{[^}=]*(=\*\*)?\}/g, '{$1}');
}

/** What a wildcard stands for, in words that its own name has no part in: `users.id` of `/users/{uid}`. */
export function wildcardsIn(path: string): ReadonlyMap<string, Tokens> {
  const found = new Map<string, Tokens>();
  let beside = 'all';
  for (const part of path.split('/')) {
    const name = /^\{([^}=]*)(?:=\*\*)?\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== '') beside = part;
      continue;
    }
    beside = `${beside}.id`;
    found.set(name, [{ kind: 'word', text: beside, start: 0, end: 0 }]);
  }
  return found;
}
