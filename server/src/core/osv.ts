/**
 * Verb: which packages a database of known vulnerabilities would be asked about, in the words of the OSV API, and what it
 * answers. Pure: who sends it is the shell's affair, and only when a person said so.
 * @see https://google.github.io/osv.dev/post-v1-querybatch/ (2026-11)
 */
import { lockFormatOf } from './facts/locks/table.ts';
import { readGoDirective } from './text/go-directive.ts';
import { plainLines } from './text/plain-lines.ts';

export interface AskedPackage {
  /** As OSV calls it: `npm`, `PyPI`, `Go`. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

export interface PackagesOfFile {
  readonly packages: readonly AskedPackage[];
  /** Packages of other registries, of repositories and of addresses: their names may be nobody's business. */
  readonly leftOut: number;
}

const ECOSYSTEMS: Readonly<Record<string, string>> = {
  npm: 'npm',
  pypi: 'PyPI',
  cargo: 'crates.io',
  rubygems: 'RubyGems',
  nuget: 'NuGet',
  composer: 'Packagist',
  maven: 'Maven',
  pub: 'Pub',
  hex: 'Hex',
};

/** Exact versions only: what a range will be is not known. Null: the file names no packages. */
export function packagesToAsk(path: string, text: string): PackagesOfFile | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'go.mod') return { packages: goModules(text), leftOut: 0 };
  // With another index any name may be one's own.
  const hasIndex = /^\s*(?:-i|--index-url|--extra-index-url|-f|--find-links)\b/m.test(text);
  if (/^(?:requirements[\w.-]*|[\w.-]*[-_]requirements|constraints[\w.-]*)\.txt$/.test(name))
    return hasIndex ? { packages: [], leftOut: pinned(text).length } : { packages: pinned(text), leftOut: 0 };
  const format = lockFormatOf(path);
  const ecosystem =
    format === null || !Object.hasOwn(ECOSYSTEMS, format.ecosystem) ? undefined : ECOSYSTEMS[format.ecosystem];
  if (format === null || ecosystem === undefined) return null;
  const packages: AskedPackage[] = [];
  let leftOut = 0;
  for (const entry of format.read(text)) {
    if (entry.kind !== 'package') continue;
    // Packagist's packages name their repository, which is no registry.
    const isPublic = entry.source === 'registry' && (entry.from === '' || ecosystem === 'Packagist');
    if (isPublic && entry.version !== '') packages.push({ ecosystem, name: entry.name, version: entry.version });
    else leftOut += 1;
  }
  return { packages, leftOut };
}

function goModules(text: string): readonly AskedPackage[] {
  const packages: AskedPackage[] = [];
  let verb: string | null = null;
  for (const line of plainLines(text)) {
    const read = readGoDirective(line.text, verb);
    verb = read.verb;
    const [module, version] = read.directive?.verb === 'require' ? read.directive.words : [];
    if (module !== undefined && version !== undefined)
      packages.push({ ecosystem: 'Go', name: module, version: version.replace(/^v/, '') });
  }
  return packages;
}

function pinned(text: string): readonly AskedPackage[] {
  const packages: AskedPackage[] = [];
  for (const line of plainLines(text)) {
    const found = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*===?\s*([\w.!+-]+)/.exec(line.text);
    if (found !== null) packages.push({ ecosystem: 'PyPI', name: found[1]!, version: found[2]! });
  }
  return packages;
}

/** Names that settings of npm and yarn look for in another registry than the public one. */
export function ownNpmNames(settings: readonly string[]): (name: string) => boolean {
  const scopes = new Set<string>();
  let isAll = false;
  for (const text of settings) {
    let scope: string | null = null;
    for (const { text: line, indent } of plainLines(text)) {
      const entry = /^\s*(?:(@[\w.-]+):)?(?:registry|npmRegistryServer)["']?\s*[=: ]\s*["']?(\S+?)["']?$/.exec(line);
      if (indent > 0 && /^\s+["']?[\w.-]+["']?:$/.test(line)) scope = line.trim().replace(/["':]/g, '');
      else if (indent === 0 && entry === null) scope = null;
      if (entry === null || /^https?:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\b/.test(entry[2]!)) continue;
      const own = entry[1] ?? (indent > 0 && scope !== null ? `@${scope}` : null);
      if (own === null) isAll = true;
      else scopes.add(own);
    }
  }
  return (name) => isAll || (name.startsWith('@') && scopes.has(name.slice(0, name.indexOf('/'))));
}

/** The body of one question: as many packages as the API takes at once. */
export const MAX_QUERIES = 1_000;

export function toQuery(packages: readonly AskedPackage[]): string {
  return JSON.stringify({
    queries: packages.map(({ ecosystem, name, version }) => ({ package: { ecosystem, name }, version })),
  });
}

export interface KnownVulnerabilities {
  readonly ids: readonly string[];
  /** The database has more than it answered. */
  readonly isCut: boolean;
}

/** One answer a package, in their order; a sentence when it is none. */
export function readAnswer(text: string, count: number): readonly KnownVulnerabilities[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'The answer is no JSON.';
  }
  const results = isRecord(json) ? json['results'] : null;
  if (!Array.isArray(results)) return 'The answer has another shape than the API says.';
  if (results.length !== count) return `${count} packages were asked about, ${results.length} were answered.`;
  return results.map(toKnown);
}

function toKnown(result: unknown): KnownVulnerabilities {
  const { vulns, next_page_token: token } = isRecord(result) ? result : {};
  const ids = (Array.isArray(vulns) ? vulns : []).flatMap((each: unknown) => {
    const id = isRecord(each) ? each['id'] : null;
    return typeof id === 'string' && id.length < 200 ? [id] : [];
  });
  return { ids: ids.slice(0, 10_000).sort(), isCut: typeof token === 'string' && token !== '' };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
