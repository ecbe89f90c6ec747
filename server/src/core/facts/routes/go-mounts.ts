import type { Mount } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { enclosing } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { declaredName } from '../names.ts';
import type { GoRouter } from './go-routers.ts';

/** The function of another file that a router is handed to, or whose router is put under a prefix; null: it is none. */
export function foreignTarget(reading: FileReading, node: SyntaxNode): Pick<Mount, 'paths' | 'name'> | null {
  const { unit, resolver } = reading;
  const callee = node.kind === 'call' ? (node.children.find(({ role }) => role === 'call.callee') ?? node) : node;
  const value = resolver.valueOf(callee);
  if (value.kind !== 'symbol') return null;
  const dot = value.name.lastIndexOf('.');
  const name = value.name.slice(dot + 1);
  // `pkg.Handler().Register` is a method of a type of the package, `pkg.Register` a function.
  const owner = dot === -1 ? '' : value.name.slice(0, dot).replace(/\.?\w+\(\)$/, '');
  const paths = owner === '' ? (unit.language.siblingPaths?.(name, unit.path) ?? []) : unit.pathsOf(owner);
  return paths.length === 0 ? null : { paths, name };
}

/** Where another file puts a router that a function of this file is given or answers with. */
export function mountOf(
  reading: FileReading,
  router: GoRouter,
): { readonly prefix: string; readonly guards: readonly GuardUse[] } | null {
  const { unit, workspace } = reading;
  const fn = router.givenTo ?? enclosing(router.node, 'function');
  const name = fn === null ? null : declaredName(unit, fn);
  const mounts = workspace.mountsOf(unit.path);
  if (mounts.length === 0) for (const path of entryFolders(unit.path)) workspace.want(path);
  const found = mounts.find((mount) => mount.name === name);
  if (found === undefined) return null;
  return {
    prefix: found.prefix,
    guards: found.guards.map((guard) => ({
      ...guard,
      node: null,
      from: 'mount',
      tier: 'name',
      why: `Stands in front of \`${found.prefix}\`.`,
    })),
  };
}

/** Folders whose files usually put routers in their places. */
function entryFolders(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const above = [0, 1, 2].filter((up) => up <= folders.length).map((up) => folders.slice(0, folders.length - up));
  const usual = ['cmd', 'cmd/server', 'cmd/api', 'cmd/app', 'server', 'api', 'router', 'routes', 'app', 'http'];
  const internal = ['server', 'http', 'api', 'router', 'routes', 'app'].map((name) => `internal/${name}`);
  return [...new Set([...above.map((parts) => parts.join('/')), ...usual, ...internal])].map((folder) =>
    folder === '' ? '*.go' : `${folder}/*.go`,
  );
}

/** For routes in other files the guard stands where it is put in front of them. */
export function toMountGuard(
  { unit }: FileReading,
  { action, norm, name, evidence, condition, node }: GuardUse,
): Mount['guards'][number] {
  const here = node === null ? evidence : { path: unit.path, range: unit.rangeOf(node), role: 'guard' as const };
  return { action, norm, name, evidence: here, ...(condition === undefined ? {} : { condition }) };
}
