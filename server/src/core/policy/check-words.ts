import type { Problem } from '../model/problem.ts';
import type { RuleMatch } from '../model/policy.ts';
import { compileGlob, matchesGlob } from '../text/glob.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { isGlob } from './match.ts';
import type { PolicyProblemCode } from './problems.ts';
import { type YamlFile, type YamlPath, locateValue, toProblem } from './read-yaml.ts';
import type { MatchFile } from './schema.ts';
import { chainWords, changeWords, contextWords, exposureWords, kindWords, tierWords } from './words.ts';

interface Vocabulary {
  readonly code: PolicyProblemCode;
  readonly noun: string;
  readonly words: readonly string[];
}

/** Fields whose values come from a closed list. An empty list is not checked. */
function vocabularies(detectors: readonly string[]): Readonly<Partial<Record<keyof RuleMatch, Vocabulary>>> {
  return {
    kind: { code: 'CS1005', noun: 'kind of fact', words: kindWords },
    detector: { code: 'CS1004', noun: 'detector', words: detectors },
    change: { code: 'CS1006', noun: 'change', words: changeWords },
    chain: { code: 'CS1006', noun: 'shape of a chain', words: chainWords },
    tier: { code: 'CS1006', noun: 'tier', words: tierWords },
    exposure: { code: 'CS1006', noun: 'exposure', words: exposureWords },
    context: { code: 'CS1006', noun: 'context', words: contextWords },
  };
}

/** Words of a match that no finding could ever have, each at its own place. `path` leads to the match. */
export function checkWords(
  yaml: YamlFile,
  path: YamlPath,
  match: MatchFile,
  detectors: readonly string[],
): readonly Problem[] {
  const known = vocabularies(detectors);
  return Object.entries(match).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const patterns = typeof value === 'string' ? [value] : value;
    return patterns.flatMap((pattern, index) => {
      const problem = checkPattern(
        pattern.startsWith('!') ? pattern.slice(1) : pattern,
        known[field as keyof RuleMatch],
      );
      if (problem === null) return [];
      const at = locateValue(yaml, typeof value === 'string' ? [...path, field] : [...path, field, index]);
      return [toProblem(yaml, problem.code, problem.message, at, problem.fix)];
    });
  });
}

interface Wrong {
  readonly code: PolicyProblemCode;
  readonly message: string;
  readonly fix?: string;
}

function checkPattern(pattern: string, vocabulary: Vocabulary | undefined): Wrong | null {
  const glob = compileGlob(pattern, null);
  if (glob === null) return { code: 'CS1012', message: `"${pattern.slice(0, 80)}" is no pattern.` };
  if (vocabulary === undefined || vocabulary.words.length === 0) return null;
  const { code, noun, words } = vocabulary;
  if (words.some((word) => matchesGlob(glob, word))) return null;
  if (isGlob(pattern)) return { code, message: `"${pattern}" matches no ${noun}.` };
  const fix = didYouMean(nearest(pattern, words));
  const message = noun === 'detector' ? `No detector is named "${pattern}".` : `"${pattern}" is no ${noun}.`;
  return fix === undefined ? { code, message } : { code, message, fix };
}
