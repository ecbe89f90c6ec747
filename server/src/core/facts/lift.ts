import type { SyntaxNode } from '../model/syntax.ts';
import type { ParameterEffect } from '../model/summary.ts';
import type { Reading, Site } from './define.ts';
import { declaredName, symbolPath } from './names.ts';
import type { ParameterValue, Value } from './value.ts';

const MAX_CALLS_DEEP = 4;
/** Restatements of one act: beyond it the act stays where it is, as one on a parameter. */
const MAX_LIFTED = 500;

/** The first parameter that a resource depends on. */
export function parameterIn(value: Value): ParameterValue | null {
  if (value.kind === 'parameter') return value;
  if (value.kind === 'partial') for (const part of value.parts) if (part.kind === 'parameter') return part;
  return null;
}

/**
 * A local function that passes its argument to a known call is itself such a call: acts on a parameter are restated at the
 * callers, with the argument in its place. An exported function keeps its own act too: others may call it.
 */
export function* liftToCallers(reading: Reading, site: Site): Generator<Site> {
  const expanded: Expanded = new Map();
  let level: readonly Site[] = [site];
  let lifted = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: Site[] = [];
    for (const one of level) {
      const parameter = parameterIn(one.resource.value);
      const isAtEnd = parameter === null || depth >= MAX_CALLS_DEEP || lifted > MAX_LIFTED;
      const callers = isAtEnd ? [] : reading.resolver.callersOf(parameter.function);
      if (parameter === null || callers.length === 0) {
        yield one;
        continue;
      }
      // Functions that call each other reach the same parameter by ways without number: the shortest one speaks for all.
      if (!remember(expanded, parameter, one.resource.value)) continue;
      if (isExported(reading, parameter.function)) yield one;
      lifted += callers.length;
      for (const call of callers) next.push(atCaller(reading, one, parameter, call));
    }
    level = next;
  }
}

function atCaller(reading: Reading, site: Site, parameter: ParameterValue, call: SyntaxNode): Site {
  const through = symbolPath(reading.unit, parameter.function) ?? 'a local function';
  return {
    ...site,
    node: call,
    resource: { ...site.resource, value: reading.resolver.atCall(site.resource.value, parameter.function, call) },
    evidence: [...site.evidence, { node: call, role: 'caller' }],
    why: [...site.why, `\`${through}\` passes its argument on.`],
    detail: { ...site.detail, via: 'transitive', path: [through, ...(site.detail?.path ?? [])] },
  };
}

/** Parameters that were followed to the callers, by function and by what is made of them. */
type Expanded = Map<SyntaxNode, Set<string>>;

/** False when it was followed before. */
function remember(expanded: Expanded, { function: fn, index, keys }: ParameterValue, value: Value): boolean {
  const known = expanded.get(fn) ?? new Set();
  expanded.set(fn, known);
  const key = JSON.stringify([index, keys, value.kind === 'partial' ? value.text : null]);
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

function isExported(reading: Reading, fn: SyntaxNode): boolean {
  const { exportsName } = reading.unit.language;
  if (exportsName !== null) {
    const name = declaredName(reading.unit, fn);
    return name !== null && exportsName(name) && fn.parent?.parent === null;
  }
  for (let at: SyntaxNode | null = fn; at !== null; at = at.parent) {
    if (at.kind === 'export') return true;
    if (at !== fn && at.kind === 'function') return false;
  }
  return false;
}

/** The act as callers in other files see it; null when it does not depend on a parameter. */
export function effectOf(reading: Reading, site: Site, fn: SyntaxNode): ParameterEffect | null {
  const parameter = parameterIn(site.resource.value);
  if (parameter === null || parameter.function !== fn || parameter.keys.length > 0) return null;
  return {
    kind: site.kind,
    action: site.action,
    resourceKind: site.resource.kind,
    parameter: parameter.index,
    through: symbolPath(reading.unit, fn) ?? '',
  };
}
