import type { Policy } from '../model/policy.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { ReadLayer } from './read-layer.ts';
import type { YamlFile } from './read-yaml.ts';

/** One thing that an edit of a policy lets through. */
export interface Loosened {
  readonly side: 'before' | 'after';
  /** Offsets in the text of that side. */
  readonly at: readonly [number, number];
  readonly yaml: YamlFile;
  /** What it is about: the same for the same edit, whatever the words. */
  readonly key: string;
  /** A sentence. */
  readonly what: string;
}

export interface LayerSides {
  readonly before: ReadLayer | null;
  readonly after: ReadLayer;
  readonly base: Policy;
  readonly isRoot: boolean;
}

/** Equal for what says the same. */
export function comparePrinted(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value ?? null)));
}
