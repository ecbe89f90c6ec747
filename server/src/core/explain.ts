import { type AnalysisContext, teamTables } from './analysis-context.ts';
import type { FilePair } from './facts/delta.ts';
import type { UnlistedCall } from './facts/read-facts.ts';
import { chainsThrough } from './join-chains.ts';
import type { FileVersion } from './model/change.ts';
import type { Fact } from './model/fact.ts';
import type { Detected } from './model/finding.ts';
import type { Failure } from './model/problem.ts';
import { readOne } from './read-sides.ts';
import { collectWants, joinGranted } from './wants.ts';

export interface Explanation {
  readonly facts: readonly Fact[];
  /** Calls of known libraries that no table has a row for: nothing is claimed of them. */
  readonly unlisted: readonly UnlistedCall[];
  /** Chains that it is a step of, with the files that are at hand. */
  readonly chains: readonly Detected[];
  readonly failures: readonly Failure[];
  readonly wants: readonly string[];
}

/** All facts of one file as it stands, with how each is known. */
export async function explain(path: string, version: FileVersion, context: AnalysisContext): Promise<Explanation> {
  const language = context.engine.languageOf(path, version.text);
  if (language === null) return failed(path, 'No grammar for this kind of file.');
  const job = { path, version, language: language.id, side: 'after', ...teamTables(context) } as const;
  const outcome = await readOne(job, context.files, context);
  if (outcome.kind === 'failed') return failed(path, outcome.message);
  const { facts, uses } = outcome.reading;
  const wants = new Set<string>();
  collectWants(uses, wants);
  const alone: readonly FilePair[] = [{ before: null, after: facts }];
  const pairs = joinGranted(alone, context.files, wants);
  const { unlisted } = facts;
  const chains = chainsThrough(path, pairs, context.files);
  const failures = [...facts.failures, ...chains.failures];
  return { facts: pairs[0]?.after?.facts ?? [], unlisted, chains: chains.detected, failures, wants: [...wants].sort() };
}

function failed(path: string, message: string): Explanation {
  return { facts: [], unlisted: [], chains: [], failures: [{ path, stage: 'parse', message }], wants: [] };
}
