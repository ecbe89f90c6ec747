import type { NamedAgent, Origin } from '../model/change.ts';
import type { Detected } from '../model/finding.ts';
import type { RuleMatch } from '../model/policy.ts';
import { compileGlob, type Glob, matchesGlob, toPathPattern } from '../text/glob.ts';

/** A field of a match. Code by example is looked for when facts are read, and here is only known by its rule's id. */
export type MatchField = Exclude<keyof RuleMatch, 'pattern'>;

/** What is known of where a finding comes from, beside what its detector says. */
export interface Surroundings {
  readonly origin?: Origin;
  /** Of commits that not all name one and the same agent: those that some of them name. */
  readonly partly?: readonly NamedAgent[];
  readonly language?: string | null;
}

export type Matchable = Detected & Surroundings;

/** What a finding holds in each field a rule can ask for. A new field of rules is one row here and one in the schema. */
const READERS: Readonly<Record<MatchField, (one: Matchable) => readonly (string | null | undefined)[]>> = {
  kind: (one) => [one.kind],
  facet: (one) => [one.facet],
  change: (one) => [one.change],
  action: (one) => [one.action],
  resource: (one) => [one.resource.norm, one.resource.value],
  resourceKind: (one) => [one.resource.kind],
  dataClass: (one) => one.dataClasses ?? [],
  sink: (one) => [one.sink],
  qualifier: (one) => Object.entries(one.qualifiers ?? {}).map(([name, value]) => `${name}=${value}`),
  accessLevel: (one) => [one.accessLevel],
  grant: (one) => [one.traits?.grant],
  via: (one) => [one.traits?.via],
  decision: (one) => [one.traits?.decision],
  chain: (one) => [one.chain?.shape],
  path: (one) => [one.path],
  language: (one) => [one.language],
  detector: (one) => [one.detectorId],
  tag: (one) => one.tags,
  tier: (one) => [one.tier],
  subject: (one) => [one.subject.symbol],
  subjectType: (one) => [one.subject.type],
  principal: (one) => [one.subject.principal, one.qualifiers?.['principal']],
  exposure: (one) => [one.subject.exposure],
  context: (one) => (one.context.length === 0 ? ['any', 'shipped'] : ['any', ...one.context]),
  origin: (one) => [one.origin?.kind],
  agent: (one) => [one.origin?.agent],
  model: (one) => [one.origin?.model],
};

export const matchFields = Object.keys(READERS) as readonly MatchField[];

/** All given fields; within a field any of the patterns, and none of those after `!`. */
export function matchesRule(match: RuleMatch, one: Matchable): boolean {
  return matchFields.every((field) => {
    const patterns = match[field];
    return patterns === undefined || matchesField(field, patterns, READERS[field](one));
  });
}

export function matchesField(
  field: MatchField,
  patterns: readonly string[],
  values: readonly (string | null | undefined)[],
): boolean {
  const present = values.filter((value) => value !== undefined && value !== null);
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const fits = (pattern: string): boolean => present.some((value) => fitsPattern(field, pattern, value));
  return !excluded.some(fits) && (wanted.length === 0 || wanted.some(fits));
}

/** One word of a rule against one value of a finding. */
export function fitsPattern(field: MatchField, pattern: string, value: string): boolean {
  if (field === 'path') return matchesPath(pattern, value);
  if (!isGlob(pattern)) return pattern === value;
  const glob = globOf(pattern, null);
  return glob !== null && matchesGlob(glob, value);
}

export function matchesPath(pattern: string, path: string): boolean {
  const glob = globOf(toPathPattern(pattern), '/');
  return glob !== null && matchesGlob(glob, path);
}

/** Rules ask the same patterns of every finding. */
const globs = new Map<string, Glob | null>();
const MAX_GLOBS = 5000;

function globOf(pattern: string, separator: string | null): Glob | null {
  const key = `${separator ?? ''} ${pattern}`;
  const known = globs.get(key);
  if (known !== undefined) return known;
  const glob = compileGlob(pattern, separator);
  if (globs.size >= MAX_GLOBS) globs.clear();
  globs.set(key, glob);
  return glob;
}

export function isGlob(pattern: string): boolean {
  return /[*?{]/u.test(pattern);
}
