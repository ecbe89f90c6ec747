import { jsonScalars } from '../../text/json-scalars.ts';
import { defineLockFormat, repositoryOf, unusualHost, type LockEntry } from './define.ts';

/** Fields of one object of a JSON lock, gathered while they pass by. */
interface Draft {
  readonly key: string;
  readonly fields: Map<string, string>;
  readonly digests: string[];
  readonly start: number;
  end: number;
}

/** Groups scalars by the first `depth` keys; fields below it are named by the rest: `dist.url`. */
function* objectsOf(text: string, depth: (path: readonly string[]) => number): Generator<Draft> {
  let open: Draft | null = null;
  for (const { path, value, start, end } of jsonScalars(text)) {
    const at = depth(path);
    if (at === 0 || path.length <= at) continue;
    const key = path.slice(0, at).join('\u0000');
    if (open === null || open.key !== key) {
      if (open !== null) yield open;
      open = { key, fields: new Map(), digests: [], start, end };
    }
    const name = path.slice(at).join('.');
    if (/^hashes\.\d+$/.test(name)) open.digests.push(value.replace(':', '-'));
    else if (name.length < 60 && open.fields.size < 60) {
      open.fields.set(name, value);
      if (/^(?:version|dist\.|source\.|resolved|contentHash|state\.|ref|git)/.test(name)) open.end = end;
    }
  }
  if (open !== null) yield open;
}

/** @see https://getcomposer.org/doc/01-basic-usage.md (2026-11): packages with the repository and the archive of each. */
export const composerLock = defineLockFormat({
  id: 'composer',
  ecosystem: 'composer',
  fileNames: ['composer.lock'],
  *read(text) {
    const isList = (path: readonly string[]): number => (/^packages(?:-dev)?$/.test(path[0] ?? '') ? 2 : 0);
    for (const { fields, start, end } of objectsOf(text, isList)) {
      const name = fields.get('name');
      if (name === undefined || fields.get('dist.type') === 'path') continue;
      const version = fields.get('version') ?? '';
      const commit = fields.get('source.reference') ?? fields.get('dist.reference') ?? '';
      // A branch moves; the commit of a release does not.
      const moves = /^dev-|-dev$/.test(version);
      yield {
        kind: 'package',
        name,
        version: moves ? `${version}@${commit}` : version,
        source: 'registry',
        from: placeOfComposer(fields.get('source.url') ?? '', fields.get('dist.url') ?? ''),
        integrity: moves || commit === '' ? [] : [`commit-${commit}`],
        start,
        end,
      };
    }
  },
});

/** Hosts that serve archives of the repositories that they are named with, and the mirror of the registry itself. */
const ARCHIVES =
  /^(?:api\.github\.com|codeload\.github\.com|github\.com|gitlab\.com|bitbucket\.org|packagist\.org|repo\.packagist\.(?:org|com))$/;

/** The repository, and the host of the archive where it is neither the repository's nor a usual one. */
function placeOfComposer(source: string, archive: string): string {
  const repository = repositoryOf(source === '' ? archive : source);
  const host = /^https?:\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(archive)?.[1]?.toLowerCase() ?? '';
  const isUsual = host === '' || ARCHIVES.test(host) || repository.startsWith(`${host}/`);
  return isUsual ? repository : `${repository}, its archive from ${host}`;
}

export const pipfileLock = defineLockFormat({
  id: 'pipfile',
  ecosystem: 'pypi',
  fileNames: ['Pipfile.lock'],
  *read(text) {
    const isGroup = (path: readonly string[]): number => (path[0] === '_meta' || path.length < 3 ? 0 : 2);
    for (const { key, fields, digests, start, end } of objectsOf(text, isGroup)) {
      const name = key.slice(key.indexOf('\u0000') + 1);
      const common = {
        kind: 'package',
        name,
        start,
        end,
        integrity: digests.map((each) => each.slice(0, 31)).sort(),
      } as const;
      const repository = fields.get('git');
      if (fields.has('path')) continue;
      if (repository !== undefined)
        yield { ...common, version: fields.get('ref') ?? '', source: 'git', from: repositoryOf(repository) };
      else if (fields.has('version'))
        yield { ...common, version: fields.get('version')!.replace(/^==/, ''), source: 'registry', from: '' };
    }
    for (const { path, value, start, end } of jsonScalars(text))
      if (path[0] === '_meta' && path[1] === 'sources' && path[3] === 'url' && unusualHost('pypi', value) !== '')
        yield {
          kind: 'package',
          name: 'all packages',
          version: '',
          source: 'registry',
          from: unusualHost('pypi', value),
          integrity: [],
          start,
          end,
        };
  },
});

export const nugetLock = defineLockFormat({
  id: 'nuget',
  ecosystem: 'nuget',
  fileNames: ['packages.lock.json'],
  *read(text) {
    const isPackage = (path: readonly string[]): number => (path[0] === 'dependencies' && path.length > 3 ? 3 : 0);
    const seen = new Set<string>();
    for (const { key, fields, start, end } of objectsOf(text, isPackage)) {
      const name = key.slice(key.lastIndexOf('\u0000') + 1);
      const version = fields.get('resolved');
      const hash = fields.get('contentHash');
      // One for each framework; they are the same package.
      if (version === undefined || seen.has(`${name} ${version} ${hash ?? ''}`)) continue;
      seen.add(`${name} ${version} ${hash ?? ''}`);
      yield {
        kind: 'package',
        name,
        version,
        source: 'registry',
        from: '',
        integrity: hash === undefined ? [] : [`sha512-${hash}`],
        start,
        end,
      };
    }
  },
});

/** Packages of Swift: each is a repository. */
export const swiftLock = defineLockFormat({
  id: 'swift',
  ecosystem: 'swift',
  fileNames: ['Package.resolved'],
  *read(text) {
    const isPin = (path: readonly string[]): number =>
      path[0] === 'pins' ? 2 : path[0] === 'object' && path[1] === 'pins' ? 3 : 0;
    for (const { fields, start, end } of objectsOf(text, isPin)) {
      const name = fields.get('identity') ?? fields.get('package');
      const commit = fields.get('state.revision') ?? '';
      if (name === undefined) continue;
      const version = fields.get('state.version');
      const isRelease = version !== undefined && version !== 'null';
      yield {
        kind: 'package',
        name: name.toLowerCase(),
        version: isRelease ? version : commit,
        source: 'registry',
        from: repositoryOf(fields.get('location') ?? fields.get('repositoryURL') ?? ''),
        integrity: isRelease && commit !== '' ? [`commit-${commit}`] : [],
        start,
        end,
      };
    }
  },
});

/** `bun.lock` lists tuples of name, registry and digest; `deno.lock` packages by name and version, and addresses. */
export const bunLock = defineLockFormat({
  id: 'bun',
  ecosystem: 'npm',
  fileNames: ['bun.lock'],
  *read(text) {
    for (const { fields, start, end } of objectsOf(text, (path) => (path[0] === 'packages' ? 2 : 0))) {
      const parts = /^((?:@[^@/]+\/)?[^@]+)@(.*)$/.exec(fields.get('0') ?? '');
      if (parts === null || /^(?:workspace|link|file):/.test(parts[2]!)) continue;
      const integrity = [...fields.values()].filter((value) => /^sha\d+-/.test(value));
      const isGit = /^(?:git\+|github:|git:)/.test(parts[2]!);
      yield {
        kind: 'package',
        name: parts[1]!,
        version: isGit ? (/#(.*)$/.exec(parts[2]!)?.[1] ?? '') : parts[2]!,
        source: isGit ? 'git' : /^https?:/.test(parts[2]!) ? 'url' : 'registry',
        from: isGit ? repositoryOf(parts[2]!) : unusualHost('npm', fields.get('1') ?? ''),
        integrity,
        start,
        end,
      };
    }
  },
});

export const denoLock = defineLockFormat({
  id: 'deno',
  ecosystem: 'deno',
  fileNames: ['deno.lock'],
  *read(text): Generator<LockEntry> {
    for (const { path, value, start, end } of jsonScalars(text)) {
      const at = path[0] === 'packages' ? 1 : 0;
      const [section, key, field] = path.slice(at);
      if (key === undefined) continue;
      if ((section === 'npm' || section === 'jsr') && field === 'integrity') {
        const parts = /^((?:@[^@/]+\/)?[^@]+)@([^_]*)/.exec(key);
        if (parts !== null)
          yield {
            kind: 'package',
            name: parts[1]!,
            version: parts[2]!,
            source: 'registry',
            from: '',
            integrity: [value.startsWith('sha') ? value : `sha256-${value}`],
            start,
            end,
          };
      } else if (section === 'remote' && field === undefined)
        yield {
          kind: 'package',
          name: key.replace(/@v?\d[^/]*/, ''),
          version: /@(v?\d[^/]*)/.exec(key)?.[1] ?? '',
          source: 'registry',
          from: unusualHost('deno', key),
          integrity: [`sha256-${value}`],
          start,
          end,
        };
    }
  },
});
