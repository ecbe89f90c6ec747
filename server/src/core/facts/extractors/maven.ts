import type { SyntaxNode } from '../../model/syntax.ts';
import { elementName, elementsIn, rootElement, textIn } from '../apps/xml-elements.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite, indexSite } from '../dependency-site.ts';

/** Elements inside each other that are followed: profiles hold builds, which hold plugins, which hold dependencies. */
const MAX_DEPTH = 12;

/**
 * What a `pom.xml` pulls in, and where it and `settings.xml` look for it.
 * @see https://maven.apache.org/pom.html, https://maven.apache.org/settings.html (Maven 4.0)
 */
export const maven = defineExtractor({
  id: 'maven',
  kinds: ['supply-chain.dependency'],
  languages: ['xml'],
  *extract(reading) {
    const root = rootElement(reading);
    if (root === null || !/^(?:project|settings)$/.test(elementName(reading, root))) return;
    if (!/(?:^|\/)(?:[\w.-]*pom[\w.-]*|[\w.-]*settings[\w.-]*)\.xml$/.test(reading.unit.path)) return;
    yield* within(reading, root, propertiesOf(reading, root), 0);
  },
});

function propertiesOf(reading: Reading, root: SyntaxNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const properties of elementsIn(reading, root, 'properties'))
    for (const each of elementsIn(reading, properties)) found.set(elementName(reading, each), textIn(reading, each));
  return found;
}

function* within(
  reading: Reading,
  element: SyntaxNode,
  properties: ReadonlyMap<string, string>,
  depth: number,
): Generator<Site> {
  if (depth > MAX_DEPTH) return;
  for (const child of elementsIn(reading, element)) {
    const name = elementName(reading, child);
    if (/^(?:dependency|plugin|parent|extension)$/.test(name)) yield* artifact(reading, child, name, properties);
    if (/^(?:repository|pluginRepository|mirror)$/.test(name)) yield* repository(reading, child, name);
    if (!/^(?:exclusions|configuration|distributionManagement)$/.test(name))
      yield* within(reading, child, properties, depth + 1);
  }
}

function* artifact(
  reading: Reading,
  element: SyntaxNode,
  kind: string,
  properties: ReadonlyMap<string, string>,
): Generator<Site> {
  const text = (name: string): string => {
    const [found] = elementsIn(reading, element, name);
    return found === undefined ? '' : filled(textIn(reading, found), properties);
  };
  const artifactId = text('artifactId');
  const groupId = text('groupId') || (kind === 'plugin' ? 'org.apache.maven.plugins' : '');
  // A module of the project itself has the project's own version.
  if (artifactId === '' || /^\$\{(?:project|pom)\./.test(groupId) || text('version') === '${project.version}') return;
  const scope = text('scope');
  const group = kind !== 'dependency' ? 'build' : scope === 'test' ? 'dev' : 'dependencies';
  yield dependencySite(element, 'maven', group, {
    name: `${groupId}:${artifactId}`,
    source: scope === 'system' ? 'file' : 'registry',
    version: text('version'),
  });
}

/** `${guava.version}` as the same file has it. */
function filled(text: string, properties: ReadonlyMap<string, string>): string {
  return text.replace(/^\$\{([\w.-]{1,80})\}$/, (all, name: string) => properties.get(name) ?? all);
}

function* repository(reading: Reading, element: SyntaxNode, kind: string): Generator<Site> {
  const [url] = elementsIn(reading, element, 'url');
  const address = url === undefined ? '' : textIn(reading, url);
  if (url === undefined || address === '' || /^https?:\/\/repo\d?\.maven(?:\.apache)?\.org\//.test(address)) return;
  yield indexSite(url, 'maven', kind, address);
}
