/** Where a rule file was read from: what it names beside it stands in the same place. */
export type SourceRoot = 'repository' | 'organisation' | 'package';

/** What `extends` names and only the shell can read. Packages are read from vendored copies and node_modules, never run. */
export type WantedSource =
  | { readonly kind: 'file'; readonly key: string; readonly root: SourceRoot; readonly path: string }
  | { readonly kind: 'package'; readonly key: string; readonly name: string; readonly integrity: string };

export type Reference =
  | { readonly kind: 'shipped'; readonly name: string }
  | WantedSource
  /** It names nothing that may be read. */
  | { readonly kind: 'refused'; readonly message: string; readonly fix: string };

export interface PackageReference {
  readonly package: string;
  readonly integrity?: string | undefined;
}

/** `from` is the path, in its root, of the file that extends. */
export function readReference(given: string | PackageReference, root: SourceRoot, from: string): Reference {
  if (typeof given !== 'string') return readPackage(given);
  if (/^\.{1,2}\//.test(given)) return readRelative(given, root, from);
  if (given.startsWith('countersign:')) return { kind: 'shipped', name: given };
  if (PACKAGE_NAME.test(nameOf(given))) return readPackage({ package: given });
  return {
    kind: 'refused',
    message: `"${given.slice(0, 80)}" is no pack.`,
    fix: 'Write "countersign:recommended", a file as "./rules/payments.yaml", or { package, integrity }.',
  };
}

function readPackage({ package: given, integrity }: PackageReference): Reference {
  const name = nameOf(given);
  if (!PACKAGE_NAME.test(name))
    return {
      kind: 'refused',
      message: `"${given.slice(0, 80)}" is no name of a package.`,
      fix: 'Write it as npm does: "@acme/countersign-rules@3".',
    };
  if (integrity === undefined)
    return {
      kind: 'refused',
      message: `The package "${name}" is named without its integrity, and is not loaded.`,
      fix: `Write { package: "${given}", integrity: "sha512-…" }.`,
    };
  return { kind: 'package', key: `package ${name} ${integrity}`, name, integrity };
}

/** @see https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name (2026-11) */
const PACKAGE_NAME = /^(?:@[a-z0-9][a-z0-9._-]{0,100}\/)?[a-z0-9][a-z0-9._-]{0,100}$/;

/** Without the version, which says to people what the integrity says exactly. */
function nameOf(given: string): string {
  const at = given.indexOf('@', 1);
  return at < 0 ? given : given.slice(0, at);
}

function readRelative(given: string, root: SourceRoot, from: string): Reference {
  if (root === 'package')
    return {
      kind: 'refused',
      message: `A package cannot extend the file "${given.slice(0, 80)}".`,
      fix: 'Put its rules into the policy.yaml that the integrity is of.',
    };
  const parts = from.split('/').slice(0, -1);
  for (const part of given.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return outside(given);
  }
  const path = parts.join('/');
  if (given.includes('\\') || given.includes('\0') || !/\.ya?ml$/.test(path) || /(?:^|\/)\.git(?:\/|$)/i.test(path))
    return outside(given);
  return { kind: 'file', key: `${root} ${path}`, root, path };
}

function outside(given: string): Reference {
  return {
    kind: 'refused',
    message: `"${given.slice(0, 80)}" is no YAML file of the repository.`,
    fix: 'Name a file below the root of the repository that ends in .yaml.',
  };
}
