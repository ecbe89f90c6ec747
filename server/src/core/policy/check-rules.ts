import type { Policy, Rule } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { checkWords } from './check-words.ts';
import { type YamlFile, type YamlPath, locateKey, locateValue, toProblem } from './read-yaml.ts';
import { matchSchema } from './schema.ts';

/** A rule and its place in the file's list. */
export interface IndexedRule {
  readonly index: number;
  readonly rule: Rule;
}

/** The words of one match; a match of the wrong shape is `checkShape`'s. */
export function checkMatch(
  yaml: YamlFile,
  path: YamlPath,
  data: unknown,
  detectors: readonly string[],
): readonly Problem[] {
  const parsed = matchSchema.safeParse(data);
  return parsed.success ? checkWords(yaml, path, parsed.data, detectors) : [];
}

export function checkIds(yaml: YamlFile, rules: readonly IndexedRule[]): readonly Problem[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ index, rule: { id, source } }) => {
    const line = first.get(id);
    if (line === undefined) {
      first.set(id, source.line);
      return [];
    }
    return [
      toProblem(
        yaml,
        'CS1015',
        `The rule in line ${line} has the id "${id}" too.`,
        locateValue(yaml, ['rules', index, 'id']),
      ),
    ];
  });
}

export function checkRoles(yaml: YamlFile, rules: readonly IndexedRule[], roles: Policy['roles']): readonly Problem[] {
  return rules.flatMap(({ index, rule: { obligation } }) => {
    if (obligation.kind !== 'approve' || Object.hasOwn(roles, obligation.role)) return [];
    const at = locateKey(yaml, ['rules', index, 'obligation'], 'approve');
    const guess = nearest(obligation.role, Object.keys(roles));
    return [toProblem(yaml, 'CS1008', `No role is named "${obligation.role}".`, at, didYouMean(guess))];
  });
}
