import type {
  CallSummary,
  ConstantValue,
  ExportSummary,
  FileSummary,
  FunctionSummary,
  GuardSummary,
} from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { sha256Hex } from '../text/hash.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import { handoversOf } from './data-handovers.ts';
import type { Reading, Site } from './define.ts';
import { commonJsExports } from './commonjs.ts';
import { writtenAs } from './grants/written.ts';
import { actionsGiven, isWhollyKnown } from './grants/managed-policies.ts';
import { guardReading } from './guards/reader.ts';
import { summariesOf } from './guards/summaries.ts';
import { MAX_BASES } from './resolve/members.ts';
import { importedPaths, moduleOf } from './resolve/module-of.ts';
import { effectOf, parameterIn } from './lift.ts';
import { declaredName, symbolPath } from './names.ts';
import { routeFinders } from './routes/table.ts';
import { saidTexts } from './said-texts.ts';
import { textOfValue, type CallValue, type Value } from './value.ts';
import { emptyRecord } from '../text/row-of.ts';

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
    const isDeclaration = child.kind === 'function' || child.kind === 'class' || child.kind === 'assign';
    const value =
      isDeclaration && child.kind === 'assign' && name !== null
        ? resolver.valueAt(unit.textOf(name), node)
        : resolver.valueOf(child);
    if (isDefault || child.role === 'export.default') put('default', value);
    else if (isDeclaration && name !== null) put(unit.textOf(name), value);
  }
}

const MAX_CLASSES_DEEP = 3;

function effectsByFunction(sites: readonly Site[]): ReadonlyMap<SyntaxNode, readonly Site[]> {
  const map = new Map<SyntaxNode, Site[]>();
  for (const site of sites) {
    const parameter = parameterIn(site.resource.value);
    if (parameter === null) continue;
    const list = map.get(parameter.function);
    if (list === undefined) map.set(parameter.function, [site]);
    else list.push(site);
  }
  return map;
}

/** `inside`: the classes around, for classes that hold themselves or each other. */
function summaryOf(
  reading: Reading,
  value: Value,
  effects: ReadonlyMap<SyntaxNode, readonly Site[]>,
  inside: readonly SyntaxNode[] = [],
): ExportSummary | null {
  const { unit, resolver } = reading;
  switch (value.kind) {
    case 'function':
      return functionSummary(reading, value.node, effects);
    case 'class': {
      const members = emptyRecord<ExportSummary>();
      if (inside.includes(value.node) || inside.length > MAX_CLASSES_DEEP) return null;
      const inherited = inheritedMembers(reading, value.node);
      Object.assign(members, inherited.elsewhere);
      for (const name of new Set([...inherited.names, ...reading.scopes.membersOf(value.node).keys()])) {
        const found = resolver.memberOf({ kind: 'instance', node: value.node }, name, value.node);
        const member = summaryOf(reading, found, effects, [...inside, value.node]);
        if (member !== null) members[name] = member;
      }
      const guards = inheritedGuards(reading, value.node);
      return {
        kind: 'class',
        symbol: symbolPath(unit, value.node) ?? '',
        members,
        ...(guards.length === 0 ? {} : { guards }),
      };
    }
    case 'call':
      return { kind: 'instance', symbol: '', ...callSummary(value, null) };
    case 'instance': {
      const of = ownClass(reading, value);
      return of === null ? null : { kind: 'instance', symbol: '', of, args: [] };
    }
    case 'symbol': {
      const paths = value.origin === null ? [] : importedPaths(unit, value.origin);
      if (value.origin === null || paths.length === 0)
        return { kind: 'value', value: { kind: 'symbol', name: value.name } };
      const isRequired = value.origin.kind === 'call';
      const name =
        value.origin.kind === 'specifier'
          ? unit.textOf(childOf(value.origin, 'specifier.name') ?? value.origin)
          : isRequired && value.receiver !== null
            ? value.name.slice(value.name.lastIndexOf('.') + 1)
            : isRequired || value.origin.role === 'import.namespace'
              ? '*'
              : 'default';
      const specifier = moduleOf(unit, value.origin) ?? '';
      return { kind: 'alias', paths, module: unit.language.canonicalModule(specifier), name };
    }
    default: {
      const constant = constantOf(value);
      return constant.kind === 'unknown' ? null : { kind: 'value', value: constant };
    }
  }
}

/** What entry points of classes below this one stand behind. */
function inheritedGuards(reading: Reading, owner: SyntaxNode): readonly GuardSummary[] {
  const finders = routeFinders.filter(({ languages }) => languages.includes(reading.unit.language.id));
  return finders
    .flatMap((finder) => finder.inherited?.(reading, owner) ?? [])
    .map(({ action, norm, name, evidence, condition }) => ({
      action,
      norm,
      name,
      evidence,
      ...(condition === undefined ? {} : { condition }),
    }));
}

function functionSummary(
  reading: Reading,
  node: SyntaxNode,
  effects: ReadonlyMap<SyntaxNode, readonly Site[]>,
): FunctionSummary {
  const all = reading.resolver.returnOf(node);
  const returned = all.kind === 'list' && reading.unit.language.returnsSeveral ? (all.items[0] ?? all) : all;
  const made = ownClass(reading, returned);
  const checks = guardReading(reading);
  const guards = checks.guardsOf(node);
  const predicate = checks.predicateOf(node);
  const { handedOn, givenBy } = handoversOf(reading);
  const handsOn = handedOn.get(node);
  const gives = givenBy(node);
  return {
    kind: 'function',
    symbol: symbolPath(reading.unit, node) ?? '',
    path: reading.unit.path,
    ...(guards === null ? {} : { guards }),
    ...(predicate === null ? {} : { holds: summariesOf(reading, predicate, node) }),
    effects: (effects.get(node) ?? []).flatMap((site) => effectOf(reading, site, node) ?? []),
    ...(made !== null ? { makes: made } : returned.kind === 'call' ? { returns: callSummary(returned, node) } : {}),
    ...(handsOn === undefined ? {} : { handsOn }),
    ...(gives === null ? {} : { gives }),
  };
}

/** The class whose instance a value is, when it is one of this file or, where files share their names, of its folder. */
function ownClass({ unit }: Reading, value: Value): string | null {
  if (unit.language.declaredPaths === null) return null;
  if (value.kind === 'instance') return declaredName(unit, value.node);
  return value.kind === 'call' && value.made !== undefined && !value.of.includes('.') ? value.of : null;
}

/** `fn`: the function whose parameters may be in it. */
function callSummary(call: CallValue, fn: SyntaxNode | null): CallSummary {
  const constant = (value: Value): ConstantValue =>
    fn !== null && value.kind === 'parameter' && value.function === fn && value.keys.length === 0
      ? { kind: 'parameter', index: value.index, name: value.name }
      : constantOf(value);
  const keywords = call.args.flatMap((arg) => (arg.name === null ? [] : [[arg.name, constant(arg.value())] as const]));
  const receiver = receiverCall(call.receiver);
  const needs = call.needs?.() ?? [];
  return {
    of: call.of,
    args: call.args.filter((arg) => arg.name === null).map((arg) => constant(arg.value())),
    ...(keywords.length === 0 ? {} : { keywords: Object.fromEntries(keywords) }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(receiver === null ? {} : { receiver: callSummary(receiver, fn) }),
  };
}

function receiverCall(value: Value | null): CallValue | null {
  for (let at = value; at !== null; at = at.receiver) {
    if (at.kind === 'call') return at;
    if (at.kind !== 'symbol') return null;
  }
  return null;
}

/** Names that classes give which the class extends, with where they are: nodes of this file, summaries of others. */
function inheritedMembers(
  reading: Reading,
  owner: SyntaxNode,
): { readonly names: ReadonlySet<string>; readonly elsewhere: Readonly<Record<string, ExportSummary>> } {
  const names = new Set<string>();
  const elsewhere = emptyRecord<ExportSummary>();
  const classes = new Set<SyntaxNode>([owner]);
  for (const each of classes) {
    for (const base of childrenOf(each, 'class.base')) {
      const value = reading.resolver.valueOf(base);
      if (value.kind === 'class' && classes.size < MAX_BASES) classes.add(value.node);
      if (value.kind === 'symbol' && value.exported?.kind === 'class') Object.assign(elsewhere, value.exported.members);
    }
    if (each !== owner) for (const name of reading.scopes.membersOf(each).keys()) names.add(name);
  }
  return { names, elsewhere };
}

function constantOf(value: Value): ConstantValue {
  switch (value.kind) {
    case 'text':
      return value;
    case 'partial':
      return { kind: 'partial', text: value.text };
    case 'environment':
      return { kind: 'environment', name: value.name };
    case 'symbol':
      return { kind: 'symbol', name: value.name };
    case 'list':
      return { kind: 'list', items: value.items.slice(0, 50).map(constantOf) };
    default:
      return { kind: 'unknown' };
  }
}
