import type { LayerName, Rule } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { checkWords, type Vocabulary } from './check-words.ts';
import { type YamlFile, type YamlPath, locateKey, locateValue, toProblem } from './read-yaml.ts';
import { mayHaveFloors } from './layers.ts';
import { ruleMatchSchema } from './schema-match.ts';

/** A rule and its place in the file's list. */
export interface IndexedRule {
  readonly index: number;
  readonly rule: Rule;
}

/** The words of one match; a match of the wrong shape is `checkShape`'s. */
export function checkMatch(yaml: YamlFile, path: YamlPath, data: unknown, vocabulary: Vocabulary): readonly Problem[] {
  const parsed = ruleMatchSchema.safeParse(data);
  return parsed.success ? checkWords(yaml, path, parsed.data, vocabulary) : [];
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

/** A rule with a pattern is a detector of the team's own, and needs a name as detectors have. */
export function checkPatternIds(
  yaml: YamlFile,
  rules: readonly IndexedRule[],
  detectors: readonly string[],
): readonly Problem[] {
  return rules.flatMap(({ index, rule: { id, match } }) => {
    if (match.pattern === undefined) return [];
    const at = locateValue(yaml, ['rules', index, 'id']);
    if (!/^[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*$/.test(id) || id.length > 80)
      return [toProblem(yaml, 'CS1027', 'A rule with a pattern needs an id in small letters.', at)];
    return detectors.includes(id)
      ? [toProblem(yaml, 'CS1027', `"${id}" is a detector of Countersign.`, at, 'Give the rule another id.')]
      : [];
  });
}

/** A floor in a pack would bind teams that only wanted its rules. */
export function checkFloorPlaces(yaml: YamlFile, name: LayerName, rules: readonly unknown[]): readonly Problem[] {
  if (mayHaveFloors(name)) return [];
  const message = 'Only the policies of an organisation and of a repository have floors.';
  return rules.flatMap((rule, index) => {
    if (typeof rule !== 'object' || rule === null || !Object.hasOwn(rule, 'floor')) return [];
    return [toProblem(yaml, 'CS1024', message, locateKey(yaml, ['rules', index], 'floor'))];
  });
}
