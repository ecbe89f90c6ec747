import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { readModule } from '../scopes.ts';
import type { Unit } from '../unit.ts';
import type { Value } from '../value.ts';
import type { Workspace } from '../workspace.ts';
import type { Imports } from './imports.ts';
import { packageClasses } from './package-classes.ts';
import { fromSummary } from './summaries.ts';

interface Whole {
  readonly module: string;
  readonly node: SyntaxNode;
}

/** The module a name most likely comes from: one known to hold it, one named like it (`s3` of `S3Client`), else the only one. */
function bestOf(wholes: readonly Whole[], name: string): Whole | null {
  const isMember = /^[a-z]/.test(name);
  const candidates = wholes.filter(({ module }) => !isMember || /\.[A-Z]\w*$/.test(module));
  const lower = name.toLowerCase().replace(/^(?:amazon|aws)/, '');
  const open = candidates.filter(({ module }) => !packageClasses.has(module) && !module.startsWith('java.'));
  return (
    candidates.find(({ module }) => packageClasses.get(module)?.has(name)) ??
    open.find(({ module }) => module.split('.').some((part) => part.length > 1 && lower.startsWith(part))) ??
    open[0] ??
    null
  );
}

/** Names that nothing binds: those of files beside this one, and of modules that are imported whole. Null: not known. */
export function createImplicit(unit: Unit, workspace: Workspace, imports: Imports): (name: string) => Value | null {
  const { siblingPaths } = unit.language;
  const known = new Map<string, Value | null>();
  let wholes: readonly Whole[] | null = null;

  function readWholes(): readonly Whole[] {
    return unit.ofKind('import').flatMap((node) => {
      const module = childOf(node, 'import.module');
      return module === null || childOf(node, 'import.wildcard') === null
        ? []
        : [{ module: readModule(unit, module), node }];
    });
  }

  function read(name: string): Value | null {
    if (siblingPaths === null) return null;
    const paths = siblingPaths(name, unit.path);
    const found = paths.length === 0 ? null : workspace.find(paths, name);
    if (found !== null) return fromSummary(found, name, null);
    wholes ??= readWholes();
    for (const { module } of wholes) {
      const own = unit.pathsOf(module, name);
      const exported = own.length === 0 ? null : workspace.find(own, name);
      if (exported !== null) return fromSummary(exported, `${module}.${name}`, null);
    }
    const best = bestOf(wholes, name);
    return best === null ? null : imports.moduleMember(best.module, name, best.node);
  }

  return (name) => {
    const value = known.get(name);
    if (value !== undefined) return value;
    const found = read(name);
    known.set(name, found);
    return found;
  };
}
