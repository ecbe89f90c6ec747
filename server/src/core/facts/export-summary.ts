import type { ExportSummary, FunctionSummary, GuardSummary } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf } from '../text/tree.ts';
import { emptyRecord } from '../text/row-of.ts';
import { callSummary, constantOf } from './call-summary.ts';
import { handoversOf } from './data-handovers.ts';
import { toGiven } from './data-leak.ts';
import type { Reading, Site } from './define.ts';
import { guardReading } from './guards/reader.ts';
import { summariesOf } from './guards/summaries.ts';
import { readParted } from './guards/verdict-parts.ts';
import { effectOf, parameterIn } from './lift.ts';
import { declaredName, symbolPath } from './names.ts';
import { leaksOfRecord } from './record-leaks.ts';
import { MAX_BASES } from './resolve/members.ts';
import { importedPaths, moduleOf } from './resolve/module-of.ts';
import { routeFinders } from './routes/table.ts';
import type { Value } from './value.ts';

/** By function: what is done with its parameters. */
type Effects = ReadonlyMap<SyntaxNode, readonly Site[]>;

export function effectsByFunction(sites: readonly Site[]): Effects {
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

const MAX_CLASSES_DEEP = 3;

/**
 * What other files may need to know of a value that is exported; null: nothing.
 * @param inside the classes around, for classes that hold themselves or each other
 */
export function summaryOf(
  reading: Reading,
  value: Value,
  effects: Effects,
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
      const data = leaksOfRecord(reading, value.node, declaredName(unit, value.node) ?? '').slice(0, MAX_HELD);
      return {
        kind: 'class',
        symbol: symbolPath(unit, value.node) ?? '',
        members,
        ...(data.length === 0 ? {} : { data: data.map(toGiven) }),
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

/** Fields of one class that others are told of. */
const MAX_HELD = 12;

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

export function functionSummary(reading: Reading, node: SyntaxNode, effects: Effects): FunctionSummary {
  const all = reading.resolver.returnOf(node);
  const returned = all.kind === 'list' && reading.unit.language.returnsSeveral ? (all.items[0] ?? all) : all;
  const made = ownClass(reading, returned);
  const checks = guardReading(reading);
  const guards = checks.guardsOf(node);
  const predicate = readParted(checks, node) ?? checks.predicateOf(node);
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
