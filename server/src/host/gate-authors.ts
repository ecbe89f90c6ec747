import { ask, type Repository } from './git-repository.ts';

const maxBytes = 64 * 1024 * 1024;

/** Addresses of authors and co-authors of commits that the head has and the base has not, by the paths they touch; lower case. */
export async function readAuthors(
  repository: Repository,
  base: string,
  head: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const format = '--format=%x01%ae%x02%(trailers:key=Co-authored-by,valueonly,separator=%x02)%x03';
  const answer = await ask(repository, {
    arguments: ['log', '--no-renames', '--name-only', '-z', format, `${base}..${head}`, '--'],
    maxOutputBytes: maxBytes,
  });
  const authors = new Map<string, Set<string>>();
  for (const commit of answer.toString('utf8').split('\u0001').slice(1)) {
    const end = commit.indexOf('\u0003');
    const addresses = commit.slice(0, end).split('\u0002').flatMap(toAddress);
    for (const path of commit.slice(end + 1).split('\0')) {
      const name = path.replace(/^\n+/, '');
      if (name === '') continue;
      const known = authors.get(name) ?? new Set<string>();
      for (const address of addresses) known.add(address);
      authors.set(name, known);
    }
  }
  return authors;
}

/** `Name <address>`, or an address alone. */
function toAddress(text: string): readonly string[] {
  const address = (/<([^<>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase();
  return address.includes('@') ? [address] : [];
}
