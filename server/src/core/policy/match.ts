import type { Detected } from '../model/finding.ts';
import type { RuleMatch } from '../model/policy.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';

type Field = keyof RuleMatch;

/** What a finding holds in each field a rule can ask for. A new field of rules is one row here and one in the schema. */
const READERS: Readonly<Record<Field, (one: Detected) => readonly (string | undefined)[]>> = {
  kind: (one) => [one.kind],
  change: (one) => [one.change],
  action: (one) => [one.action],
  resource: (one) => [one.resource.norm, one.resource.value],
  dataClass: (one) => one.dataClasses ?? [],
  sink: (one) => [one.sink],
  qualifier: (one) => Object.entries(one.qualifiers ?? {}).map(([name, value]) => `${name}=${value}`),
  accessLevel: (one) => [one.accessLevel],
  chain: (one) => [one.chain?.shape],
  path: (one) => [one.path],
  detector: (one) => [one.detectorId],
  tier: (one) => [one.tier],
  exposure: (one) => [one.subject.exposure],
  context: (one) => (one.context.length === 0 ? ['any', 'shipped'] : ['any', ...one.context]),
};

export const matchFields = Object.keys(READERS) as readonly Field[];

/** All given fields; within a field any of the patterns, and none of those after `!`. */
export function matchesRule(match: RuleMatch, one: Detected): boolean {
  return matchFields.every((field) => {
    const patterns = match[field];
    return patterns === undefined || matchesField(field, patterns, READERS[field](one));
  });
}

function matchesField(field: Field, patterns: readonly string[], values: readonly (string | undefined)[]): boolean {
  const present = values.filter((value) => value !== undefined);
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const fits = (pattern: string): boolean => present.some((value) => fitsPattern(field, pattern, value));
  return !excluded.some(fits) && (wanted.length === 0 || wanted.some(fits));
}

function fitsPattern(field: Field, pattern: string, value: string): boolean {
  const isPath = field === 'path';
  if (!isPath && !isGlob(pattern)) return pattern === value;
  const glob = compileGlob(isPath ? toPathPattern(pattern) : pattern, isPath ? '/' : null);
  return glob !== null && matchesGlob(glob, value);
}

export function isGlob(pattern: string): boolean {
  return /[*?{]/u.test(pattern);
}
