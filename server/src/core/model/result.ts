import type { FileStatus, Hunk, NotJudged } from './change.ts';
import type { Change, Fact } from './fact.ts';
import type { Finding } from './finding.ts';
import type { Failure, Problem } from './problem.ts';

export const RESULT_SCHEMA_VERSION = 1;

export interface ReviewedFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly language: string | null;
  /** `clean`: both sides parsed. `errors`: a side has syntax errors, and removals are claimed only where both have the same ones. `no`: not analysed. */
  readonly parsed: 'clean' | 'errors' | 'no';
  readonly notJudged?: { readonly reason: NotJudged; readonly message: string };
  readonly hunks: readonly Hunk[];
}

export interface ReviewedFact extends Fact {
  readonly change: Change;
  readonly before?: Pick<Fact, 'key' | 'action' | 'resource' | 'qualifiers' | 'detail' | 'provenance'>;
}

/** What `review` answers. Published as JSON Schema in `server/schema/`. */
export interface ReviewResult {
  readonly schemaVersion: typeof RESULT_SCHEMA_VERSION;
  readonly id?: string;
  readonly files: readonly ReviewedFile[];
  /** Every fact that changed; unchanged and moved ones are left out. */
  readonly facts: readonly ReviewedFact[];
  readonly findings: readonly Finding[];
  readonly failures: readonly Failure[];
  /** Mistakes in the policy and limits that were met; they do not stop the analysis. */
  readonly problems: readonly Problem[];
  /**
   * Other files that a file builds on, as far as the analysis looked. Never published: the gate asks whether what a finding may
   * come from was accepted too.
   */
  readonly buildsOn?: ReadonlyMap<string, readonly string[]>;
  readonly stats: { readonly files: number; readonly bytes: number; readonly ms?: number };
}
