/** What a lock holds of one package, or what it was asked for. */
export type LockEntry = LockedPackage | LockedWish;

export interface LockedPackage {
  readonly kind: 'package';
  readonly name: string;
  /** The exact version; of a repository the commit. */
  readonly version: string;
  readonly source: 'registry' | 'git' | 'url';
  /** Host, repository or address that it comes from; empty: the usual registry, or not said. */
  readonly from: string;
  /** Digests and commits that hold its bytes, each with its algorithm in front: `sha512-…`. Empty: none. */
  readonly integrity: readonly string[];
  /** Ranges that the lock itself says it is there for, where it says so beside the package. */
  readonly asked?: readonly string[];
  /** Place in the text, half-open. */
  readonly start: number;
  readonly end: number;
}

/** What the project's own manifest asked for when the lock was written. */
export interface LockedWish {
  readonly kind: 'wish';
  readonly name: string;
  /** As the manifest has it. */
  readonly version: string;
  readonly start: number;
  readonly end: number;
}

/** One format of lock files. One file and one row each. */
export interface LockFormat {
  readonly id: string;
  readonly ecosystem: string;
  /** Whole file names; `languages/lock.ts` lists them too. */
  readonly fileNames: readonly string[];
  /** One pass over the text: locks have up to a million lines. */
  readonly read: (text: string) => Iterable<LockEntry>;
}

export function defineLockFormat(format: LockFormat): LockFormat {
  return format;
}

/** Hosts that packages of an ecosystem usually come from; several names of one registry are one. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  npm: ['registry.npmjs.org', 'registry.yarnpkg.com'],
  pypi: ['pypi.org', 'files.pythonhosted.org', 'pypi.python.org'],
  rubygems: ['rubygems.org', 'index.rubygems.org'],
  pub: ['pub.dev', 'pub.dartlang.org'],
  terraform: ['registry.terraform.io', 'registry.opentofu.org'],
  deno: ['jsr.io', 'deno.land', 'npm.jsr.io'],
};

/** The host of an address, or nothing where packages of this ecosystem usually come from. */
export function unusualHost(ecosystem: string, address: string): string {
  const plain = /^http:\/\//i.test(address) ? 'http://' : '';
  const host = /^[a-z+]*:?\/\/(?:[^/@\s]*@)?([^/:?#\s]+(?::\d+)?)/i.exec(address)?.[1]?.toLowerCase() ?? '';
  // Whoever stands between can answer for an address that nothing proves.
  return USUAL[ecosystem]?.includes(host) === true && plain === '' ? '' : host === '' ? '' : `${plain}${host}`;
}

/** A repository without what names a commit, credentials or its form: `git+https://x/y.git?rev=1#2` is `x/y`. */
export function repositoryOf(address: string): string {
  return address
    .replace(/[?#].*$/, '')
    .replace(/^git\+/, '')
    .replace(/^[a-z]+:\/\/(?:[^/@\s]*@)?/i, '')
    .replace(/^git@([^:/]+):/, '$1/')
    .replace(/\.git$/, '')
    .toLowerCase();
}
