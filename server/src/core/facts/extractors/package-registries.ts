import type { SyntaxNode } from '../../model/syntax.ts';
import { plainLines } from '../../text/plain-lines.ts';
import { childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { indexSite } from '../dependency-site.ts';
import { constantAt } from '../guards/paths.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, documentObjects, entryOf } from '../objects.ts';
import { childOf } from '../../text/tree.ts';
import { placeIn } from '../text-place.ts';

/** Where a package manager looks, as its own settings say: `.npmrc`, `.yarnrc.yml`, `pip.conf`, Cargo's `config.toml`, … */
export const packageRegistries = defineExtractor({
  id: 'package-registries',
  kinds: ['supply-chain.dependency'],
  languages: ['settings', 'yaml', 'toml', 'json', 'ruby'],
  *extract(reading) {
    const { path } = reading.unit;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === '.npmrc' || name === '.yarnrc') yield* npmrc(reading);
    if (/^(?:pip\.(?:conf|ini)|setup\.cfg|\.pydistutils\.cfg)$/.test(name)) yield* pipConf(reading);
    if (/^(?:Gemfile|gems\.rb)$/.test(name)) yield* gemSources(reading);
    for (const root of /^(?:\.yarnrc\.ya?ml|bunfig\.toml|composer\.json|pnpm-workspace\.yaml)$/.test(name) ||
    /(?:^|\/)\.cargo\/config(?:\.toml)?$/.test(path)
      ? documentObjects(reading)
      : []) {
      if (name.startsWith('.yarnrc')) yield* yarnrc(reading, root);
      else if (name === 'bunfig.toml') yield* bunfig(reading, root);
      else if (name === 'composer.json') yield* composer(reading, root);
      else if (name.startsWith('config')) yield* cargo(reading, root);
    }
  },
});

const PUBLIC =
  /^https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org(?:\/simple)?|rubygems\.org|repo\.packagist\.org)\/?$/;

/** A scope that is private must not fall back to the public registry, so for a scope the public one is told as well. */
function* npmrc({ unit }: Reading): Generator<Site> {
  for (const { text, start } of plainLines(unit.tree.text)) {
    const found = /^\s*(?:(@[\w.-]+):)?registry\s*[= ]\s*"?([^"\s]+)"?/.exec(text);
    if (found === null) continue;
    const [, scope, url = ''] = found;
    if (scope !== undefined || !PUBLIC.test(url))
      yield indexSite(
        placeIn(unit, start, start + text.length),
        'npm',
        scope === undefined ? 'registry' : `${scope}:registry`,
        url,
      );
  }
}

function* pipConf({ unit }: Reading): Generator<Site> {
  for (const { text, start } of plainLines(unit.tree.text)) {
    const found = /^\s*(index[-_]url|extra[-_]index[-_]url|find[-_]links|trusted[-_]host)\s*=\s*(\S.*)$/.exec(text);
    for (const url of found === null ? [] : found[2]!.split(/\s+/))
      if (!PUBLIC.test(url))
        yield indexSite(placeIn(unit, start, start + text.length), 'pypi', found![1]!.replaceAll('_', '-'), url);
  }
}

function* yarnrc(reading: Reading, root: SyntaxNode): Generator<Site> {
  const url = textAt(reading, root, 'npmRegistryServer');
  if (url !== null && !PUBLIC.test(url))
    yield indexSite(entryOf(reading, root, 'npmRegistryServer') ?? root, 'npm', 'registry', url);
  const scopes = objectAt(reading, root, 'npmScopes');
  for (const [scope, value] of scopes === null ? [] : reading.resolver.entriesOf(scopes)) {
    const own = value.kind === 'object' ? textAt(reading, value, 'npmRegistryServer') : null;
    if (own !== null) yield indexSite(entryOf(reading, scopes!, scope) ?? value, 'npm', `@${scope}:registry`, own);
  }
}

function* bunfig(reading: Reading, root: SyntaxNode): Generator<Site> {
  const install = objectAt(reading, root, 'install');
  const url = textAt(reading, install, 'registry') ?? textAt(reading, objectAt(reading, install, 'registry'), 'url');
  if (install !== null && url !== null && !PUBLIC.test(url))
    yield indexSite(entryOf(reading, install, 'registry') ?? install, 'npm', 'registry', url);
  const scopes = objectAt(reading, install, 'scopes');
  for (const [scope, value] of scopes === null ? [] : reading.resolver.entriesOf(scopes)) {
    const own = asText(reading, value) ?? (value.kind === 'object' ? textAt(reading, value, 'url') : null);
    if (own !== null)
      yield indexSite(
        entryOf(reading, scopes!, scope) ?? value,
        'npm',
        `${scope.startsWith('@') ? '' : '@'}${scope}:registry`,
        own,
      );
  }
}

function* composer(reading: Reading, root: SyntaxNode): Generator<Site> {
  const named = objectAt(reading, root, 'repositories');
  const items =
    named === null ? itemsAt(reading, root, 'repositories') : [...reading.resolver.entriesOf(named).values()];
  for (const item of items) {
    const url = textAt(reading, item, 'url');
    if (url !== null && /^https?:|^git@/.test(url) && !PUBLIC.test(url))
      yield indexSite(
        entryOf(reading, item, 'url') ?? item,
        'composer',
        `${textAt(reading, item, 'type') ?? 'composer'} repository`,
        url,
      );
  }
}

/** `[source.crates-io] replace-with = "mirror"`: every crate comes from there then. */
function* cargo(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const [table, key] of [
    ['source', 'registry'],
    ['registries', 'index'],
  ] as const) {
    const sources = objectAt(reading, root, table);
    for (const [name, value] of sources === null ? [] : reading.resolver.entriesOf(sources)) {
      const url = value.kind === 'object' ? (textAt(reading, value, key) ?? textAt(reading, value, 'git')) : null;
      if (url !== null && /[:.]/.test(url))
        yield indexSite(
          entryOf(reading, value, key) ?? value,
          'cargo',
          `${table}.${name}`,
          url.replace(/^sparse\+/, ''),
        );
    }
  }
}

function* gemSources(reading: Reading): Generator<Site> {
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const [first] =
      callee === null || reading.unit.textOf(callee) !== 'source' ? [] : childrenOf(call, 'call.argument');
    const url = first === undefined ? null : constantAt(reading, first);
    if (url !== null && /^https?:/.test(url) && !PUBLIC.test(url)) yield indexSite(call, 'rubygems', 'source', url);
  }
}
