import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { type Binding, readModule } from '../scopes.ts';
import type { Unit } from '../unit.ts';
import { unknown, type Value } from '../value.ts';
import type { Workspace } from '../workspace.ts';
import { moduleOf } from './module-of.ts';
import { fromSummary, symbol } from './summaries.ts';

export interface Imports {
  readonly valueOfImport: (binding: Binding) => Value;
  /** An export of a module; the module itself when `name` is empty. */
  readonly moduleMember: (specifier: string, name: string, origin: SyntaxNode) => Value;
  /** Paths of the module an origin imports whole, for members of namespaces; null for packages. */
  readonly namespacePaths: (origin: SyntaxNode) => readonly string[] | null;
}

export function createImports(unit: Unit, workspace: Workspace): Imports {
  function valueOfImport(binding: Binding): Value {
    const statement = binding.node.kind === 'import' ? binding.node : enclosing(binding.node, 'import');
    const module = statement === null ? null : childOf(statement, 'import.module');
    if (statement === null || module === null) return unknown;
    const specifier = readModule(unit, module);
    const isWhole = binding.node.role === 'import.namespace' || binding.node.role === 'import.module';
    const imported = isWhole
      ? ''
      : binding.node.role === 'import.default'
        ? 'default'
        : unit.textOf(childOf(binding.node, 'specifier.name') ?? binding.node);
    if (binding.node.role === 'import.module')
      return moduleMember(unit.language.bindModule(specifier)?.module ?? specifier, '', binding.node);
    return moduleMember(specifier, imported, binding.node);
  }

  function moduleMember(specifier: string, name: string, origin: SyntaxNode): Value {
    const paths = unit.pathsOf(specifier, name);
    const canonical = unit.language.canonicalModule(specifier);
    const path = name === '' || name === 'default' ? canonical : `${canonical}.${name}`;
    // `require('./x')` is what the module exports as a whole, if that is one thing.
    const wanted = name === '' && origin.kind === 'call' ? 'default' : name;
    const found = paths.length === 0 || wanted === '' ? null : workspace.find(paths, wanted);
    if (found === null) return ownMember(paths, specifier, wanted, path) ?? symbol(path, origin);
    return fromSummary(found, path, origin);
  }

  /** `import static a.b.C.m`: what the module is named after has it. */
  function ownMember(paths: readonly string[], specifier: string, name: string, path: string): Value | null {
    if (unit.language.siblingPaths === null || paths.length === 0) return null;
    const owner = workspace.find(paths, specifier.slice(specifier.lastIndexOf('.') + 1));
    const member = owner?.kind === 'class' && Object.hasOwn(owner.members, name) ? owner.members[name]! : null;
    return member === null ? null : fromSummary(member, path, null);
  }

  function namespacePaths(origin: SyntaxNode): readonly string[] | null {
    const specifier = moduleOf(unit, origin);
    if (specifier === null) return null;
    const paths = unit.pathsOf(origin.kind === 'specifier' ? submodule(specifier, origin) : specifier);
    return paths.length === 0 ? null : paths;
  }

  /** `from package import name` may name a module: `package.name`. Elsewhere a named import is no namespace. */
  function submodule(specifier: string, origin: SyntaxNode): string {
    const name = childOf(origin, 'specifier.name');
    if (!unit.language.hasSubmodules || name === null) return '';
    return specifier.endsWith('.') ? `${specifier}${unit.textOf(name)}` : `${specifier}.${unit.textOf(name)}`;
  }

  return { valueOfImport, moduleMember, namespacePaths };
}
