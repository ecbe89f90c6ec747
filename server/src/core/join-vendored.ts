import type { FilePair } from './facts/delta.ts';
import type { FileFacts } from './facts/read-facts.ts';
import { vendoredChanges } from './facts/vendored-changes.ts';
import { vendoredImports, type ImportingPair } from './facts/vendored-imports.ts';
import { packagesAddedTo } from './facts/vendored-additions.ts';
import { belowVendored, isVendored } from './facts/vendored-package.ts';
import type { ChangeSet } from './model/change.ts';
import type { Fact, FactChange } from './model/fact.ts';
import type { Summaries } from './read-sides.ts';

/** Code of others that a change brings along and takes in, or alters where it stands. */
export function joinVendored(
  { files }: ChangeSet,
  pairs: readonly FilePair[],
  known: Summaries,
): readonly FactChange[] {
  const brought = files.flatMap(({ path, after }) => (after !== undefined && isVendored(path) ? [path] : []));
  if (brought.length === 0) return [];
  const own = pairs.flatMap(({ before, after }): readonly ImportingPair[] =>
    after === null || isVendored(after.path)
      ? []
      : [{ before: before === null ? null : toSide(before), after: toSide(after) }],
  );
  const taken = vendoredImports(own, brought, new Set(pairs.flatMap(addedPackages)));
  const named = pairs.flatMap(changedPackages);
  const addedTo = [...packagesAddedTo(files, known)].filter((root) => !isNamed(root, named));
  return [...taken, ...vendoredChanges(files, new Set(addedTo), new Set(taken.map(({ fact }) => fact.resource.norm)))];
}

function toSide({ path, imports = [] }: FileFacts): ImportingPair['after'] {
  return { path, imports };
}

/** Of a manifest: those it names now and did not before. */
function addedPackages({ before, after }: FilePair): readonly string[] {
  const known = new Set(packagesIn(before));
  return packagesIn(after).filter((name) => !known.has(name));
}

/** Of a manifest or a lock: those of which it says another thing than before, which is told there. */
function changedPackages({ before, after }: FilePair): readonly string[] {
  const [was, is] = [before, after].map((facts) => new Set(dependenciesIn(facts).map(({ key }) => key)));
  return [before, after]
    .flatMap(dependenciesIn)
    .flatMap(({ key, resource }) =>
      was?.has(key) === true && is?.has(key) === true ? [] : [resource.value ?? resource.norm, resource.norm],
    );
}

/** `vendor/acme` is of `acme/codec`, and `vendor/example.com/a/b` of `example.com/a/b/v2`. */
function isNamed(root: string, packages: readonly string[]): boolean {
  const name = belowVendored(root);
  return packages.some((each) => each === name || each.startsWith(`${name}/`) || name.startsWith(`${each}/`));
}

function dependenciesIn(facts: FileFacts | null): readonly Fact[] {
  return (facts?.facts ?? []).filter(({ kind }) => kind === 'supply-chain.dependency');
}

function packagesIn(facts: FileFacts | null): readonly string[] {
  return (facts?.facts ?? []).flatMap(({ kind, action, resource }) =>
    kind === 'supply-chain.dependency' && action === 'add' ? [resource.value ?? resource.norm, resource.norm] : [],
  );
}
