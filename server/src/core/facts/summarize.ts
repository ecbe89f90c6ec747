import type { ExportSummary, FileSummary } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { sha256Hex } from '../text/hash.ts';
import { emptyRecord } from '../text/row-of.ts';
import { childOf } from '../text/tree.ts';
import { commonJsExports } from './commonjs.ts';
import type { Reading, Site } from './define.ts';
import { effectsByFunction, functionSummary, summaryOf } from './export-summary.ts';
import { actionsGiven, isWhollyKnown } from './grants/managed-policies.ts';
import { writtenAs } from './grants/written.ts';
import { routeFinders } from './routes/table.ts';
import { saidTexts } from './said-texts.ts';
import { textOfValue, type Value } from './value.ts';

/** What other files may need to know of this one. */
export function summarize(reading: Reading, sites: readonly Site[]): FileSummary {
  const { unit } = reading;
  const exports = emptyRecord<ExportSummary>();
  const reexports: (readonly string[])[] = [];
  const effects = effectsByFunction(sites);
  const put = (name: string, value: Value): void => {
    const summary = summaryOf(reading, value, effects);
    if (summary !== null) exports[name] = summary;
  };

  if (unit.language.exportsName !== null) {
    for (const [name, bindings] of reading.scopes.bindingsOf(unit.tree.root)) {
      const last = bindings[bindings.length - 1]!;
      put(name, reading.resolver.valueAt(name, last.node));
    }
  }
  for (const type of reading.scopes.typesWithMethods()) {
    if (Object.hasOwn(exports, type)) continue;
    // The type stands in another file of the folder: whoever uses it sees one class.
    const members = emptyRecord<ExportSummary>();
    for (const [name, method] of reading.scopes.methodsOf(type))
      members[name] = functionSummary(reading, method, effects);
    exports[type] = { kind: 'class', symbol: type, members };
  }
  for (const node of unit.ofKind('export')) {
    const module = childOf(node, 'export.module');
    const specifiers = node.children.filter((child) => child.kind === 'specifier');
    if (module !== null) {
      const specifier = unit.language.readString(unit.textOf(module)) ?? '';
      const paths = unit.pathsOf(specifier);
      const namespace = childOf(node, 'export.namespace');
      if (namespace !== null)
        exports[unit.textOf(namespace)] = {
          kind: 'alias',
          paths,
          module: unit.language.canonicalModule(specifier),
          name: '*',
        };
      else if (specifiers.length === 0) reexports.push(paths);
      for (const child of specifiers) {
        const name = unit.textOf(childOf(child, 'specifier.name')!);
        const alias = childOf(child, 'specifier.alias');
        exports[alias === null ? name : unit.textOf(alias)] = {
          kind: 'alias',
          paths,
          module: unit.language.canonicalModule(specifier),
          name,
        };
      }
      continue;
    }
    for (const child of specifiers) {
      const name = unit.textOf(childOf(child, 'specifier.name')!);
      const alias = childOf(child, 'specifier.alias');
      put(alias === null ? name : unit.textOf(alias), reading.resolver.valueAt(name, node));
    }
    exportDeclarations(reading, node, put);
  }
  for (const [name, value] of commonJsExports(reading)) put(name, value);
  for (const [name, text] of Object.entries(unit.language.textsSaid?.(unit.tree.text) ?? {}))
    exports[name] = { kind: 'value', value: { kind: 'text', text } };
  for (const [name, text] of saidTexts(reading, sites))
    exports[name] = { kind: 'value', value: { kind: 'text', text } };
  const mounts = routeFinders.flatMap((finder) =>
    finder.languages.includes(unit.language.id) ? [...(finder.mounts?.(reading) ?? [])] : [],
  );
  const said = { exports, reexports, mounts, grants: grantsOf(reading, sites) };
  const digest = sha256Hex(JSON.stringify(said));
  return { path: unit.path, blob: unit.blob, digest, language: unit.language.id, ...said };
}

/** What policies of this file let whoever has them do. */
function grantsOf({ unit, subjectOf }: Reading, sites: readonly Site[]): FileSummary['grants'] {
  return sites.flatMap(({ kind, action, resource, node, qualifiers, subject, resourceNode }) => {
    if (kind !== 'permission.grant' || qualifiers?.['effect'] !== 'Allow' || qualifiers['principal'] !== undefined)
      return [];
    const evidence = { path: unit.path, range: unit.rangeOf(node), role: 'declaration' as const };
    const holder = (subject ?? subjectOf(node)).symbol;
    const isPartial = resource.kind === 'managed-policy' && !isWhollyKnown(textOfValue(resource.value) ?? '');
    const written = writtenAs(unit, node, action);
    const on = resourceNode === undefined ? null : writtenAs(unit, resourceNode, '*');
    return actionsGiven(resource.kind, action, textOfValue(resource.value) ?? '*').map((given) => ({
      ...given,
      holder,
      evidence,
      ...(isPartial ? { isPartial } : {}),
      ...(written === null ? {} : { written }),
      ...(on === null ? {} : { on }),
    }));
  });
}

function exportDeclarations(reading: Reading, node: SyntaxNode, put: (name: string, value: Value) => void): void {
  const { unit, resolver } = reading;
  const isDefault = childOf(node, 'export.default') !== null;
  for (const child of node.children) {
    if (child.kind === 'specifier' || child.kind === 'comment' || child.kind === 'decorator') continue;
    const name = childOf(child, `${child.kind}.name`) ?? childOf(child, 'assign.target');
    const isDeclaration = ['function', 'class', 'interface', 'assign'].includes(child.kind);
    const value =
      (child.kind === 'assign' || child.kind === 'interface') && name !== null
        ? resolver.valueAt(unit.textOf(name), node)
        : resolver.valueOf(child);
    if (isDefault || child.role === 'export.default') put('default', value);
    else if (isDeclaration && name !== null) put(unit.textOf(name), value);
  }
}
