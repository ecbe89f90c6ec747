import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { plainLines } from '../../text/plain-lines.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite, indexSite } from '../dependency-site.ts';
import { asObject, asText, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { pinOf, readPipSpec } from '../package-specs.ts';
import { placeIn } from '../text-place.ts';
import { known } from '../to-fact.ts';
import { tableAt } from '../toml-tables.ts';

/** What a Pipfile, `setup.cfg`, `setup.py` and the tables of PDM pull in, and what runs when a package is built. */
export const pythonManifests = defineExtractor({
  id: 'python-manifests',
  kinds: ['supply-chain.dependency', 'supply-chain.script'],
  languages: ['toml', 'settings', 'python'],
  *extract(reading) {
    const name = reading.unit.path.slice(reading.unit.path.lastIndexOf('/') + 1);
    if (name === 'Pipfile') yield* pipfile(reading);
    if (name === 'pyproject.toml') yield* pdm(reading);
    if (name === 'setup.cfg') yield* setupCfg(reading);
    if (name === 'setup.py') yield* setupPy(reading);
  },
});

/** @see https://pipenv.pypa.io/en/latest/pipfile.html (2026-11) */
function* pipfile(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    for (const [section, group] of [
      ['packages', 'dependencies'],
      ['dev-packages', 'dev'],
    ] as const) {
      const table = asObject(reading, valueOfKey(reading, root, section));
      for (const [name, value] of table === null ? [] : reading.resolver.entriesOf(table)) {
        const object = asObject(reading, value);
        const git = textAt(reading, object, 'git');
        const path = textAt(reading, object, 'path');
        const ref = textAt(reading, object, 'ref');
        const version = (asText(reading, value) ?? textAt(reading, object, 'version') ?? '').replace(/^\*$/, '');
        const node = entryOf(reading, table!, name) ?? value;
        yield dependencySite(node, 'pypi', group, {
          name,
          source: git !== null ? 'git' : path !== null ? 'file' : 'registry',
          version: git !== null ? (ref === null ? git : `${git}@${ref}`) : (path ?? version),
          pin: pinOf(version, 'pypi'),
        });
      }
    }
    for (const source of itemsAt(reading, root, 'source')) {
      const url = textAt(reading, source, 'url');
      if (url !== null && !url.startsWith('https://pypi.org/'))
        yield indexSite(entryOf(reading, source, 'url') ?? source, 'pypi', 'source', url);
    }
  }
}

function* pdm(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    const groups = asObject(reading, tableAt(reading, root, 'tool', 'pdm', 'dev-dependencies'));
    for (const [, list] of groups === null ? [] : reading.resolver.entriesOf(groups))
      for (const { node, text } of asTexts(reading, list)) yield dependencySite(node, 'pypi', 'dev', readPipSpec(text));
    for (const source of itemsAt(reading, asObject(reading, tableAt(reading, root, 'tool', 'pdm')), 'source')) {
      const url = textAt(reading, source, 'url');
      if (url !== null && !url.startsWith('https://pypi.org/')) yield indexSite(source, 'pypi', 'source', url);
    }
  }
}

/** Lists below `install_requires =`, a line each. */
function* setupCfg({ unit }: Reading): Generator<Site> {
  let section = '';
  let key = '';
  for (const { text, start, indent } of plainLines(unit.tree.text)) {
    const body = text.slice(indent);
    if (/^[#;]/.test(body)) continue;
    const head = indent === 0 ? /^\[([^\]]+)\]$/.exec(body)?.[1] : undefined;
    if (head !== undefined) section = head;
    const field = indent === 0 ? /^([\w.-]+)\s*=\s*(.*)$/.exec(body) : null;
    if (field !== null) key = field[1]!;
    const group =
      section === 'options' && key === 'install_requires'
        ? 'dependencies'
        : section === 'options' && /^(?:setup|tests)_requires?$/.test(key)
          ? 'build'
          : section === 'options.extras_require'
            ? /^(?:dev|test|docs?|lint)/.test(key)
              ? 'dev'
              : `optional:${key}`
            : null;
    const spec = field === null ? body : field[2]!;
    if (group === null || head !== undefined || spec === '') continue;
    for (const each of field === null ? [spec] : spec.split(/;(?=\s*\w)/))
      yield dependencySite(placeIn(unit, start + indent, start + text.length), 'pypi', group, readPipSpec(each));
  }
}

const LISTS: Readonly<Record<string, string>> = {
  install_requires: 'dependencies',
  setup_requires: 'build',
  tests_require: 'dev',
};

function* setupPy(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee === null || !/^(?:setuptools\.|distutils\.core\.)?setup$/.test(unit.textOf(callee))) continue;
    for (const argument of childrenOf(call, 'call.argument')) {
      const key = childOf(argument, 'keyword.name');
      const value = childOf(argument, 'keyword.value');
      if (key === null || value === null) continue;
      const name = unit.textOf(key);
      const group = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
      if (group !== undefined)
        for (const { node, text } of asTexts(reading, value))
          yield dependencySite(node, 'pypi', group, readPipSpec(text));
      const extras = name === 'extras_require' ? asObject(reading, value) : null;
      for (const [extra, list] of extras === null ? [] : reading.resolver.entriesOf(extras))
        for (const { node, text } of asTexts(reading, list))
          yield dependencySite(
            node,
            'pypi',
            /^(?:dev|test|docs?|lint)/.test(extra) ? 'dev' : `optional:${extra}`,
            readPipSpec(text),
          );
      const commands = name === 'cmdclass' ? asObject(reading, value) : null;
      for (const entry of commands?.children ?? []) if (entry.kind === 'entry') yield* command(reading, entry);
    }
  }
}

/** `cmdclass={"install": Custom}`: its code runs on every machine that builds or installs the package. */
function* command({ unit }: Reading, entry: SyntaxNode): Generator<Site> {
  const key = childOf(entry, 'entry.key');
  const value = childOf(entry, 'entry.value');
  if (key === null || value === null) return;
  const name = unit.language.readString(unit.textOf(key)) ?? unit.textOf(key);
  // Extensions in C and what writes a version number are built this way everywhere.
  if (/^(?:build_ext|sdist|test|lint|clean|build_sphinx|bdist_wheel)$/.test(name)) return;
  yield {
    kind: 'supply-chain.script',
    action: 'run',
    resource: { kind: 'script', value: known(`${name}: ${unit.textOf(value).slice(0, 80)}`) },
    node: entry,
    evidence: [{ node: entry, role: 'declaration' }],
    tier: 'resolved',
    why: [`\`cmdclass\` takes the place of \`${name}\` when the package is installed from its sources.`],
    subject: { type: 'package', symbol: `cmdclass.${name}` },
  };
}
