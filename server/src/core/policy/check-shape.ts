import type * as z from 'zod';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../text/nearest.ts';
import { type YamlFile, type YamlPath, locateKey, locateValue, toProblem } from './read-yaml.ts';
import { exceptionSchema, gateSchema, ownerSchema, policySchema, privacySchema, ruleSchema } from './schema.ts';
import { ruleMatchSchema } from './schema-match.ts';
import { dataClassSchema, guardSchema, sinkSchema, vendorSchema, wrapperSchema } from './schema-tables.ts';

type Issue = z.core.$ZodIssue;

/** Where the file's shape is not that of a policy: unknown keys, missing keys, values of the wrong form. */
export function checkShape(yaml: YamlFile): readonly Problem[] {
  const parsed = policySchema.safeParse(yaml.data);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(yaml, issue));
}

function toProblems(yaml: YamlFile, issue: Issue): readonly Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(yaml, path, key));
  const name = path.length === 0 ? 'The policy' : `"${path.at(-1)}"`;
  if (isMissing(yaml, path)) {
    return [
      toProblem(
        yaml,
        'CS1013',
        `${name} is missing.`,
        locateValue(yaml, path.slice(0, -1)),
        `Add ${name}: ${issue.message}.`,
      ),
    ];
  }
  const at = locateValue(yaml, path);
  const value = valueAt(yaml.data, path);
  if (path.length === 1 && path[0] === 'version') {
    return [toProblem(yaml, 'CS1014', `Version ${print(value)} of the policy format is not known.`, at)];
  }
  if (path.at(-1) === 'obligation') return [unknownObligation(yaml, path, value)];
  const guess =
    issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : null;
  return [
    toProblem(yaml, 'CS1003', `${name} must be ${issue.message}, and is ${print(value)}.`, at, didYouMean(guess)),
  ];
}

function unknownKey(yaml: YamlFile, path: YamlPath, key: string): Problem {
  const guess = nearest(key, keysAt(path));
  return toProblem(
    yaml,
    'CS1002',
    `"${key}" is no key of ${path.length === 0 ? 'a policy' : `"${String(path.at(-1))}"`}.`,
    locateKey(yaml, path, key),
    didYouMean(guess),
  );
}

function unknownObligation(yaml: YamlFile, path: YamlPath, value: unknown): Problem {
  const words = ['none', 'acknowledge', 'explain', 'block', 'approve'];
  const guess = typeof value === 'string' ? nearest(value, words) : null;
  const fix = guess === 'approve' ? 'Write { approve: role }, with a role named under "roles".' : didYouMean(guess);
  return toProblem(yaml, 'CS1007', `${print(value)} is no obligation.`, locateValue(yaml, path), fix);
}

/** Keys that exist in the map at a path, for "did you mean". */
function keysAt(path: YamlPath): readonly string[] {
  const last = path.findLast((part) => typeof part === 'string');
  if (path.length === 0) return Object.keys(policySchema.shape);
  if (last === 'obligation') return ['approve'];
  return Object.hasOwn(KEYS, last ?? '') ? KEYS[last!]! : Object.keys(ruleMatchSchema.shape);
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  rules: Object.keys(ruleSchema.shape),
  exceptions: Object.keys(exceptionSchema.shape),
  dataClasses: Object.keys(dataClassSchema.shape),
  privacy: Object.keys(privacySchema.shape),
  gate: Object.keys(gateSchema.shape),
  owners: Object.keys(ownerSchema.shape),
  vendors: Object.keys(vendorSchema.shape),
  sinks: Object.keys(sinkSchema.shape),
  wrappers: Object.keys(wrapperSchema.shape),
  guards: Object.keys(guardSchema.options[1].shape),
  extends: ['package', 'integrity'],
};

function isMissing(yaml: YamlFile, path: YamlPath): boolean {
  const last = path.at(-1);
  const parent = valueAt(yaml.data, path.slice(0, -1));
  return typeof last === 'string' && isRecord(parent) && !(last in parent);
}

export function valueAt(data: unknown, path: YamlPath): unknown {
  return path.reduce(
    (at, part) => (isRecord(at) ? at[part] : Array.isArray(at) ? (at as readonly unknown[])[Number(part)] : undefined),
    data,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function print(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return value === null || value === undefined ? 'empty' : JSON.stringify(value).slice(0, 80);
}

export function didYouMean(guess: string | null): string | undefined {
  return guess === null ? undefined : `Did you mean "${guess}"?`;
}
