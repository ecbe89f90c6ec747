import { jsonScalars } from '../../text/json-scalars.ts';
import { defineLockFormat, repositoryOf, unusualHost, type LockEntry, type LockedPackage } from './define.ts';

/** @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json (npm 11): `packages` by folder; before version 2 `dependencies`. */
export const npmLock = defineLockFormat({
  id: 'npm',
  ecosystem: 'npm',
  fileNames: ['package-lock.json', 'npm-shrinkwrap.json'],
  *read(text) {
    let hasPackages = false;
    let open: Draft | null = null;
    for (const { path, value, start, end } of jsonScalars(text)) {
      const [top = '', ...rest] = path;
      if (top === 'packages') hasPackages = true;
      if (rest.length === 0) continue;
      const field = rest.at(-1) ?? '';
      if (top === 'packages' && !rest[0]!.includes('node_modules/')) {
        // What the project's own manifests asked for: `packages[""].dependencies`.
        if (rest.length === 3 && /^(?:dev|optional|peer)?[dD]ependencies$/.test(rest[1]!))
          yield { kind: 'wish', name: rest[2]!, version: value, start, end };
        continue;
      }
      const isPackage = top === 'packages' ? rest.length === 2 : top === 'dependencies' && !hasPackages;
      if (!isPackage || !/^(?:version|resolved|integrity|link|name)$/.test(field)) continue;
      if (top === 'dependencies' && rest.length % 2 === 1) continue;
      const folder = rest.slice(0, -1).join('\u0000');
      if (open === null || open.folder !== folder) {
        if (open !== null) yield* packageOf(open);
        const place = top === 'packages' ? rest[0]! : `node_modules/${rest[rest.length - 2]!}`;
        open = { folder, place, fields: new Map(), start, end };
      }
      open.fields.set(field, value);
      open.end = Math.max(open.end, end);
    }
    if (open !== null) yield* packageOf(open);
  },
});

interface Draft {
  readonly folder: string;
  readonly place: string;
  readonly fields: Map<string, string>;
  readonly start: number;
  end: number;
}

function* packageOf({ place, fields, start, end }: Draft): Generator<LockEntry> {
  const at = place.lastIndexOf('node_modules/');
  // Without it the folder is one of the project's own.
  if (at < 0 || fields.get('link') === 'true') return;
  const name = fields.get('name') ?? place.slice(at + 'node_modules/'.length);
  yield toNpmPackage(name, fields.get('version') ?? '', fields.get('resolved') ?? '', fields.get('integrity') ?? '', {
    start,
    end,
  });
}

/** `resolved` as npm and yarn write it: an address of a registry, of an archive, or of a repository with its commit. */
export function toNpmPackage(
  name: string,
  version: string,
  resolved: string,
  integrity: string,
  place: { readonly start: number; readonly end: number },
): LockedPackage {
  const common = { kind: 'package', name, ...place } as const;
  const digests = integrity.split(/\s+/).filter((part) => part !== '');
  const isGit = /^(?:git[+:@]|ssh:)/.test(resolved) || /\.git#(?:commit=)?[0-9a-f]{40}$/.test(resolved);
  const archive = /^https?:\/\/codeload\.github\.com\/([^/]+\/[^/]+)\/tar\.gz\/([0-9a-f]{40})$/.exec(resolved);
  if (archive !== null)
    return {
      ...common,
      version: archive[2]!,
      source: 'git',
      from: `github.com/${archive[1]!.toLowerCase()}`,
      integrity: digests,
    };
  if (isGit) {
    const commit = /#(?:commit=)?([0-9a-f]{7,64})$/.exec(resolved)?.[1] ?? version;
    return { ...common, version: commit, source: 'git', from: repositoryOf(resolved), integrity: digests };
  }
  const isArchive = /^https?:/.test(resolved) && (!isOfRegistry(resolved, name) || isOfOther(resolved, name, version));
  return {
    ...common,
    version,
    source: isArchive ? 'url' : 'registry',
    from: isArchive ? resolved.replace(/[?#].*$/, '') : unusualHost('npm', resolved),
    // Yarn 1 wrote the digest behind the address.
    integrity:
      digests.length > 0
        ? digests
        : [/#([0-9a-f]{40})$/.exec(resolved)?.[1] ?? ''].flatMap((sha) => (sha === '' ? [] : [`sha1hex-${sha}`])),
  };
}

/** Registries serve `<name>/-/<name>-1.0.0.tgz`, some below a path of their own, or `download/<name>/1.0.0/<hash>`. */
function isOfRegistry(address: string, name: string): boolean {
  const bare = address.replaceAll('%2f', '/').replaceAll('%2F', '/');
  return bare.includes('/-/') || bare.includes(`/${name}/`) || bare.includes('/download/');
}

/** The archive of a registry that has another name, or the number of another version, than the package it is locked as. */
function isOfOther(address: string, name: string, version: string): boolean {
  const bare = address.replaceAll('%2f', '/').replaceAll('%2F', '/');
  const parts = /\/((?:@[^/]+\/)?[^/]+)\/-\/(?:@[^/]+\/)?([^/]+)\.tgz(?:[?#].*)?$/.exec(bare);
  if (parts === null) return false;
  if (parts[1]!.toLowerCase() !== name.toLowerCase()) return !bare.includes(`/${name}/`);
  const number = /-(\d+\.\d+\.\d+)$/.exec(parts[2]!)?.[1];
  return number !== undefined && /^\d+\.\d+\.\d+$/.test(version) && number !== version;
}
