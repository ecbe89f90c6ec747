import { automationsOf } from '../automations/find-automations.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { asText, documentObjects, entryOf } from '../objects.ts';
import { definePipelineParts } from './define.ts';

/** Orbs of CircleCI by name, and those that it fetches from an address. @see https://circleci.com/docs/orbs/use/orb-intro/ (2026-11) */
export const orb = definePipelineParts({
  id: 'orb',
  languages: ['yaml'],
  word: 'orbs:',
  *partsOf(reading) {
    if (!automationsOf(reading).some(({ kind }) => kind.id === 'circleci')) return;
    for (const root of documentObjects(reading)) {
      const orbs = objectAt(reading, root, 'orbs');
      for (const [key, value] of orbs === null ? [] : reading.resolver.entriesOf(orbs)) {
        const text = asText(reading, value);
        const parts = text === null ? null : /^([\w.-]+\/[\w.-]+)(?:@(.*))?$/s.exec(text);
        const node = entryOf(reading, orbs!, key) ?? value;
        if (parts !== null)
          yield {
            name: parts[1]!,
            version: parts[2] ?? '',
            ...(parts[1]!.startsWith('circleci/') ? { isOfPlatform: true } : {}),
            node,
          };
        // Of an address the path is the name and the rest decides what comes.
        else if (text !== null && text.startsWith('https://'))
          yield { name: text.replace(/[?#].*$/s, ''), version: '', node };
      }
    }
  },
});
