import type { SyntaxNode } from '../../model/syntax.ts';
import { automationsOf } from '../automations/find-automations.ts';
import type { FileReading } from '../define.ts';
import { itemsOf, objectAt, textAt } from '../kubernetes/manifest.ts';
import { asObject, asTexts, documentObjects, entryOf, valueOfKey } from '../objects.ts';
import { objectsByName } from '../automations/texts.ts';
import { definePipelineParts, type PipelinePart } from './define.ts';

/** Files of other projects, and components. @see https://docs.gitlab.com/ci/yaml/#include (18.6) */
export const gitlabInclude = definePipelineParts({
  id: 'gitlab-include',
  languages: ['yaml'],
  word: 'include:',
  *partsOf(reading) {
    if (!automationsOf(reading).some(({ kind }) => kind.id === 'gitlab-ci')) return;
    for (const root of documentObjects(reading)) {
      yield* included(reading, root);
      // A child pipeline has an `include` of its own.
      for (const { object } of objectsByName(reading, root)) {
        const trigger = objectAt(reading, object, 'trigger');
        if (trigger !== null) yield* included(reading, trigger);
      }
    }
  },
});

function* included(reading: FileReading, owner: SyntaxNode): Generator<PipelinePart> {
  const given = valueOfKey(reading, owner, 'include');
  if (given === null) return;
  const one = asObject(reading, given);
  for (const item of one === null ? itemsOf(reading, given) : [one]) {
    const component = textAt(reading, item, 'component');
    if (component !== null) {
      const [, name, version = ''] = /^([^@]+)(?:@(.*))?$/s.exec(component) ?? [];
      if (name !== undefined) yield { name, version, node: entryOf(reading, item, 'component') ?? item };
      continue;
    }
    const project = textAt(reading, item, 'project');
    if (project === null) continue;
    const version = textAt(reading, item, 'ref') ?? '';
    const node = entryOf(reading, item, 'project') ?? item;
    const files = asTexts(reading, valueOfKey(reading, item, 'file'));
    for (const { text } of files) yield { name: `${project} ${text.replace(/^\//, '')}`, version, node };
    if (files.length === 0) yield { name: project, version, node };
  }
}
