import { hookAgents } from './channels/agents/table.ts';
import { chainKinds } from './chains/table.ts';
import { detectors } from './detectors/table.ts';
import { dataClasses } from './facts/data-class-table.ts';
import { exampleLanguages, readExample } from './facts/patterns/compile.ts';
import { languageById } from './languages/table.ts';
import { policyWords } from './load-policy.ts';
import type { Engine } from './load-language.ts';
import { neverCancelled } from './model/cancel.ts';
import type { Loaded, Problem } from './model/problem.ts';
import type { Signers } from './model/ledger.ts';
import type { Policy, RuleMatch } from './model/policy.ts';
import { type KnownWords, lintLayers } from './policy/lint.ts';
import { type PolicyInput, loadPolicy, readLayers } from './policy/load-policy.ts';
import { policyProblems } from './policy/problems.ts';
import { keysOfRole } from './records/allowed-signers.ts';
import { locateValue, toProblem } from './policy/read-yaml.ts';
import { sinkWords } from './policy/words.ts';

/**
 * Verb: a policy as people read and write it.
 *
 * - `printPolicy(policy, source)`: what is in force, as Markdown.
 * - `traceRules(policy, finding, about)`: which rules are about a finding, and why which of them decides.
 * - `lintPolicy(input, engine, around)`: what is wrong with it, and what its rules do not do as they read.
 * - `unreadExamples(policy, engine)`: of the same, what makes a rule of a policy in force ask for nothing.
 * - `parseNdiff`, `checkRules`: a team's fixtures, in the notation of our own tests.
 */
export { printPolicy } from './policy/print-policy.ts';
export { traceRules, type TracedRule } from './policy/trace.ts';
export { checkRules } from './fixtures/check-case.ts';
export { type Case, parseNdiff } from './fixtures/ndiff.ts';

/** Words that findings have. */
export const knownWords: KnownWords = {
  sinks: [...sinkWords, 'browser', 'token'],
  dataClasses: dataClasses.map(({ id }) => id),
  tags: [...new Set([...detectors, ...chainKinds].flatMap(({ tags }) => tags))],
  agents: hookAgents.map(({ id }) => id),
  facets: new Map(detectors.map(({ id, facet }) => [id, facet])),
};

/** What stands beside a policy; absent: not known. */
export interface AroundPolicy {
  /** Files of the workspace, for paths that match none. */
  readonly paths?: readonly string[];
  /** For members of roles without a key; null: there is no list. */
  readonly signers?: Signers | null;
}

/**
 * Problems of loading first, then what well-formed rules do not do. Grammars of the languages of examples are loaded.
 * @throws Error when a grammar cannot be loaded
 */
export async function lintPolicy(
  input: Omit<PolicyInput, 'detectors' | 'languages'>,
  engine: Engine,
  { paths, signers }: AroundPolicy = {},
): Promise<Loaded<Policy>> {
  const given = { ...input, ...policyWords };
  const { value, problems } = loadPolicy(given);
  const { read } = readLayers(given);
  const hasKey = (member: string): boolean => signers != null && keysOfRole([member], signers).size > 0;
  const words = {
    ...knownWords,
    ...(paths === undefined ? {} : { paths }),
    ...(signers === undefined ? {} : { hasKey }),
  };
  const linted = lintLayers(read, words);
  return { value, problems: [...problems, ...linted, ...(await lintExamples(read, engine))] };
}

/** Examples that none of their languages can read. */
async function lintExamples(read: ReturnType<typeof readLayers>['read'], engine: Engine): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { layer, rows, yaml } of read) {
    for (const [at, index] of rows.rules.entries()) {
      const { id, match } = layer.rules[at]!;
      for (const [place, pattern] of (match.pattern ?? []).entries()) {
        // oxlint-disable-next-line no-await-in-loop -- one parser
        const isRead = await isReadable(pattern.replace(/^!/, ''), match.language ?? exampleLanguages, engine);
        if (isRead) continue;
        const where = locateValue(yaml, ['rules', index, 'match', 'pattern', place]);
        const message = `The example of "${id}" cannot be read in ${namedLanguages(match)}.`;
        problems.push(toProblem(yaml, 'CS1046', message, where));
      }
    }
  }
  return problems;
}

/**
 * The same of a policy that is in force: a rule whose example nobody can read asks for nothing, and whoever wrote it thinks it does.
 * @throws Error when a grammar cannot be loaded
 */
export async function unreadExamples({ layers }: Policy, engine: Engine): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { id, match, source } of layers.flatMap(({ rules }) => rules)) {
    for (const pattern of match.pattern ?? []) {
      // oxlint-disable-next-line no-await-in-loop -- one parser
      if (await isReadable(pattern.replace(/^!/, ''), match.language ?? exampleLanguages, engine)) continue;
      const start = { line: source.line - 1, character: 0 };
      const message = `The example of "${id}" cannot be read in ${namedLanguages(match)}.`;
      problems.push({ ...policyProblems.CS1046, code: 'CS1046', message, path: source.file, range: { start, end: start } }); // prettier-ignore
    }
  }
  return problems;
}

function namedLanguages({ language }: RuleMatch): string {
  return language === undefined ? 'any language' : language.join(', ');
}

async function isReadable(example: string, ids: readonly string[], engine: Engine): Promise<boolean> {
  for (const id of ids.filter((each) => exampleLanguages.includes(each))) {
    const language = languageById(id);
    if (language === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- one parser
    await engine.load([id]);
    const parse = (text: string) => {
      const parsed = engine.parse(language, `\u0000example.${id}`, text, neverCancelled);
      return parsed.kind === 'tree' ? parsed.tree : null;
    };
    if (readExample(example, id, parse) !== null) return true;
  }
  return false;
}
