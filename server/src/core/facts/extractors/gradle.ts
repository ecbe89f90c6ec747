import { plainLines } from '../../text/plain-lines.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite, indexSite } from '../dependency-site.ts';
import { asObject, asText, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { placeIn } from '../text-place.ts';
import { known } from '../to-fact.ts';

/**
 * What Gradle's scripts, version catalogs and wrapper pull in. Scripts are read line by line, in Groovy and Kotlin alike.
 * @see https://docs.gradle.org/current/userguide/dependency_management.html (9.2)
 */
export const gradle = defineExtractor({
  id: 'gradle',
  kinds: ['supply-chain.dependency', 'supply-chain.script'],
  languages: ['build-script', 'kotlin', 'toml', 'settings'],
  *extract(reading) {
    const { path } = reading.unit;
    if (/\.gradle(?:\.kts)?$/.test(path)) yield* script(reading);
    if (/(?:^|\/)[\w.-]*versions\.toml$/.test(path)) yield* catalog(reading);
    if (path.endsWith('gradle-wrapper.properties') || path.endsWith('maven-wrapper.properties'))
      yield* wrapper(reading);
  },
});

const COORDINATES =
  /^\s*(\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompile|[cC]lasspath|[aA]nnotationProcessor|kapt|ksp))\s*\(?\s*(?:platform\(|enforcedPlatform\()?\s*["']([\w.-]+:[\w.-]+)(?::([^"'@]+))?/;
const PLUGIN =
  /^\s*(?:id\s*\(?\s*["']([\w.-]+)["']\s*\)?|kotlin\s*\(\s*["']([\w.-]+)["']\s*\))\s*version\s*\(?\s*["']([^"']+)["']/;
const ADDRESS = /\b(?:url|uri|setUrl)\b[^"'\n]{0,30}["'](https?:[^"']+)["']/;

function* script(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const { text, start, indent } of plainLines(unit.tree.text)) {
    if (text.startsWith('//', indent)) continue;
    const node = placeIn(unit, start + indent, start + text.length);
    const found = COORDINATES.exec(text);
    if (found !== null) {
      const group = /test/i.test(found[1]!)
        ? 'dev'
        : /classpath|processor|kapt|ksp/i.test(found[1]!)
          ? 'build'
          : 'dependencies';
      yield dependencySite(node, 'maven', group, { name: found[2]!, source: 'registry', version: found[3] ?? '' });
    }
    const plugin = PLUGIN.exec(text);
    if (plugin !== null)
      yield dependencySite(node, 'gradle-plugin', 'build', {
        name: plugin[1] ?? `org.jetbrains.kotlin.${plugin[2]!}`,
        source: 'registry',
        version: plugin[3]!,
      });
    const address = ADDRESS.exec(text);
    if (address !== null) yield indexSite(node, 'maven', 'repository', address[1]!);
    const applied = /^\s*apply\s*\(?\s*from\s*[:=]\s*["'](https?:[^"']+)["']/.exec(text);
    if (applied !== null)
      yield {
        kind: 'supply-chain.script',
        action: 'run',
        resource: { kind: 'script', value: known(`every build: ${applied[1]!}`) },
        node,
        evidence: [{ node, role: 'declaration' }],
        tier: 'proven',
        why: ['`apply from` runs what the address answers.'],
        subject: { type: 'package', symbol: `apply ${applied[1]!}` },
      };
  }
}

function* catalog(reading: Reading): Generator<Site> {
  for (const root of documentObjects(reading)) {
    const versions = asObject(reading, valueOfKey(reading, root, 'versions'));
    for (const [section, ecosystem] of [
      ['libraries', 'maven'],
      ['plugins', 'gradle-plugin'],
    ] as const) {
      const table = asObject(reading, valueOfKey(reading, root, section));
      for (const [alias, value] of table === null ? [] : reading.resolver.entriesOf(table)) {
        const object = asObject(reading, value);
        const at = (key: string): string | null =>
          object === null ? null : asText(reading, valueOfKey(reading, object, key));
        const whole = asText(reading, value)?.split(':');
        const own = object === null ? null : valueOfKey(reading, object, 'version');
        const shared = own === null ? null : asObject(reading, own);
        const ref = at('version.ref') ?? (shared === null ? null : asText(reading, valueOfKey(reading, shared, 'ref')));
        const name =
          at('module') ??
          at('id') ??
          (at('group') === null ? null : `${at('group')!}:${at('name') ?? ''}`) ??
          (whole === undefined ? null : whole.slice(0, -1).join(':'));
        const version =
          ref === null
            ? (asText(reading, own) ?? whole?.at(-1) ?? '')
            : versions === null
              ? ref
              : (asText(reading, valueOfKey(reading, versions, ref)) ?? ref);
        if (name !== null && name !== '')
          yield dependencySite(
            entryOf(reading, table!, alias) ?? value,
            ecosystem,
            section === 'plugins' ? 'build' : 'dependencies',
            { name, source: 'registry', version },
          );
      }
    }
  }
}

/** The wrapper downloads the build tool and runs it. */
function* wrapper({ unit }: Reading): Generator<Site> {
  for (const { text, start } of plainLines(unit.tree.text)) {
    const found = /^(?:distributionUrl|wrapperUrl)\s*=\s*(\S+)$/.exec(text);
    const address = found?.[1]?.replaceAll('\\', '');
    if (address === undefined) continue;
    const tool = /\/([\w.-]+?)-(\d[\w.]*?)(?:-(?:bin|all))?\.(?:zip|jar|tar\.gz)$/.exec(address);
    const isUsual =
      /^https:\/\/(?:services|downloads)\.gradle\.org\/|^https:\/\/repo\d?\.maven(?:\.apache)?\.org\//.test(address);
    yield dependencySite(placeIn(unit, start, start + text.length), 'build-tool', 'build', {
      name: tool?.[1] ?? 'build tool',
      source: isUsual ? 'registry' : 'url',
      version: isUsual ? (tool?.[2] ?? address) : address,
    });
  }
}
