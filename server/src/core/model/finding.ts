import type { Chain } from './chain.ts';
import type { HunkId } from './change.ts';
import type { Change, Evidence, Facet, FactKind, Remedy, Resource, Subject, Tier } from './fact.ts';
import type { Judged } from './policy.ts';
import type { LineSpan, Range } from './text.ts';

/** What a detector yields: what happened, with no opinion on who may allow it. */
export interface Detected {
  readonly detectorId: string;
  readonly facet: Facet;
  readonly kind: FactKind;
  readonly change: Change;
  /** One sentence, present tense, naming subject and resource. */
  readonly message: string;
  /** Why it matters in general, from the detector. */
  readonly impact: string;
  readonly fix: string;
  /** An edit of the after-side that would do, where one is known. */
  readonly remedy?: Remedy;
  /** How we know, from the facts. */
  readonly why: readonly string[];
  readonly tags: readonly string[];
  readonly factIds: readonly string[];
  readonly subject: Subject;
  readonly action: string;
  readonly resource: Resource;
  /** Of every fact of the act: one call may send several. */
  readonly dataClasses?: readonly string[];
  readonly sink?: string;
  /** Of the fact; rules match on them. */
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly accessLevel?: string;
  /** More of the fact that rules match on. */
  readonly traits?: { readonly grant?: string; readonly via?: string; readonly decision?: string };
  readonly tier: Tier;
  /** For people: `requireAuth, requireAdmin` -> `requireAuth`. */
  readonly comparison?: { readonly before: string; readonly after: string };
  readonly evidence: readonly Evidence[];
  readonly path: string;
  readonly side: 'before' | 'after';
  readonly range: Range;
  /** Lines of the declaration around it, on its side. Absent at the top of a file. */
  readonly declaration?: LineSpan;
  /** Of what is about the before-side: lines that its subject has now. Absent when it is gone, or was the file. */
  readonly remaining?: readonly LineSpan[];
  /** `test`, `example`, `generated`, `vendored`, `docs`: folded, not hidden. */
  readonly context: readonly string[];
  /** When it is about facts that are joined, not about one: the way, step by step. */
  readonly chain?: Chain;
}

/** A detected change on its hunk, with what the policy makes of it. */
export interface Finding extends Detected, Judged {
  /** Hash of detector, fact key, change, subject and path. No message text, no line, no tool version. */
  readonly fingerprint: string;
  readonly hunk: HunkId;
  /** Fingerprint of the chain that this is a step of: it is settled there. */
  readonly partOf?: string;
}
