import { descendants } from '../../text/tree.ts';
import { textAt, objectAt } from '../kubernetes/manifest.ts';
import { documentObjects, entryOf } from '../objects.ts';
import { repositoryOf } from '../locks/define.ts';
import { definePipelineParts } from './define.ts';

/** The repository that a deployment of Prefect clones before each run. @see https://docs.prefect.io/v3/how-to-guides/deployments/store-flow-code (3.4) */
export const prefectPull = definePipelineParts({
  id: 'prefect-pull',
  languages: ['yaml'],
  word: 'git_clone:',
  *partsOf(reading) {
    if (!documentObjects(reading).some((root) => reading.resolver.entriesOf(root).has('deployments'))) return;
    for (const object of descendants(reading.unit.tree.root)) {
      if (object.kind !== 'object') continue;
      const clone = objectAt(reading, object, 'prefect.deployments.steps.git_clone');
      const repository = textAt(reading, clone, 'repository');
      if (clone === null || repository === null) continue;
      yield {
        name: repositoryOf(repository),
        version: textAt(reading, clone, 'commit_sha') ?? textAt(reading, clone, 'branch') ?? '',
        node: entryOf(reading, clone, 'repository') ?? clone,
      };
    }
  },
});
