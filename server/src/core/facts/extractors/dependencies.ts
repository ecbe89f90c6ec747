import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { dependencySite, indexSite } from '../dependency-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, keyText, valueOfKey } from '../objects.ts';
import { pinOf, readNpmSpec, readPipSpec, type PackageSpec } from '../package-specs.ts';
import { known } from '../to-fact.ts';
import { tableAt } from '../toml-tables.ts';

/** Packages of others that a project pulls in, and scripts that run when it is installed. */
export const dependencies = defineExtractor({
  id: 'dependencies',
  kinds: ['supply-chain.dependency', 'supply-chain.script'],
  languages: ['json', 'toml', 'requirements'],
  *extract(reading) {
    const { unit } = reading;
    const name = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    if (unit.language.id === 'requirements') yield* requirements(reading);
    for (const object of documentObjects(reading)) {
      if (name === 'package.json') yield* packageJson(reading, object);
      if (name === 'pyproject.toml') yield* pyproject(reading, object);
    }
  },
});

const NPM_GROUPS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'overrides',
  'resolutions',
];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];

function* packageJson(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const group of NPM_GROUPS) yield* npmGroup(reading, valueOfKey(reading, root, group), group);
  const pnpm = asObject(reading, valueOfKey(reading, root, 'pnpm'));
  if (pnpm !== null) yield* npmGroup(reading, valueOfKey(reading, pnpm, 'overrides'), 'overrides');
  const scripts = asObject(reading, valueOfKey(reading, root, 'scripts'));
  if (scripts === null) return;
  for (const name of INSTALL_SCRIPTS) {
    const text = asText(reading, valueOfKey(reading, scripts, name));
    const node = entryOf(reading, scripts, name);
    if (text === null || node === null) continue;
    yield {
      kind: 'supply-chain.script',
      action: 'run',
      resource: { kind: 'script', value: known(`${name}: ${text}`) },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: 'proven',
      why: [`\`${name}\` runs whenever the package is installed.`],
      subject: { type: 'package', symbol: name },
    };
  }
}

function* npmGroup(reading: Reading, group: SyntaxNode | null, name: string): Generator<Site> {
  const object = asObject(reading, group);
  if (object === null) return;
  for (const entry of object.children) {
    if (entry.kind !== 'entry') continue;
    const key = keyText(reading, entry);
    const value = childOf(entry, 'entry.value');
    const text = asText(reading, value);
    // Overrides nest: `{ "a": { "b": "1.2" } }` is about b.
    if (key !== null && text === null && value?.kind === 'object') yield* npmGroup(reading, value, name);
    else if (key !== null && text !== null) yield dependencySite(entry, 'npm', name, readNpmSpec(key, text));
  }
}

function* requirements(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const root of unit.ofKind('object')) {
    for (const entry of root.children) {
      if (entry.kind !== 'entry') continue;
      const key = keyText(reading, entry);
      const value = childOf(entry, 'entry.value');
      const text = value === null ? '' : unit.textOf(value).trim();
      if (key === null) {
        if (text !== '') yield dependencySite(entry, 'pypi', 'dependencies', readPipSpec(text));
      } else if (/^(?:-e|--editable)$/.test(key))
        yield dependencySite(entry, 'pypi', 'dependencies', readPipSpec(text));
      else if (
        /^(?:-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host)$/.test(key) &&
        !/^https:\/\/pypi\.org\/simple\/?$/.test(text)
      )
        yield indexSite(entry, 'pypi', key, text);
      else if (!key.startsWith('-'))
        yield dependencySite(entry, 'pypi', 'dependencies', {
          ...readPipSpec(/^(?:git\+|https?:|file:|[./])/.test(text) ? `${key} @ ${text}` : `${key}${text}`),
          integrity: hashesBehind(unit.tree.text, entry.start),
        });
    }
  }
}

/** Lines that one requirement may go on for. */
const MAX_LINES = 400;

/** `--hash=sha256:…` behind a requirement, on lines that go on too. */
function hashesBehind(text: string, start: number): readonly string[] {
  let end = text.indexOf('\n', start);
  for (let line = 0; line < MAX_LINES && end > 0 && /\\\r?$/.test(text.slice(end - 2, end)); line += 1)
    end = text.indexOf('\n', end + 1);
  const said = text.slice(start, end < 0 ? undefined : end);
  return [...said.matchAll(/--hash=(\w+):([0-9a-f]+)/g)]
    .map(([, algorithm, digest]) => `${algorithm!}-${digest!.slice(0, 24)}`)
    .sort();
}

function* pyproject(reading: Reading, root: SyntaxNode): Generator<Site> {
  const at = (...path: readonly string[]): SyntaxNode | null => tableAt(reading, root, ...path);
  yield* specList(reading, at('project', 'dependencies'), 'dependencies');
  yield* specList(reading, at('build-system', 'requires'), 'build');
  for (const [path, prefix] of [
    [['project', 'optional-dependencies'], 'optional'],
    [['dependency-groups'], 'group'],
  ] as const) {
    const object = asObject(reading, at(...path));
    for (const [name, list] of object === null ? [] : reading.resolver.entriesOf(object))
      yield* specList(reading, list, groupName(prefix, name));
  }
  yield* specList(reading, at('tool', 'uv', 'dev-dependencies'), 'dev');
  yield* specList(reading, at('tool', 'uv', 'override-dependencies'), 'overrides');
  yield* poetryGroup(reading, at('tool', 'poetry', 'dependencies'), 'dependencies');
  yield* poetryGroup(reading, at('tool', 'poetry', 'dev-dependencies'), 'dev');
  const groups = asObject(reading, at('tool', 'poetry', 'group'));
  for (const [name, group] of groups === null ? [] : reading.resolver.entriesOf(groups)) {
    const object = asObject(reading, group);
    if (object !== null)
      yield* poetryGroup(reading, valueOfKey(reading, object, 'dependencies'), groupName('group', name));
  }
  const sources = asObject(reading, at('tool', 'uv', 'sources'));
  for (const [name, value] of sources === null ? [] : reading.resolver.entriesOf(sources)) {
    const spec = tableSpec(reading, name, value);
    if (spec !== null && spec.source !== 'registry') yield dependencySite(entryAround(value), 'pypi', 'source', spec);
  }
  for (const list of [at('tool', 'uv', 'index'), at('tool', 'poetry', 'source')]) {
    for (const item of list?.kind === 'array' ? list.children : []) {
      const object = asObject(reading, item);
      const url = object === null ? null : valueOfKey(reading, object, 'url');
      const text = asText(reading, url);
      if (url !== null && text !== null) yield indexSite(entryAround(url), 'pypi', 'index', text);
    }
  }
}

function groupName(prefix: string, name: string): string {
  return /^(?:dev|test|tests|lint|docs|doc|typing|ci)/.test(name) ? 'dev' : `${prefix}:${name}`;
}

function* specList(reading: Reading, list: SyntaxNode | null, group: string): Generator<Site> {
  for (const { node, text } of asTexts(reading, list)) yield dependencySite(node, 'pypi', group, readPipSpec(text));
}

function* poetryGroup(reading: Reading, table: SyntaxNode | null, group: string): Generator<Site> {
  const object = asObject(reading, table);
  for (const [name, value] of object === null ? [] : reading.resolver.entriesOf(object)) {
    if (name === 'python') continue;
    const text = asText(reading, value);
    const spec =
      text === null
        ? tableSpec(reading, name, value)
        : { ...readPipSpec(name), version: text, pin: pinOf(text, 'npm') };
    if (spec !== null) yield dependencySite(entryAround(value), 'pypi', group, spec);
  }
}

/** `{ git = "…" }`, `{ path = "…" }`, `{ version = "…" }`. */
function tableSpec(reading: Reading, name: string, value: SyntaxNode): PackageSpec | null {
  const object = asObject(reading, value);
  if (object === null) return null;
  const text = (key: string): string | null => asText(reading, valueOfKey(reading, object, key));
  const base = readPipSpec(name);
  for (const [key, source] of [
    ['git', 'git'],
    ['url', 'url'],
    ['path', 'file'],
    ['workspace', 'workspace'],
  ] as const) {
    const found = text(key);
    if (found !== null)
      return {
        ...base,
        source,
        version: [found, text('rev') ?? text('tag') ?? text('branch')].filter((part) => part !== null).join('@'),
        pin: text('rev') === null ? 'range' : 'exact',
      };
  }
  const version = text('version') ?? '*';
  return { ...base, version, pin: pinOf(version, 'npm') };
}

function entryAround(node: SyntaxNode): SyntaxNode {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) if (at.kind === 'entry') return at;
  return node;
}
