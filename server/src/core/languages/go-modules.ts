import { ancestorsOf, directoryOf, joinPath } from '../text/path.ts';

/** Major versions are part of an import path from 2 on: `…/chi/v5`, `gopkg.in/yaml.v3`. */
const VERSION = /\/v(?:[2-9]|[1-9]\d+)(?=\/|$)/g;

/** One spelling for all major versions of a package. Versions of what an API describes are left: `apiv1`, `core/v1`. */
export function canonicalGoPackage(path: string): string {
  const plain = path.startsWith('gopkg.in/') ? path.replace(/\.v\d+(?=\/|$)/, '') : path;
  return plain.replaceAll(VERSION, '');
}

/**
 * The name an import binds when it gives none. It is what the package calls itself, which most packages read off their path;
 * `go-` before it and `-go`, `.go` behind it are left out by convention. Google's clients are called like what stands before
 * the version of the API: `secretmanager/apiv1`, `google.golang.org/api/compute/v1`.
 */
export function goPackageName(path: string): string {
  const plain = canonicalGoPackage(path).replace(/\/apiv\d\w*$|(?<=^google\.golang\.org\/api\/\w+)\/v\d\w*$/, '');
  const last = plain.split('/').pop() ?? '';
  const name = last.replace(/^go[-.]|[-.]go$/g, '');
  return (name === '' ? last : name).replaceAll(/[-.]/g, '_');
}

/** What a test calls is for the test to say: the package around it is not read for it. */
function isTest(path: string): boolean {
  return path.endsWith('_test.go');
}

/** All files of a package are one scope: those of the folder, the file's own ones included. */
export function goSiblingPaths(_name: string, from: string): readonly string[] {
  return isTest(from) ? [] : [packageFiles(directoryOf(from))];
}

/**
 * The folder that an import path stands for in the workspace: of the module around the importing file, of those that its
 * `go.mod` replaces by a folder, and of those that a `go.work` above names. Empty: a package of others.
 */
export function goDeclaredPaths(
  specifier: string,
  from: string,
  look: (path: string, name: string) => string | null,
): readonly string[] {
  if (isTest(from)) return [];
  const below = (folder: string, module: string): readonly string[] | null => {
    const rest = specifier === module ? '' : specifier.startsWith(`${module}/`) ? specifier.slice(module.length) : null;
    const path = rest === null || rest.split('/').includes('..') ? null : joinPath(folder, rest);
    return path === null ? null : [packageFiles(path)];
  };
  const moduleIn = (folder: string): string | null => look(joinPath(folder, 'go.mod')!, 'module');
  const ancestors = ancestorsOf(directoryOf(from));
  // All are asked, so that one round is enough.
  const found = ancestors.map((folder) => ({ folder, module: moduleIn(folder) }));
  const own = found.find(({ module }) => module !== null);
  const inOwn = own === undefined ? null : below(own.folder, own.module!);
  if (inOwn !== null) return inOwn;
  if (own !== undefined && specifier.includes('/')) {
    const parts = specifier.split('/');
    for (let count = parts.length; count > 1; count -= 1) {
      const module = parts.slice(0, count).join('/');
      const target = look(joinPath(own.folder, 'go.mod')!, `replace ${module}`);
      const folder = target === null ? null : joinPath(own.folder, target);
      const paths = folder === null ? null : below(folder, module);
      if (paths !== null) return paths;
    }
  }
  for (const ancestor of ancestors) {
    const used = look(joinPath(ancestor, 'go.work')!, 'use');
    for (const use of used?.split('\n').slice(0, MAX_USED) ?? []) {
      const folder = joinPath(ancestor, use);
      const module = folder === null ? null : moduleIn(folder);
      const paths = module === null ? null : below(folder!, module);
      if (paths !== null) return paths;
    }
  }
  // Without a `go.mod` at hand: `internal` stands at the top of its module.
  const inner = own === undefined ? /^[^/]+(?:\/[^/]+){0,2}?\/((?:internal|pkg)\/.+)$/.exec(specifier)?.[1] : undefined;
  return inner === undefined || inner.split('/').includes('..') ? [] : [packageFiles(inner)];
}

/** Modules of one workspace that are asked what they are called. */
const MAX_USED = 50;

/** What the host lists: the source files of a folder. */
export function packageFiles(folder: string): string {
  return folder === '' ? '*.go' : `${folder}/*.go`;
}
