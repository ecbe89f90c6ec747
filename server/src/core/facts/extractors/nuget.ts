import type { SyntaxNode } from '../../model/syntax.ts';
import { attributeOf, elementName, elementsIn, rootElement, textIn } from '../apps/xml-elements.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite, indexSite } from '../dependency-site.ts';

/**
 * Packages of .NET projects, central versions and `packages.config`, and where they are looked for.
 * @see https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files (2026-11)
 */
export const nuget = defineExtractor({
  id: 'nuget',
  kinds: ['supply-chain.dependency'],
  languages: ['xml'],
  *extract(reading) {
    const root = rootElement(reading);
    const name = root === null ? '' : elementName(reading, root);
    if (root === null) return;
    if (name === 'Project') yield* project(reading, root);
    if (name === 'packages' && reading.unit.path.endsWith('packages.config'))
      for (const each of elementsIn(reading, root, 'package'))
        yield* packageOf(
          each,
          attributeOf(reading, each, 'id')?.text,
          attributeOf(reading, each, 'version')?.text,
          'dependencies',
        );
    if (name === 'configuration') yield* sources(reading, root);
  },
});

const REFERENCE = /^(?:PackageReference|PackageVersion|GlobalPackageReference|DotNetCliToolReference)$/;

function* project(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const group of elementsIn(reading, root)) {
    const kind = elementName(reading, group);
    for (const item of kind === 'ItemGroup' ? elementsIn(reading, group) : []) {
      if (!REFERENCE.test(elementName(reading, item))) continue;
      const [inner] = elementsIn(reading, item, 'Version');
      const version =
        attributeOf(reading, item, 'VersionOverride')?.text ??
        attributeOf(reading, item, 'Version')?.text ??
        (inner === undefined ? '' : textIn(reading, inner));
      const isPrivate = /^all$/i.test(attributeOf(reading, item, 'PrivateAssets')?.text ?? '');
      yield* packageOf(
        item,
        (attributeOf(reading, item, 'Include') ?? attributeOf(reading, item, 'Update'))?.text,
        version,
        isPrivate ? 'dev' : 'dependencies',
      );
    }
    for (const element of kind === 'PropertyGroup' ? elementsIn(reading, group, 'RestoreSources') : [])
      for (const address of textIn(reading, element).split(';'))
        if (/^https?:/.test(address.trim())) yield indexSite(element, 'nuget', 'source', address.trim());
  }
}

function* packageOf(node: SyntaxNode, name: string | undefined, version = '', group: string): Generator<Site> {
  if (name !== undefined && name !== '')
    yield dependencySite(node, 'nuget', group, { name, source: 'registry', version });
}

function* sources(reading: Reading, root: SyntaxNode): Generator<Site> {
  for (const list of elementsIn(reading, root, 'packageSources')) {
    for (const source of elementsIn(reading, list, 'add')) {
      const address = attributeOf(reading, source, 'value')?.text ?? '';
      if (/^https?:/.test(address) && !address.startsWith('https://api.nuget.org/'))
        yield indexSite(source, 'nuget', 'source', address);
    }
  }
}
