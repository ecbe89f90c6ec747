import { chainKinds } from './chains/table.ts';
import { detectors } from './detectors/table.ts';
import type { Policy } from './model/policy.ts';
import type { Loaded } from './model/problem.ts';
import { type PolicyInput, loadPolicy as loadLayers } from './policy/load-policy.ts';

export type { PolicySource } from './policy/read-layer.ts';

/**
 * Verb: texts of rule files to a Policy.
 *
 * `packs` are the shipped ones by name (`countersign:recommended` -> `{ file: 'countersign:recommended', text }` of
 * `server/rules/recommended.yaml`); `repository` is `.countersign/policy.yaml` at the base revision, or null. Never
 * throws for bad input: `value` holds what could be understood (the recommended pack when the file is no YAML), `problems`
 * the rest, with the exact place. A shell that gates treats a problem of severity `error` as "could not judge".
 */
export function loadPolicy(input: Omit<PolicyInput, 'detectors'>): Loaded<Policy> {
  return loadLayers({ ...input, detectors: [...detectors, ...chainKinds].map(({ id }) => id) });
}
