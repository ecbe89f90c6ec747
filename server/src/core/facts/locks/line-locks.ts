import { plainLines } from '../../text/plain-lines.ts';
import { defineLockFormat, repositoryOf, unusualHost, type LockEntry } from './define.ts';

/** `module version h1:digest`. @see https://go.dev/ref/mod#go-sum-files */
export const goSum = defineLockFormat({
  id: 'go-sum',
  ecosystem: 'go',
  fileNames: ['go.sum', 'go.work.sum'],
  *read(text) {
    for (const line of plainLines(text)) {
      const parts = /^(\S+) (\S+) h1:(\S+)$/.exec(line.text);
      if (parts === null) continue;
      yield {
        kind: 'package',
        name: parts[1]!,
        version: parts[2]!,
        source: 'registry',
        from: '',
        integrity: [`h1-${parts[3]!}`],
        start: line.start,
        end: line.start + line.text.length,
      };
    }
  },
});

/** Sections by where packages come from; their lines have a version in brackets. */
export const gemfileLock = defineLockFormat({
  id: 'gemfile',
  ecosystem: 'rubygems',
  fileNames: ['Gemfile.lock', 'gems.locked'],
  *read(text) {
    let section = '';
    let remote = '';
    let revision = '';
    const digests = new Map<string, string>();
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text;
      const sum = section === 'CHECKSUMS' ? /^ {2}(\S+) \(([^)]+)\) sha256=(\w+)/.exec(line.text) : null;
      if (sum !== null) digests.set(`${sum[1]!} ${sum[2]!}`, sum[3]!);
    }
    section = '';
    for (const line of plainLines(text)) {
      const place = { start: line.start + line.indent, end: line.start + line.text.length };
      if (line.indent === 0) {
        section = line.text;
        remote = '';
        revision = '';
        continue;
      }
      const field = /^ {2}(remote|revision): (.+)$/.exec(line.text);
      if (field?.[1] === 'remote') remote = field[2]!;
      if (field?.[1] === 'revision') revision = field[2]!;
      const wish = section === 'DEPENDENCIES' ? /^ {2}([^\s!]+)!?(?: \(([^)]*)\))?!?$/.exec(line.text) : null;
      if (wish !== null) yield { kind: 'wish', name: wish[1]!, version: wish[2] ?? '', ...place };
      const spec = line.indent === 4 ? /^ {4}(\S+) \(([^)]+)\)$/.exec(line.text) : null;
      if (spec === null || (section !== 'GEM' && section !== 'GIT')) continue;
      const digest = digests.get(`${spec[1]!} ${spec[2]!}`);
      const integrity = digest === undefined ? [] : [`sha256-${digest}`];
      yield section === 'GIT'
        ? {
            kind: 'package',
            name: spec[1]!,
            version: revision,
            source: 'git',
            from: repositoryOf(remote),
            integrity,
            ...place,
          }
        : {
            kind: 'package',
            name: spec[1]!,
            version: spec[2]!,
            source: 'registry',
            from: unusualHost('rubygems', remote),
            integrity,
            ...place,
          };
    }
  },
});

export const gradleLock = defineLockFormat({
  id: 'gradle',
  ecosystem: 'maven',
  fileNames: ['gradle.lockfile', 'buildscript-gradle.lockfile'],
  *read(text) {
    for (const line of plainLines(text)) {
      const parts = /^([\w.-]+:[\w.-]+):([^=:\s]+)=/.exec(line.text);
      if (parts !== null)
        yield {
          kind: 'package',
          name: parts[1]!,
          version: parts[2]!,
          source: 'registry',
          from: '',
          integrity: [],
          start: line.start,
          end: line.start + line.text.length,
        };
    }
  },
});

interface ProviderDraft {
  readonly name: string;
  readonly from: string;
  version: string;
  readonly integrity: string[];
  readonly start: number;
  end: number;
}

export const terraformLock = defineLockFormat({
  id: 'terraform',
  ecosystem: 'terraform',
  fileNames: ['.terraform.lock.hcl'],
  *read(text) {
    let open: ProviderDraft | null = null;
    for (const line of plainLines(text)) {
      const end = line.start + line.text.length;
      const head = /^provider "([^"/]+)\/([^"]+)" \{/.exec(line.text);
      if (head !== null) {
        const host = unusualHost('terraform', `https://${head[1]!}/`);
        open = { name: head[2]!, from: host, version: '', integrity: [], start: line.start, end };
      } else if (open === null) continue;
      else if (line.text === '}') {
        const provider: ProviderDraft = open;
        yield { kind: 'package', source: 'registry', ...provider };
        open = null;
      } else {
        const version = /^version\s*=\s*"([^"]*)"/.exec(line.text.slice(line.indent))?.[1];
        if (version !== undefined) {
          open.version = version;
          open.end = end;
        }
        const digest = /^"((?:h1|zh):\S+)",?$/.exec(line.text.slice(line.indent))?.[1];
        if (digest !== undefined && open.integrity.length < 200)
          open.integrity.push(digest.replace(':', '-').slice(0, 30));
      }
    }
  },
});

/** CocoaPods: `- Name (1.0)` below PODS, digests of their descriptions at the end, repositories by name. */
export const podfileLock = defineLockFormat({
  id: 'podfile',
  ecosystem: 'cocoapods',
  fileNames: ['Podfile.lock'],
  *read(text) {
    let section = '';
    const sources = new Map<string, string>();
    const digests = new Map<string, string>();
    let pod = '';
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text.replace(/:.*$/, '');
      if (section === 'SPEC CHECKSUMS') {
        const sum = /^ {2}"?([^:"]+)"?: (\w+)$/.exec(line.text);
        if (sum !== null) digests.set(sum[1]!, sum[2]!);
      }
      if (section !== 'EXTERNAL SOURCES' && section !== 'CHECKOUT OPTIONS') continue;
      if (line.indent === 2) pod = line.text.trim().replace(/:$/, '').replaceAll('"', '');
      const git = /^ {4}:git: "?([^"]+)"?$/.exec(line.text)?.[1];
      if (git !== undefined) sources.set(pod, git);
    }
    section = '';
    for (const line of plainLines(text)) {
      if (line.indent === 0) section = line.text.replace(/:.*$/, '');
      const spec = section === 'PODS' ? /^ {2}- "?([^\s/("]+) \(([^)]+)\)/.exec(line.text) : null;
      if (spec === null) continue;
      const git = sources.get(spec[1]!);
      const digest = digests.get(spec[1]!);
      yield {
        kind: 'package',
        name: spec[1]!,
        version: spec[2]!,
        source: git === undefined ? 'registry' : 'git',
        from: git === undefined ? '' : repositoryOf(git),
        integrity: digest === undefined ? [] : [`sha1-${digest}`],
        start: line.start + line.indent,
        end: line.start + line.text.length,
      };
    }
  },
});

export const pubspecLock = defineLockFormat({
  id: 'pubspec',
  ecosystem: 'pub',
  fileNames: ['pubspec.lock'],
  *read(text) {
    let section = '';
    let open: { name: string; fields: Map<string, string>; start: number; end: number } | null = null;
    for (const line of plainLines(text)) {
      const end = line.start + line.text.length;
      if (line.indent === 0 || line.indent === 2) {
        if (open !== null) yield* pubPackage(open);
        open = null;
        if (line.indent === 0) section = line.text;
        else if (section === 'packages:')
          open = { name: line.text.trim().replace(/:$/, ''), fields: new Map(), start: line.start + 2, end };
        continue;
      }
      const field = /^\s+([\w-]+): "?([^"]+)"?$/.exec(line.text);
      if (open === null || field === null) continue;
      open.fields.set(field[1]!, field[2]!);
      open.end = end;
    }
    if (open !== null) yield* pubPackage(open);
  },
});

function* pubPackage({
  name,
  fields,
  start,
  end,
}: {
  name: string;
  fields: Map<string, string>;
  start: number;
  end: number;
}): Generator<LockEntry> {
  const source = fields.get('source') ?? '';
  if (source === 'sdk' || source === 'path') return;
  const digest = fields.get('sha256');
  const common = {
    kind: 'package',
    name,
    integrity: digest === undefined ? [] : [`sha256-${digest}`],
    start,
    end,
  } as const;
  if (source === 'git')
    yield {
      ...common,
      version: fields.get('resolved-ref') ?? '',
      source: 'git',
      from: repositoryOf(fields.get('url') ?? ''),
    };
  else
    yield {
      ...common,
      version: fields.get('version') ?? '',
      source: 'registry',
      from: unusualHost('pub', fields.get('url') ?? ''),
    };
}

/** `"phoenix": {:hex, :phoenix, "1.7.0", "digest", …` or `{:git, "address", "commit", …`, a line each. */
export const mixLock = defineLockFormat({
  id: 'mix',
  ecosystem: 'hex',
  fileNames: ['mix.lock'],
  *read(text) {
    for (const line of plainLines(text)) {
      const place = { start: line.start + line.indent, end: line.start + line.text.length };
      const hex = /^\s*"([^"]+)": \{:hex, :\w+, "([^"]+)", "([0-9a-f]+)"/.exec(line.text);
      if (hex !== null)
        yield {
          kind: 'package',
          name: hex[1]!,
          version: hex[2]!,
          source: 'registry',
          from: '',
          integrity: [`sha256-${hex[3]!}`],
          ...place,
        };
      const git = /^\s*"([^"]+)": \{:git, "([^"]+)", "([0-9a-f]+)"/.exec(line.text);
      if (git !== null)
        yield {
          kind: 'package',
          name: git[1]!,
          version: git[3]!,
          source: 'git',
          from: repositoryOf(git[2]!),
          integrity: [],
          ...place,
        };
    }
  },
});

export const chartLock = defineLockFormat({
  id: 'chart',
  ecosystem: 'helm',
  fileNames: ['Chart.lock', 'requirements.lock'],
  *read(text) {
    let open: { fields: Map<string, string>; start: number; end: number } | null = null;
    for (const line of plainLines(text)) {
      const end = line.start + line.text.length;
      const field = /^\s*(?:- )?(name|version|repository): "?([^"]+)"?$/.exec(line.text);
      if (line.text.trimStart().startsWith('- ') || field === null) {
        if (open !== null) yield* chartOf(open);
        open = field === null ? null : { fields: new Map(), start: line.start, end };
      }
      if (field !== null && open !== null) {
        open.fields.set(field[1]!, field[2]!);
        open.end = end;
      }
    }
    if (open !== null) yield* chartOf(open);
  },
});

function* chartOf({
  fields,
  start,
  end,
}: {
  fields: Map<string, string>;
  start: number;
  end: number;
}): Generator<LockEntry> {
  const [name, version] = [fields.get('name'), fields.get('version')];
  if (name !== undefined && version !== undefined)
    yield {
      kind: 'package',
      name,
      version,
      source: 'registry',
      from: (fields.get('repository') ?? '').replace(/\/$/, ''),
      integrity: [],
      start,
      end,
    };
}
