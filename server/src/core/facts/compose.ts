import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { FileReading } from './define.ts';
import { asObject, documentObjects, keyText, valueOfKey } from './objects.ts';

export interface ComposeService {
  readonly subject: Subject;
  readonly object: SyntaxNode;
}

const COMPOSE_FILE = /(?:^|\/)(?:docker-|podman-)?compose[^/]*\.ya?ml$/;

/** Services of a Compose file, which is known by its name. */
export function composeServices(reading: FileReading): readonly ComposeService[] {
  if (reading.unit.language.id !== 'yaml' || !COMPOSE_FILE.test(reading.unit.path)) return [];
  return documentObjects(reading).flatMap((root) => {
    const services = asObject(reading, valueOfKey(reading, root, 'services'));
    return (services?.children ?? []).flatMap((entry) => {
      const name = entry.kind === 'entry' ? keyText(reading, entry) : null;
      const object = name === null ? null : asObject(reading, valueOfKey(reading, services!, name));
      return object === null ? [] : [{ subject: { type: 'resource' as const, symbol: `services.${name!}` }, object }];
    });
  });
}
