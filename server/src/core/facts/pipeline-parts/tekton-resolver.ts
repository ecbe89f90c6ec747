import { descendants } from '../../text/tree.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { automationsOf } from '../automations/find-automations.ts';
import { entryOf } from '../objects.ts';
import { repositoryOf } from '../locks/define.ts';
import { definePipelineParts } from './define.ts';

/** Tasks and pipelines that Tekton fetches from a repository or a registry. @see https://tekton.dev/docs/pipelines/resolution/ (1.6) */
export const tektonResolver = definePipelineParts({
  id: 'tekton-resolver',
  languages: ['yaml'],
  word: 'resolver:',
  *partsOf(reading) {
    if (!automationsOf(reading).some(({ kind }) => kind.id === 'tekton')) return;
    for (const object of descendants(reading.unit.tree.root)) {
      if (object.kind !== 'object') continue;
      const resolver = textAt(reading, object, 'resolver');
      if (resolver !== 'git' && resolver !== 'bundles' && resolver !== 'hub' && resolver !== 'http') continue;
      const given = new Map(
        itemsAt(reading, object, 'params').map((item) => [
          textAt(reading, item, 'name') ?? '',
          textAt(reading, item, 'value') ?? '',
        ]),
      );
      const of = (...keys: readonly string[]): string => keys.map((key) => given.get(key)).find((text) => text) ?? '';
      const place = of('url', 'bundle', 'repo', 'catalog');
      const image = /^(.*?)(?:[:@]([^/]*))?$/s.exec(place)!;
      const path = of('pathInRepo', 'name');
      const name = resolver === 'bundles' ? image[1]! : repositoryOf(place);
      yield {
        name: `${name} ${path}`.trim(),
        version: resolver === 'bundles' ? (image[2] ?? '') : of('revision', 'version'),
        node: entryOf(reading, object, 'resolver') ?? object,
      };
    }
  },
});
