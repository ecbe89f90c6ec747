import type { FilePair } from './facts/delta.ts';
import type { FileFacts } from './facts/read-facts.ts';
import { vendoredChanges } from './facts/vendored-changes.ts';
import { vendoredImports, type ImportingPair } from './facts/vendored-imports.ts';
import { isVendored } from './facts/vendored-package.ts';
import type { ChangeSet } from './model/change.ts';
import type { FactChange } from './model/fact.ts';

/** Code of others that a change brings along and takes in, or alters where it stands. */
export function joinVendored({ files }: ChangeSet, pairs: readonly FilePair[]): readonly FactChange[] {
  const brought = files.flatMap(({ path, after }) => (after !== undefined && isVendored(path) ? [path] : []));
  if (brought.length === 0) return [];
  const own = pairs.flatMap(({ before, after }): readonly ImportingPair[] =>
    after === null || isVendored(after.path)
      ? []
      : [{ before: before === null ? null : toSide(before), after: toSide(after) }],
  );
  const taken = vendoredImports(own, brought, new Set(pairs.flatMap(addedPackages)));
  return [...taken, ...vendoredChanges(files, new Set(taken.map(({ fact }) => fact.resource.norm)))];
}

function toSide({ path, imports = [] }: FileFacts): ImportingPair['after'] {
  return { path, imports };
}

/** Of a manifest: those it names now and did not before. */
function addedPackages({ before, after }: FilePair): readonly string[] {
  const known = new Set(packagesIn(before));
  return packagesIn(after).filter((name) => !known.has(name));
}

function packagesIn(facts: FileFacts | null): readonly string[] {
  return (facts?.facts ?? []).flatMap(({ kind, action, resource }) =>
    kind === 'supply-chain.dependency' && action === 'add' ? [resource.value ?? resource.norm, resource.norm] : [],
  );
}
