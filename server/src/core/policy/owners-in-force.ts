/** Where hosts look for CODEOWNERS: the first that is there is the only one that is read. */
const HOSTS: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  // "About code owners", GitHub Docs, 2026-11.
  { name: 'GitHub', paths: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] },
  // "Code Owners", GitLab Docs, 2026-11.
  { name: 'GitLab', paths: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] },
  { name: 'Bitbucket', paths: ['.bitbucket/CODEOWNERS'] },
];

export const OWNER_PLACES: readonly string[] = [...new Set(HOSTS.flatMap(({ paths }) => paths))];

export interface OwnerFile {
  readonly path: string;
  readonly text: string;
}

/** What a host read before an edit, and reads after it. Null: it found none. */
export interface OwnersInForce {
  readonly hosts: readonly string[];
  readonly before: OwnerFile | null;
  readonly after: OwnerFile | null;
}

/** @param textOf null: there is no such file on that side */
export function ownersInForce(
  textOf: (path: string, side: 'before' | 'after') => string | null,
): readonly OwnersInForce[] {
  const first = (paths: readonly string[], side: 'before' | 'after'): OwnerFile | null => {
    for (const path of paths) {
      const text = textOf(path, side);
      if (text !== null) return { path, text };
    }
    return null;
  };
  const found = new Map<string, OwnersInForce>();
  for (const { name, paths } of HOSTS) {
    const [before, after] = [first(paths, 'before'), first(paths, 'after')];
    const key = `${before?.path ?? ''}\n${after?.path ?? ''}`;
    found.set(key, { hosts: [...(found.get(key)?.hosts ?? []), name], before, after });
  }
  const all = [...found.values()];
  // A file that moved to where one host alone looks is not lost: the repository is on that host, as far as anybody can tell.
  return all.filter(
    ({ before, after }) =>
      after !== null || !all.some((other) => other.after !== null && other.before?.path === before?.path),
  );
}
