import { plainLines, type PlainLine } from '../../text/plain-lines.ts';
import { defineLockFormat, repositoryOf, unusualHost, type LockEntry, type LockFormat } from './define.ts';

/** A `[[package]]` table and the tables below it, as far as a lock needs them. */
interface Draft {
  readonly fields: Map<string, string>;
  readonly digests: Set<string>;
  /** Of the files that are fetched. */
  readonly hosts: Set<string>;
  readonly start: number;
  end: number;
}

/** Cargo, Poetry, PDM and uv write lists of packages in TOML; where each package comes from they say in different words. */
const read = (ecosystem: 'cargo' | 'pypi'): LockFormat['read'] =>
  function* (text) {
    let open: Draft | null = null;
    let below = '';
    /** Poetry before 1.3 listed the files of all packages at the end; newer ones beside each. */
    for (const line of plainLines(text)) {
      const end = line.start + line.text.length;
      const body = line.text.slice(line.indent);
      if (body.startsWith('[') && /^\[{1,2}[\w."-]+\]{1,2}$/.test(body)) {
        const table = body.replace(/[[\]]/g, '');
        if (body === '[[package]]') {
          if (open !== null) yield* packageOf(ecosystem, open);
          open = { fields: new Map(), digests: new Set(), hosts: new Set(), start: line.start, end };
          below = '';
        } else if (table.startsWith('package.')) below = `${table.slice('package.'.length)}.`;
        else {
          if (open !== null) yield* packageOf(ecosystem, open);
          open = null;
        }
        continue;
      }
      if (open === null) continue;
      if (below === 'metadata.' || below.startsWith('metadata.requires')) yield* wishesIn(line);
      if (ecosystem === 'pypi' && open.hosts.size < 20)
        for (const [, url] of body.matchAll(/\burl = "(https?:\/\/[^/"\s]{1,200}\/)/g))
          open.hosts.add(unusualHost(ecosystem, url!));
      for (const [, algorithm, digest] of body.matchAll(/\b(sha256|sha384|sha512|blake2b|md5):([0-9a-f]{16,128})/g))
        if (open.digests.size < 400) open.digests.add(`${algorithm!}-${digest!.slice(0, 24)}`);
      const field = /^([\w-]+) = (?:"([^"]*)"|(\{.*\}))/.exec(body);
      if (field === null || (below !== '' && below !== 'source.')) continue;
      open.fields.set(`${below}${field[1]!}`, field[2] ?? field[3]!);
      if (below === '' || below === 'source.') open.end = end;
    }
    if (open !== null) yield* packageOf(ecosystem, open);
  };

/** What manifests asked for, as uv repeats it: `requires-dist = [{ name = "httpx", specifier = ">=0.27" }]`. */
function* wishesIn({ text, start }: PlainLine): Generator<LockEntry> {
  for (const match of text.matchAll(/\{ name = "([^"]{1,200})"(?:, [^{}]{1,300}?)? \}/g)) {
    const version = /\bspecifier = "([^"]*)"/.exec(match[0])?.[1] ?? '';
    const isOfRegistry = !/\b(?:git|url|path|directory|editable|virtual|index) = /.test(match[0]);
    if (isOfRegistry)
      yield {
        kind: 'wish',
        name: match[1]!,
        version,
        start: start + match.index,
        end: start + match.index + match[0].length,
      };
  }
}

function* packageOf(ecosystem: 'cargo' | 'pypi', { fields, digests, hosts, start, end }: Draft): Generator<LockEntry> {
  const name = fields.get('name');
  const version = fields.get('version');
  if (name === undefined) return;
  const checksum = fields.get('checksum');
  const integrity = checksum === undefined ? [...digests].sort() : [`sha256-${checksum}`];
  const common = { kind: 'package', name, start, end } as const;
  const inline = fields.get('source') ?? '';
  const given = (key: string): string =>
    fields.get(`source.${key}`) ?? new RegExp(`\\b${key} = "([^"]*)"`).exec(inline)?.[1] ?? '';
  const type = given('type');
  const repository = inline.startsWith('git+')
    ? inline
    : type === 'git'
      ? given('url')
      : given('git') || (fields.get('git') ?? '');
  if (repository !== '') {
    const commit =
      /#([0-9a-f]{7,64})$/.exec(repository)?.[1] ??
      (given('resolved_reference') || fields.get('revision')) ??
      version ??
      '';
    yield { ...common, version: commit, source: 'git', from: repositoryOf(repository), integrity };
    return;
  }
  // Without a source it is a package of the project itself, or one that is not locked.
  if (/\b(?:editable|virtual|path|directory) =/.test(inline) || /^(?:directory|file)$/.test(type) || fields.has('path'))
    return;
  if (ecosystem === 'cargo' && inline === '') return;
  const archive = type === 'url' ? given('url') : type === '' && !inline.includes('registry') ? given('url') : '';
  if (archive !== '') {
    yield { ...common, version: version ?? '', source: 'url', from: archive.replace(/[?#].*$/, ''), integrity };
    return;
  }
  const registry = inline.startsWith('{') ? given('registry') : type === 'legacy' ? given('url') : inline;
  const usual =
    /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)$/;
  const from =
    registry === '' || usual.test(registry)
      ? ''
      : unusualHost(ecosystem, registry.replace(/^(?:registry|sparse)\+/, ''));
  // Of an index of its own the files stand wherever that says.
  const [other = ''] = from === '' ? [...hosts].filter((host) => host !== '') : [];
  yield { ...common, version: version ?? '', source: 'registry', from: from === '' ? other : from, integrity };
}

export const cargoLock = defineLockFormat({
  id: 'cargo',
  ecosystem: 'cargo',
  fileNames: ['Cargo.lock'],
  read: read('cargo'),
});

export const pythonLocks = defineLockFormat({
  id: 'python',
  ecosystem: 'pypi',
  fileNames: ['poetry.lock', 'uv.lock', 'pdm.lock'],
  read: read('pypi'),
});
