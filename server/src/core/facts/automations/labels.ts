import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { objectAt } from '../kubernetes/manifest.ts';
import { asText } from '../objects.ts';

const OWNER = /^(?:(?:[\w.-]+\/)?(?:owner|team|owned-by|maintainer))$/i;
const PURPOSE = /^(?:(?:[\w.-]+\/)?(?:description|purpose))$/i;

/** Who owns it and what it is for, by the labels and annotations of a Kubernetes object. */
export function labelsOf(
  reading: FileReading,
  metadata: SyntaxNode | null,
): { readonly owner: string | null; readonly purpose: string | null } {
  const all = ['annotations', 'labels'].flatMap((key) => {
    const object = objectAt(reading, metadata, key);
    return object === null ? [] : [...reading.resolver.entriesOf(object)];
  });
  const first = (pattern: RegExp): string | null => {
    const found = all.find(([key]) => pattern.test(key));
    return found === undefined ? null : asText(reading, found[1]);
  };
  return { owner: first(OWNER), purpose: first(PURPOSE) };
}
