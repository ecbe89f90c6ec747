import { hookAgents } from './channels/agents/table.ts';
import { chainKinds } from './chains/table.ts';
import { detectors } from './detectors/table.ts';
import { dataClasses } from './facts/data-class-table.ts';
import { languages } from './languages/table.ts';
import { policyWords } from './load-policy.ts';
import type { Problem } from './model/problem.ts';
import { type Assistance, type FieldWords, meaningAt, type Suggestion, suggestionsAt } from './policy/assist.ts';
import { lintLayers } from './policy/lint.ts';
import { loadPolicy, type PolicyInput, readLayers } from './policy/load-policy.ts';
import { knownWords } from './rules.ts';

/**
 * Verb: help with the writing of a policy, for editors.
 *
 * - `policyProblems(input, file)`: everything that is wrong with one file of the policy, at its exact place.
 * - `policySuggestions(text, offset)`, `policyMeaning(text, offset)`: what may stand there, and what stands there. Offsets are
 *   UTF-16. Texts may be half-written; nothing throws.
 */
export type { Assistance, Suggestion } from './policy/assist.ts';

const shippedPacks = ['recommended', 'strict', 'owasp-agentic', 'owasp-nhi', 'privacy', 'payments', 'health'];

const byId = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  say: (row: Row) => string,
): ReadonlyMap<string, string> => new Map(rows.map((row) => [row.id, say(row)]));

const fields: FieldWords = {
  detector: new Map([...byId(detectors, ({ why }) => why), ...byId(chainKinds, ({ id }) => `Joins facts: ${id}.`)]),
  dataClass: byId(dataClasses, ({ label, tags }) => `${label} (${tags.join(', ')})`),
  language: byId(languages, ({ id }) => id),
  agent: byId(hookAgents, ({ id }) => id),
  tag: new Map(knownWords.tags.map((tag) => [tag, 'Findings carry it.'])),
  sink: new Map(knownWords.sinks.map((sink) => [sink, 'Where data goes.'])),
  extends: new Map(shippedPacks.map((name) => [`countersign:${name}`, 'Shipped with Countersign.'])),
};

/** `file`: as the sources name it, `.countersign/policy.yaml`. */
export function policyProblems(input: Omit<PolicyInput, 'detectors' | 'languages'>, file: string): readonly Problem[] {
  const given = { ...input, ...policyWords };
  const { problems } = loadPolicy(given);
  return [...problems, ...lintLayers(readLayers(given).read, knownWords)].filter(({ path }) => path === file);
}

export function policySuggestions(text: string, offset: number): Assistance<readonly Suggestion[]> | null {
  return suggestionsAt(text, offset, fields);
}

export function policyMeaning(text: string, offset: number): Assistance<string> | null {
  return meaningAt(text, offset, fields);
}
