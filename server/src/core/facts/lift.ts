import type { SyntaxNode } from '../model/syntax.ts';
import type { ParameterEffect } from '../model/summary.ts';
import type { Reading, Site } from './define.ts';
import { declaredName, symbolPath } from './names.ts';
import type { ParameterValue, Value } from './value.ts';

const MAX_CALLS_DEEP = 4;

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
export function* liftToCallers(reading: Reading, site: Site, depth = 0): Generator<Site> {
  const parameter = parameterIn(site.resource.value);
  const callers = parameter === null || depth >= MAX_CALLS_DEEP ? [] : reading.resolver.callersOf(parameter.function);
  if (parameter === null || callers.length === 0) {
    yield site;
    return;
  }
  if (isExported(reading, parameter.function)) yield site;
  const through = symbolPath(reading.unit, parameter.function) ?? 'a local function';
  for (const call of callers) {
    const lifted: Site = {
      ...site,
      node: call,
      resource: { ...site.resource, value: reading.resolver.atCall(site.resource.value, parameter.function, call) },
      evidence: [...site.evidence, { node: call, role: 'caller' }],
      why: [...site.why, `\`${through}\` passes its argument on.`],
      detail: { ...site.detail, via: 'transitive', path: [through, ...(site.detail?.path ?? [])] },
    };
    yield* liftToCallers(reading, lifted, depth + 1);
  }
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
