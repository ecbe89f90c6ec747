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
