import { chainKinds } from './chains/table.ts';
import { detectors } from './detectors/table.ts';
import { languages, withoutGrammar } from './languages/table.ts';
import { GOVERNED_DETECTORS } from './policy/governed.ts';
import { type LoadedPolicy, type PolicyInput, loadPolicy as loadLayers } from './policy/load-policy.ts';

export type { SuppliedSource } from './policy/gather.ts';
export type { FolderSource, LoadedPolicy } from './policy/load-policy.ts';
export type { PolicySource } from './policy/read-layer.ts';
export type { KnownYaml } from './policy/read-yaml.ts';
export type { WantedSource } from './policy/references.ts';

/** What rules may name. */
export const policyWords = {
  detectors: [...[...detectors, ...chainKinds].map(({ id }) => id), ...GOVERNED_DETECTORS],
  languages: [...languages, ...withoutGrammar].map(({ id }) => id),
};

/**
 * Verb: texts of rule files to a Policy.
 *
 * `packs` are the shipped ones by name (`countersign:recommended` -> `{ file: 'countersign:recommended', text }` of
 * `server/rules/recommended.yaml`); `repository` is `.countersign/policy.yaml` at the base revision, or null; `organisation` the
 * policy that stands above it; `folders` the files below it; `today` the day, for what has an end. `wants` names files and
 * packages that are extended: the shell reads them (never runs them, and only with the right integrity) and calls again with
 * them in `sources`. Never throws for bad input: `value` holds what could be understood (the recommended pack when the file is
 * no YAML), `problems` the rest, with the exact place. A shell that gates treats a problem of severity `error` as "could not
 * judge".
 */
export function loadPolicy(input: Omit<PolicyInput, 'detectors' | 'languages'>): LoadedPolicy {
  return loadLayers({ ...input, ...policyWords });
}
