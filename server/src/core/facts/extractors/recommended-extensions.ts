import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { dependencySite } from '../dependency-site.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { asTexts, documentObjects, keyText, valueOfKey } from '../objects.ts';

/** Extensions that an editor offers to whoever opens the folder, and features that a development container is built with. */
export const recommendedExtensions = defineExtractor({
  id: 'recommended-extensions',
  kinds: ['supply-chain.dependency'],
  languages: ['json'],
  *extract(reading) {
    const { path } = reading.unit;
    const isContainer = /(?:^|\/)\.?devcontainer(?:\/[^/]+)*(?:\/devcontainer)?\.json$/.test(path);
    if (!isContainer && !/(?:^|\/)\.vscode\/extensions\.json$|\.code-workspace$/.test(path)) return;
    for (const root of documentObjects(reading)) {
      const lists = isContainer
        ? [
            valueOfKey(reading, root, 'extensions'),
            valueOfKeyIn(reading, objectAt(reading, root, 'customizations', 'vscode'), 'extensions'),
          ]
        : [
            valueOfKey(reading, root, 'recommendations'),
            valueOfKeyIn(reading, objectAt(reading, root, 'extensions'), 'recommendations'),
          ];
      for (const list of lists)
        for (const { node, text } of asTexts(reading, list))
          if (/^[\w-]+\.[\w-]+(?:@.+)?$/.test(text)) yield extension(node, text);
      const features = isContainer ? objectAt(reading, root, 'features') : null;
      for (const entry of features?.children ?? []) {
        const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
        const parts = key === null ? null : /^([\w./-]+?)(?::([\w.-]+))?$/.exec(key);
        if (parts === null || parts[1]!.startsWith('./') || childOf(entry, 'entry.value') === null) continue;
        yield dependencySite(
          entry,
          'devcontainer',
          parts[1]!.startsWith('ghcr.io/devcontainers/') ? 'platform' : 'dev',
          {
            name: parts[1]!,
            source: 'registry',
            version: parts[2] ?? '',
          },
        );
      }
    }
  },
});

function valueOfKeyIn(reading: Reading, object: ReturnType<typeof objectAt>, key: string): ReturnType<typeof objectAt> {
  return object === null ? null : valueOfKey(reading, object, key);
}

function extension(node: Site['node'], text: string): Site {
  const [name = '', version = ''] = text.split('@');
  const isPlatform = /^(?:ms-[\w-]+|github|vscode)\./i.test(name);
  return dependencySite(node, 'editor', isPlatform ? 'platform' : 'editor', {
    name: name.toLowerCase(),
    source: 'registry',
    version,
  });
}
