import type { SyntaxNode } from '../../../model/syntax.ts';
import type { FileReading } from '../../define.ts';
import { asObject, asText, valueOfKey } from '../../objects.ts';
import { defineHazard } from './define.ts';

/** The password of an image's registry, written down. */
export const registryPassword = defineHazard({
  id: 'registry-password',
  *find(reading, { jobs }) {
    for (const { object, subject } of jobs) {
      const services = asObject(reading, valueOfKey(reading, object, 'services'));
      const owners = [
        valueOfKey(reading, object, 'container'),
        ...(services === null ? [] : reading.resolver.entriesOf(services).values()),
      ];
      for (const owner of owners) {
        const node = passwordOf(reading, owner);
        const text = asText(reading, node);
        if (node === null || text === null || text === '' || text.includes('${{')) continue;
        yield {
          node,
          subject,
          what: 'credentials.password',
          why: 'The password of the registry stands in the workflow, for all who can read it.',
        };
      }
    }
  },
});

function passwordOf(reading: FileReading, owner: SyntaxNode | null): SyntaxNode | null {
  const own = asObject(reading, owner);
  const credentials = own === null ? null : asObject(reading, valueOfKey(reading, own, 'credentials'));
  return credentials === null ? null : valueOfKey(reading, credentials, 'password');
}
