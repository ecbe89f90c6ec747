import type { Problem } from '../core/model/problem.ts';
import { inEnglish, type Wording } from '../core/model/wording.ts';

/** A host operation that did not happen, for a reason a person can act on. Anything else that throws is a bug. */
export class HostProblem extends Error {
  override readonly name = 'HostProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Row {
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly why: string;
  readonly fix: string;
}

/** Everything the host reports to people. Codes are stable for ever; CS3xxx is the host's range. */
export const hostProblems = {
  unreadable: {
    code: 'CS3001',
    severity: 'error',
    why: 'What cannot be read cannot be judged, and is never taken for an empty file.',
    fix: 'Give this user read permission on it, or exclude the path.',
  },
  outsideWorkspace: {
    code: 'CS3002',
    severity: 'error',
    why: 'A path that leaves the workspace could read or overwrite anything this user can.',
    fix: 'Remove the link or the ".." from the path.',
  },
  notAFile: {
    code: 'CS3006',
    severity: 'error',
    why: 'A pipe, socket or device has no content to compare, and opening it could hang.',
    fix: 'Put a regular file in its place, or remove it.',
  },
  nameNotText: {
    code: 'CS3007',
    severity: 'error',
    why: 'A name that cannot be written down cannot be reviewed, recorded or restored.',
    fix: 'Rename the file to a name in UTF-8.',
  },
  changedMeanwhile: {
    code: 'CS3003',
    severity: 'error',
    why: 'Restoring now would overwrite bytes that nobody has reviewed.',
    fix: 'Look at the new content, then decide again.',
  },
  writeFailed: {
    code: 'CS3004',
    severity: 'error',
    why: 'The file has its old bytes or the new ones, never a part: new bytes are complete on disk before they replace the old.',
    fix: 'Free space or fix the permission, then try again.',
  },
  notTakenBack: {
    code: 'CS3005',
    severity: 'error',
    why: 'The same lines changed since, so the earlier state can no longer be told apart from what came after.',
    fix: 'Edit the file by hand; the change is reviewed again.',
  },
  gitMissing: {
    code: 'CS3010',
    severity: 'error',
    why: 'Revisions are read through the git program.',
    fix: 'Install git 2.25 or newer and make sure it is on PATH.',
  },
  gitFailed: {
    code: 'CS3011',
    severity: 'error',
    why: 'Without its answer the change cannot be read.',
    fix: 'Run the command shown by hand to see what git objects to.',
  },
  gitTooOld: {
    code: 'CS3017',
    severity: 'error',
    why: 'Without its answer the change cannot be read.',
    fix: 'Install git 2.25 or newer, and check with "git --version" that it is the one on PATH.',
  },
  gitTooOldToMerge: {
    code: 'CS3023',
    severity: 'error',
    why: 'The base went on since the branch left it, and only the merged state is what will be there.',
    fix: 'Install git 2.38 or newer; or merge or rebase the base into the branch first.',
  },
  mergeConflict: {
    code: 'CS3024',
    severity: 'error',
    why: 'Nobody knows yet what will be there once it is merged, so it cannot be judged.',
    fix: 'Merge or rebase the base into the branch, resolve the conflicts, and review what you resolved.',
  },
  noWorkTree: {
    code: 'CS3018',
    severity: 'error',
    why: 'Without a work tree there are no files to compare with the base.',
    fix: 'Compare two commits with --base and --head, or run it in a work tree.',
  },
  brokenRepository: {
    code: 'CS3019',
    severity: 'error',
    why: 'Taken for a folder without git, its earlier content and its rules would be passed over.',
    fix: 'Run "git status" there to see what git objects to; a crash may have emptied ".git/HEAD".',
  },
  gitTimeout: {
    code: 'CS3012',
    severity: 'error',
    why: 'A command that hangs would hold up the review.',
    fix: 'Check whether the repository is on a slow or unreachable disk.',
  },
  gitMissingObject: {
    code: 'CS3013',
    severity: 'error',
    why: 'A shallow or partial clone lacks the content, so that side of the change cannot be judged.',
    fix: 'Run "git fetch --unshallow"; in a partial clone "git fetch --refetch --no-filter"; in CI, clone without a depth and a filter. Then try again.',
  },
  unknownRevision: {
    code: 'CS3014',
    severity: 'error',
    why: 'There is nothing to compare with.',
    fix: 'Name a branch, tag or commit that exists here; in CI, fetch it first.',
  },
  ambiguousRevision: {
    code: 'CS3088',
    severity: 'error',
    why: 'Whoever may push a tag could otherwise choose what a change is compared with.',
    fix: 'Name it in full, such as "refs/remotes/origin/main", or delete the other one.',
  },
  noRepository: {
    code: 'CS3015',
    severity: 'error',
    why: 'Revisions can only be compared inside a git repository.',
    fix: 'Run it inside a repository, or use --patch, or --before and --after.',
  },
  unsafeRepository: {
    code: 'CS3016',
    severity: 'error',
    why: 'Its configuration is not what a clone has, and could lead git to run programs or read folders of its choice.',
    fix: 'Look at ".git/config" and at who owns it; for a repository of another user that you trust: git config --global --add safe.directory <path>',
  },
  stateNotOwned: {
    code: 'CS3020',
    severity: 'error',
    why: 'Another user could read or replace what was accepted.',
    fix: 'Remove the directory, or make it owned by you with mode 0700.',
  },
  stateUnwritable: {
    code: 'CS3021',
    severity: 'error',
    why: 'Decisions must be on disk before they count, so none can be taken now.',
    fix: 'Free space or fix the permission of the state directory.',
  },
  locked: {
    code: 'CS3022',
    severity: 'error',
    why: 'Two writers would break the chain.',
    fix: 'Wait for the other process to finish; if it is gone, remove the lock file.',
  },
  ledgerCorrupt: {
    code: 'CS3030',
    severity: 'error',
    why: 'A record appended behind a broken one would look verified and is not, so nothing is recorded.',
    fix: 'Run "countersign verify" to see the first broken record; restore the file from a copy, or move it aside to start a new chain.',
  },
  ledgerTorn: {
    code: 'CS3031',
    severity: 'warning',
    why: 'The last line was cut off while it was written, by a crash or a full disk; it was never shown as recorded.',
    fix: 'Nothing to do: the rest was kept beside the ledger and a problem record notes it.',
  },
  baselineCorrupt: {
    code: 'CS3040',
    severity: 'warning',
    why: 'What was accepted last can no longer be proven, so it is taken from git again and changes since then are reviewed once more.',
    fix: 'Nothing to do; what was damaged was kept beside the new store.',
  },
  baselineLost: {
    code: 'CS3041',
    severity: 'warning',
    why: 'Without git there is no earlier content to compare with.',
    fix: 'Compare with a backup if you expected changes; from now on changes are seen again.',
  },
  preImageLost: {
    code: 'CS3042',
    severity: 'error',
    why: 'The exact bytes from before are gone from the store, so this edit cannot be rejected exactly.',
    fix: 'Restore the file from version control by hand.',
  },
  journalCorrupt: {
    code: 'CS3043',
    severity: 'warning',
    why: 'Acknowledgements given there are lost; the edits themselves are found again by comparing with the baseline.',
    fix: 'Review the change set again; the damaged file was kept beside the journal.',
  },
  tooMany: {
    code: 'CS3050',
    severity: 'warning',
    why: 'Limits keep a hostile or huge workspace from filling memory and disk.',
    fix: 'Exclude generated folders, or raise the limit.',
  },
  watchLimited: {
    code: 'CS3051',
    severity: 'warning',
    why: 'The operating system allows no more watches, so changes are found by asking every few seconds.',
    fix: 'Raise fs.inotify.max_user_watches, or exclude large folders.',
  },
  grammarBroken: {
    code: 'CS3060',
    severity: 'error',
    why: 'A parser that is not the one that was built could hide anything.',
    fix: 'Install Countersign again; from a clone, run "npm run build".',
  },
  policyUnreadable: {
    code: 'CS3070',
    severity: 'error',
    why: 'Judging without the rules of the team would let through what they stop.',
    fix: 'Fix the file or its permission at the base revision.',
  },
  basePolicyBroken: {
    code: 'CS3072',
    severity: 'error',
    why: 'A gate that passes what it could not judge is none, and the rules of a branch do not judge that branch.',
    fix: 'Whoever may merge past this check, an administrator say, reads the change that repairs the policy and merges it by that right. "countersign rules lint" on that branch says whether it does.',
  },
  policyUnused: {
    code: 'CS3071',
    severity: 'warning',
    why: 'The rules are read from a revision that an agent could not have changed; without a remote there is none yet.',
    fix: 'Name one with --base, or push the default branch.',
  },
  noSigningKey: {
    code: 'CS3080',
    severity: 'error',
    why: 'A seal is a signature with your SSH key. Nothing that was recorded is lost.',
    fix: 'Set one as for commits: git config --global gpg.format ssh, and git config --global user.signingkey ~/.ssh/id_ed25519.pub (or "key::ssh-ed25519 …" for a key of the agent); or name one with --key.',
  },
  signingFailed: {
    code: 'CS3081',
    severity: 'error',
    why: 'The decisions stay recorded as they are, not sealed. Nothing is lost.',
    fix: 'Unlock or plug in the key, then run "countersign seal" again.',
  },
  keygenMissing: {
    code: 'CS3082',
    severity: 'error',
    why: 'Keys are never read by Countersign itself: ssh-keygen signs, and asks the agent or the security key.',
    fix: 'Install OpenSSH 8.2 or newer, or name another program in gpg.ssh.program of your own git configuration.',
  },
  recordsUnreadable: {
    code: 'CS3083',
    severity: 'error',
    why: 'Records that cannot be read count for nothing.',
    fix: 'Name a ref, a remote, a folder or a ledger that exists, and fetch it first where it is in another clone.',
  },
  publishRefused: {
    code: 'CS3084',
    severity: 'error',
    why: 'A published ledger only ever grows, so that whoever has seen it can tell when something is missing.',
    fix: 'Compare both with "countersign verify". A copied clone must begin a ledger of its own: move ".git/countersign/ledger.jsonl" and "ledger-id" aside.',
  },
  ledgerRewritten: {
    code: 'CS3087',
    severity: 'error',
    why: 'A published ledger only ever grows: somebody who may push has dropped or replaced records. The earlier copy is kept here.',
    fix: 'Ask whose ledger that is, and compare both copies with "countersign verify".',
  },
  networkFailed: {
    code: 'CS3085',
    severity: 'error',
    why: 'Nothing was sent or taken over beyond what is named above.',
    fix: 'Check the name of the remote and your access to it, then try again.',
  },
  signersUnreadable: {
    code: 'CS3086',
    severity: 'error',
    why: 'Without it nobody can be told from anybody else.',
    fix: 'Fix ".countersign/allowed_signers" at the base revision.',
  },
} as const satisfies Record<string, Row>;

export type HostProblemName = keyof typeof hostProblems;

/** Beside the problems and not in them: what is written of a problem is English. */
const wordings = new WeakMap<object, Wording>();

/** `message`: one sentence that names the thing. `why` may add a cause from the operating system. */
export function hostProblem(name: HostProblemName, message: Wording | string, path?: string): Problem {
  const row: Row = hostProblems[name];
  const wording = typeof message === 'string' ? { message, parts: [] } : message;
  const problem = { ...row, message: inEnglish(wording), ...(path === undefined ? {} : { path }) };
  wordings.set(problem, wording);
  return problem;
}

export function throwProblem(name: HostProblemName, message: Wording | string, path?: string): never {
  throw new HostProblem(hostProblem(name, message, path));
}

/** Its message, for whoever says it in another language. */
export function wordingOf(problem: Pick<Problem, 'message'>): Wording {
  return wordings.get(problem) ?? { message: problem.message, parts: [] };
}

/** `ENOENT`, `EACCES` … or null when it is no system error. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** For people: the system's word for it, without a stack. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  const known = code === null ? undefined : words[code];
  if (known !== undefined) return known;
  return error instanceof Error ? error.message : String(error);
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'disk quota exceeded',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many open files',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  EIO: 'the disk reported an error',
  EEXIST: 'it exists already',
};
