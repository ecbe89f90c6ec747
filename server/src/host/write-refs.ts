import { objectId } from './blob-id.ts';
import { ask, askForText, askIfAny, type Repository } from './git-repository.ts';

/** Files of a commit that is made without a work tree: names to bytes. A folder is a name with `/`, one level deep. */
export type CommitFiles = ReadonlyMap<string, Uint8Array>;

export interface RefCommit {
  readonly ref: string;
  readonly message: string;
  readonly files: CommitFiles;
}

/** Nobody's name: who decided stands in the records. */
const identity = ['user.name=countersign', 'user.email=countersign@invalid'];

/**
 * Makes a commit on top of what the ref holds, and moves the ref from exactly that. Answers the commit; the old one when
 * its files are the same.
 *
 * @throws HostProblem when git refuses, as it does when another process moved the ref meanwhile
 */
export async function commitToRef(repository: Repository, { ref, message, files }: RefCommit): Promise<string> {
  const old = await askIfAny(repository, { arguments: ['rev-parse', '--verify', '--quiet', ref] });
  const tree = await writeTree(repository, files);
  if (old !== null && (await askForText(repository, { arguments: ['rev-parse', `${old}^{tree}`] })) === tree)
    return old;
  const commit = await askForText(repository, {
    arguments: [
      ...identity.flatMap((setting) => ['-c', setting]),
      'commit-tree',
      tree,
      ...(old === null ? [] : ['-p', old]),
      '-F',
      '-',
    ],
    input: message,
  });
  const nothing = '0'.repeat(commit.length);
  await ask(repository, { arguments: ['update-ref', '-m', 'countersign', ref, commit, old ?? nothing] });
  return commit;
}

async function writeTree(repository: Repository, files: CommitFiles): Promise<string> {
  const folders = new Map<string, Map<string, Uint8Array>>();
  const rows: string[] = [];
  for (const [name, bytes] of files) {
    const slash = name.indexOf('/');
    if (slash < 0) rows.push(`100644 blob ${await writeBlob(repository, bytes)}\t${name}\0`);
    else {
      const folder = folders.get(name.slice(0, slash)) ?? new Map<string, Uint8Array>();
      folders.set(name.slice(0, slash), folder.set(name.slice(slash + 1), bytes));
    }
  }
  for (const [name, inner] of folders) rows.push(`040000 tree ${await writeTree(repository, inner)}\t${name}\0`);
  return await askForText(repository, { arguments: ['mktree', '-z'], input: rows.join('') });
}

/** Most segments of a ledger are there already. */
async function writeBlob(repository: Repository, bytes: Uint8Array): Promise<string> {
  const id = objectId(bytes, repository.objectFormat);
  if ((await askIfAny(repository, { arguments: ['cat-file', '-e', id] })) !== null) return id;
  return await askForText(repository, { arguments: ['hash-object', '-w', '--no-filters', '--stdin'], input: bytes });
}
