import type { HookName } from './hook-block.ts';
import { hasBlock, putBlock } from './hook-block.ts';

/** What a hook that is no shell script is called while ours stands in its place. */
export const keptSuffix = '.kept-by-countersign';

/** A shell hook with our lines, that then is the other one: same words, same input, its exit code. */
export function wrapperFor(name: HookName): string {
  return `${putBlock(name, null) ?? ''}exec "$0${keptSuffix}" "$@"\n`;
}

export function isWrapper(text: string | null): boolean {
  return hasBlock(text) && (text?.includes(`exec "$0${keptSuffix}"`) ?? false);
}
