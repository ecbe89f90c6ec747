import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { automationsOf } from '../automations/find-automations.ts';
import { documentObjects, entryOf } from '../objects.ts';
import { definePipelineParts } from './define.ts';

/** Repositories whose templates an Azure pipeline takes in. @see https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/resources-repositories-repository (2026-11) */
export const pipelineRepository = definePipelineParts({
  id: 'pipeline-repository',
  languages: ['yaml'],
  word: 'repositories:',
  *partsOf(reading) {
    if (!automationsOf(reading).some(({ kind }) => kind.id === 'azure-pipelines')) return;
    for (const root of documentObjects(reading))
      for (const item of itemsAt(reading, objectAt(reading, root, 'resources'), 'repositories')) {
        const name = textAt(reading, item, 'name');
        if (name === null) continue;
        const type = textAt(reading, item, 'type') ?? 'git';
        yield {
          name: type === 'git' ? name : `${type} ${name}`,
          version: (textAt(reading, item, 'ref') ?? '').replace(/^refs\/(?:heads|tags)\//, ''),
          node: entryOf(reading, item, 'name') ?? item,
        };
      }
  },
});
