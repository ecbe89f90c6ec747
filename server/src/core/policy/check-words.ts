import type { Problem } from '../model/problem.ts';
import { compileGlob, matchesGlob } from '../text/glob.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { isGlob, type MatchField } from './match.ts';
import type { PolicyProblemCode } from './problems.ts';
import { type YamlFile, type YamlPath, locateValue, toProblem } from './read-yaml.ts';
import type { MatchFile } from './schema-match.ts';
import {
  chainWords,
  changeWords,
  contextWords,
  decisionWords,
  exposureWords,
  facetWords,
  grantWords,
  kindWords,
  originWords,
  subjectTypeWords,
  tierWords,
  viaWords,
} from './words.ts';

/** Words that only the shell's tables know. An empty list is not checked. */
export interface Vocabulary {
  readonly detectors: readonly string[];
  readonly languages: readonly string[];
  /** Ids of rules of the policy that look for code: findings go by them. */
  readonly teamDetectors?: readonly string[];
}

interface ClosedList {
  readonly code: PolicyProblemCode;
  readonly noun: string;
  readonly words: readonly string[];
}

/** Fields whose values come from a closed list. An empty list is not checked. */
export function closedLists({
  detectors: known,
  languages,
  teamDetectors = [],
}: Vocabulary): Readonly<Partial<Record<MatchField, ClosedList>>> {
  const detectors = known.length === 0 ? known : [...known, ...teamDetectors];
  const list = (noun: string, words: readonly string[]): ClosedList => ({ code: 'CS1006', noun, words });
  return {
    kind: { code: 'CS1005', noun: 'kind of fact', words: kindWords },
    detector: { code: 'CS1004', noun: 'detector', words: detectors },
    facet: list('facet', facetWords),
    change: list('change', changeWords),
    chain: list('shape of a chain', chainWords),
    tier: list('tier', tierWords),
    exposure: list('exposure', exposureWords),
    context: list('context', contextWords),
    origin: list('origin', originWords),
    subjectType: list('type of subject', subjectTypeWords),
    grant: list('state of a grant', grantWords),
    via: list('way of needing', viaWords),
    decision: list('place of a decision', decisionWords),
    language: list('language', languages),
  };
}

/** Words of a match that no finding could ever have, each at its own place. `path` leads to the match. */
export function checkWords(
  yaml: YamlFile,
  path: YamlPath,
  match: MatchFile,
  vocabulary: Vocabulary,
): readonly Problem[] {
  const known = closedLists(vocabulary);
  return Object.entries(match).flatMap(([field, value]) => {
    // Code is no glob: what is wrong with an example is found where it is parsed.
    if (value === undefined || field === 'pattern') return [];
    const patterns = typeof value === 'string' ? [value] : value;
    return patterns.flatMap((pattern, index) => {
      const problem = checkPattern(pattern.startsWith('!') ? pattern.slice(1) : pattern, known[field as MatchField]);
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

function checkPattern(pattern: string, vocabulary: ClosedList | undefined): Wrong | null {
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
