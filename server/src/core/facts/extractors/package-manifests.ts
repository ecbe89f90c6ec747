import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { dependencySite } from '../dependency-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asObject, asText, documentObjects, keyText, valueOfKey } from '../objects.ts';
import { constantAt } from '../guards/paths.ts';

type Source = 'registry' | 'git' | 'file' | 'workspace';

/** Packages that Cargo.toml, composer.json and a Gemfile pull in. */
export const packageManifests = defineExtractor({
  id: 'package-manifests',
  kinds: ['supply-chain.dependency'],
  languages: ['toml', 'json', 'ruby'],
  *extract(reading) {
    const name = reading.unit.path.slice(reading.unit.path.lastIndexOf('/') + 1);
    if (name === 'Gemfile') yield* gemfile(reading);
    if (name !== 'Cargo.toml' && name !== 'composer.json') return;
    for (const root of documentObjects(reading))
      yield* name === 'Cargo.toml' ? cargo(reading, root, 0) : composer(reading, root);
  },
});

const CARGO_GROUPS: Readonly<Record<string, string>> = {
  dependencies: 'dependencies',
  'dev-dependencies': 'dev',
  'build-dependencies': 'build',
};

/** Tables of dependencies at the top, below `workspace`, and below each `target`. One table may be written in several places. */
function* cargo(reading: Reading, table: SyntaxNode, depth: number): Generator<Site> {
  for (const entry of table.children) {
    const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
    const value = asObject(reading, childOf(entry, 'entry.value'));
    if (key === null || value === null) continue;
    const group = CARGO_GROUPS[key];
    if (depth === 0 && (key === 'patch' || key === 'replace')) {
      // What takes the place of a package wherever it is asked for: `[patch.crates-io]`.
      const tables =
        key === 'replace'
          ? [value]
          : value.children.flatMap((each) => asObject(reading, childOf(each, 'entry.value')) ?? []);
      for (const each of tables.flatMap(({ children }) => children)) {
        const name = each.kind === 'entry' ? keyText(reading, each) : null;
        if (name !== null) yield crate(reading, each, name.replace(/:.*$/, ''), 'overrides');
      }
      continue;
    }
    if (group === undefined) {
      if (depth > 0 || key === 'workspace' || key === 'target')
        yield* depth < 2 ? cargo(reading, value, depth + 1) : [];
      continue;
    }
    for (const each of value.children) {
      const name = each.kind === 'entry' ? keyText(reading, each) : null;
      if (name !== null) yield crate(reading, each, name, group);
    }
  }
}

function crate(reading: Reading, entry: SyntaxNode, name: string, group: string): Site {
  const value = childOf(entry, 'entry.value');
  const version = asText(reading, value);
  if (version !== null) return dependency(entry, 'cargo', group, name, 'registry', version);
  const object = asObject(reading, value);
  const text = (key: string): string | null =>
    object === null ? null : asText(reading, valueOfKey(reading, object, key));
  const given = text('package') ?? name;
  const git = text('git');
  if (git !== null) {
    const at = text('rev') ?? text('tag') ?? text('branch');
    return dependency(entry, 'cargo', group, given, 'git', at === null ? git : `${git}@${at}`);
  }
  const path = text('path');
  if (path !== null) return dependency(entry, 'cargo', group, given, 'file', path);
  const isShared = object !== null && valueOfKey(reading, object, 'workspace') !== null;
  return dependency(entry, 'cargo', group, given, isShared ? 'workspace' : 'registry', text('version') ?? '');
}

function* composer(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const [key, group] of [
    ['require', 'dependencies'],
    ['require-dev', 'dev'],
  ] as const) {
    const object = asObject(reading, valueOfKey(reading, root, key));
    for (const entry of object?.children ?? []) {
      const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const version = asText(reading, childOf(entry, 'entry.value'));
      // `php` and `ext-json` are no packages: those have a vendor.
      if (name?.includes('/') === true && version !== null)
        yield dependency(entry, 'composer', group, name, 'registry', version);
    }
  }
}

/** `gem 'rails', '~> 7.1'`, `gem 'x', git: '…'`, in a `group :test do` or not. */
function* gemfile(reading: Reading): Generator<Site> {
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee?.kind !== 'name' || reading.unit.textOf(callee) !== 'gem') continue;
    const args = childrenOf(call, 'call.argument');
    const plain = args.filter((arg) => arg.kind !== 'keyword').map((arg) => constantAt(reading, arg));
    const [name, ...versions] = plain;
    if (name === undefined || name === null) continue;
    const option = (key: string): string | null => {
      const found = args.find((arg) => reading.unit.textOf(childOf(arg, 'keyword.name') ?? callee) === key);
      const value = found === undefined ? null : childOf(found, 'keyword.value');
      return value === null ? null : constantAt(reading, value);
    };
    const git = option('git') ?? option('github');
    const at = option('ref') ?? option('tag') ?? option('branch');
    const path = option('path');
    const group = groupAround(reading, call) ?? option('group') ?? 'dependencies';
    const isDev = /^(?:development|test|dev)$/.test(group);
    yield git !== null
      ? dependency(call, 'rubygems', isDev ? 'dev' : 'dependencies', name, 'git', at === null ? git : `${git}@${at}`)
      : path !== null
        ? dependency(call, 'rubygems', isDev ? 'dev' : 'dependencies', name, 'file', path)
        : dependency(call, 'rubygems', isDev ? 'dev' : 'dependencies', name, 'registry', versions.join(', '));
  }
}

function groupAround(reading: Reading, call: SyntaxNode): string | null {
  for (let at = call.parent; at !== null; at = at.parent) {
    const callee = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    const [first] = callee === null ? [] : childrenOf(at, 'call.argument');
    if (callee !== null && first !== undefined && reading.unit.textOf(callee) === 'group')
      return constantAt(reading, first);
  }
  return null;
}

function dependency(
  node: SyntaxNode,
  ecosystem: string,
  group: string,
  name: string,
  source: Source,
  version: string,
): Site {
  return dependencySite(node, ecosystem, group, { name, source, version: version.replaceAll(/\s+/g, '') });
}
