import type { SyntaxNode } from '../../model/syntax.ts';
import { plainLines } from '../../text/plain-lines.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { constantAt } from '../guards/paths.ts';
import { objectAt, textAt } from '../kubernetes/manifest.ts';
import { asText, documentObjects, entryOf } from '../objects.ts';
import { placeIn } from '../text-place.ts';

/** Manifests that need few words: pubspec.yaml, deno.json, gemspecs, Podfiles, mix.exs, MODULE.bazel, Package.swift. */
export const otherManifests = defineExtractor({
  id: 'other-manifests',
  kinds: ['supply-chain.dependency'],
  languages: ['yaml', 'json', 'ruby', 'build-script'],
  *extract(reading) {
    const { path } = reading.unit;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/^(?:pubspec|pubspec_overrides)\.yaml$/.test(name)) yield* pubspec(reading);
    if (/^(?:deno\.jsonc?|import_map\.json|jsr\.json)$/.test(name)) yield* deno(reading);
    if (name.endsWith('.gemspec')) yield* gems(reading);
    if (name === 'Podfile') yield* pods(reading);
    if (Object.hasOwn(LINES, name)) yield* lines(reading, name);
  },
});

function* pubspec(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    for (const [section, group] of [
      ['dependencies', 'dependencies'],
      ['dev_dependencies', 'dev'],
      ['dependency_overrides', 'overrides'],
    ] as const) {
      const table = objectAt(reading, root, section);
      for (const [name, value] of table === null ? [] : reading.resolver.entriesOf(table)) {
        const object = value.kind === 'object' ? value : null;
        if (textAt(reading, object, 'sdk') !== null) continue;
        const git = textAt(reading, object, 'git') ?? textAt(reading, objectAt(reading, object, 'git'), 'url');
        const ref = textAt(reading, objectAt(reading, object, 'git'), 'ref');
        const path = textAt(reading, object, 'path');
        const version = asText(reading, value) ?? textAt(reading, object, 'version') ?? '';
        yield dependencySite(entryOf(reading, table!, name) ?? value, 'pub', group, {
          name,
          source: git !== null ? 'git' : path !== null ? 'file' : 'registry',
          version: git === null ? (path ?? version.replace(/^any$/, '')) : ref === null ? git : `${git}@${ref}`,
        });
      }
    }
  }
}

/** `imports` gives names to addresses: `npm:chalk@5`, `jsr:@std/path@1`, `https://…`. */
function* deno(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    const table = objectAt(reading, root, 'imports');
    for (const [alias, value] of table === null ? [] : reading.resolver.entriesOf(table)) {
      const text = asText(reading, value);
      const node = entryOf(reading, table!, alias) ?? value;
      const parts = text === null ? null : /^(?:npm|jsr):\/?((?:@[^@/]+\/)?[^@/]+)(?:@([^/]*))?/.exec(text);
      if (parts !== null)
        yield dependencySite(node, 'deno', parts[1]!.startsWith('@std/') ? 'platform' : 'dependencies', {
          name: parts[1]!,
          source: 'registry',
          version: parts[2] ?? '',
        });
      else if (text !== null && /^https?:/.test(text))
        yield dependencySite(node, 'deno', 'dependencies', { name: alias, source: 'url', version: text });
    }
  }
}

function* calls(
  reading: Reading,
  pattern: RegExp,
): Generator<{
  readonly call: SyntaxNode;
  readonly method: string;
  readonly words: readonly (string | null)[];
  readonly args: readonly SyntaxNode[];
}> {
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const property = callee === null ? null : (childOf(callee, 'member.property') ?? callee);
    const method = property === null ? '' : reading.unit.textOf(property);
    if (!pattern.test(method)) continue;
    const args = childrenOf(call, 'call.argument');
    yield {
      call,
      method,
      args,
      words: args.filter(({ kind }) => kind !== 'keyword' && kind !== 'object').map((arg) => constantAt(reading, arg)),
    };
  }
}

function* gems(reading: Reading): Generator<Site> {
  for (const { call, method, words } of calls(reading, /^add_(?:runtime_|development_)?dependency$/)) {
    const [name, ...versions] = words;
    if (typeof name === 'string')
      yield dependencySite(call, 'rubygems', method.includes('development') ? 'dev' : 'dependencies', {
        name,
        source: 'registry',
        version: versions
          .filter((version) => version !== null)
          .join(', ')
          .replaceAll(/\s+/g, ''),
      });
  }
}

function* pods(reading: Reading): Generator<Site> {
  for (const { call, words } of calls(reading, /^pod$/)) {
    const [name, version] = words;
    if (typeof name !== 'string') continue;
    const git = /:git\s*=>\s*['"]([^'"]+)|\bgit:\s*['"]([^'"]+)/.exec(reading.unit.textOf(call).slice(0, 2000));
    const isOwn = /:path\s*=>|\bpath:/.test(reading.unit.textOf(call).slice(0, 2000));
    yield dependencySite(call, 'cocoapods', 'dependencies', {
      name,
      source: git !== null ? 'git' : isOwn ? 'file' : 'registry',
      version: git === null ? (version ?? '') : (git[1] ?? git[2] ?? ''),
    });
  }
}

/** Of formats that are programs: what a line with a dependency looks like. Groups: name, version, repository. */
const LINES: Readonly<Record<string, { readonly ecosystem: string; readonly patterns: readonly RegExp[] }>> = {
  'mix.exs': {
    ecosystem: 'hex',
    patterns: [
      /^\s*\{:(?<name>\w+),\s*"(?<version>[^"]*)"/,
      /^\s*\{:(?<name>\w+),\s*git:\s*"(?<git>[^"]+)"/,
      /^\s*\{:(?<name>\w+),\s*github:\s*"(?<git>[^"]+)"/,
    ],
  },
  'MODULE.bazel': {
    ecosystem: 'bazel',
    patterns: [/^\s*bazel_dep\(\s*name\s*=\s*"(?<name>[^"]+)",\s*version\s*=\s*"(?<version>[^"]*)"/],
  },
  'Package.swift': {
    ecosystem: 'swift',
    patterns: [
      /^\s*\.package\((?:name:\s*"[^"]*",\s*)?url:\s*"(?:https:\/\/)?(?<name>[^"]+?)(?:\.git)?",\s*(?:from:|exact:|\.upToNextM\w+\(from:|\.exact\()\s*"(?<version>[^"]+)"/,
      /^\s*\.package\((?:name:\s*"[^"]*",\s*)?url:\s*"(?:https:\/\/)?(?<name>[^"]+?)(?:\.git)?",\s*(?:branch:|revision:|\.branch\(|\.revision\()\s*"(?<version>[^"]+)"/,
    ],
  },
};

function* lines({ unit }: Reading, file: string): Generator<Site> {
  const { ecosystem, patterns } = LINES[file]!;
  for (const { text, start, indent } of plainLines(unit.tree.text)) {
    for (const pattern of patterns) {
      const groups = pattern.exec(text)?.groups;
      if (groups?.['name'] === undefined) continue;
      const git = groups['git'];
      const isDev = /\bonly:\s*(?:\[?:(?:dev|test)|\[:dev)|dev_dependency\s*=\s*True/.test(text);
      yield dependencySite(
        placeIn(unit, start + indent, start + text.length),
        ecosystem,
        isDev ? 'dev' : 'dependencies',
        {
          name: groups['name'],
          source: git === undefined ? 'registry' : 'git',
          version: git ?? groups['version'] ?? '',
        },
      );
      break;
    }
  }
}
