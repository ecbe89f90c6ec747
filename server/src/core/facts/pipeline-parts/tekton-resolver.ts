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
      const image = imageOf(place);
      const path = of('pathInRepo', 'name');
      const name = resolver === 'bundles' ? image.name : repositoryOf(place);
      yield {
        name: `${name} ${path}`.trim(),
        version: resolver === 'bundles' ? image.version : of('revision', 'version'),
        node: entryOf(reading, object, 'resolver') ?? object,
      };
    }
  },
});

/** `registry.example/team/bundle:1`, `…@sha256:…`: what stands behind the last slash may name a version. */
function imageOf(place: string): { readonly name: string; readonly version: string } {
  const at = place.slice(place.lastIndexOf('/') + 1).search(/[:@]/);
  if (at < 0) return { name: place, version: '' };
  const end = place.lastIndexOf('/') + 1 + at;
  return { name: place.slice(0, end), version: place.slice(end + 1) };
}
