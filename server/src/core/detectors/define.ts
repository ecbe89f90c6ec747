import type { Change, Evidence, Fact, FactChange, Facet, FactKind } from '../model/fact.ts';

/** What a detector says of one change; `detect.ts` completes it to a finding. */
export interface Detection {
  readonly change: FactChange;
  /** When the finding goes by another id than the detector's: that of a rule of the team. */
  readonly id?: string;
  /** One sentence, present tense: "DELETE /users/:id no longer requires admin." */
  readonly message: string;
  /** More changes that are the same act, told in the same sentence: a router guard that covered twelve routes. */
  readonly also?: readonly FactChange[];
  readonly comparison?: { readonly before: string; readonly after: string };
  /** When the finding is about another change of the fact than the row says. */
  readonly as?: Change;
  readonly evidence?: readonly Evidence[];
}

/** The rows of a delta, by kind. Unchanged and moved ones are left out unless asked for. */
export interface Delta {
  readonly of: (kind: FactKind, ...changes: readonly Change[]) => readonly FactChange[];
  readonly added: (kind: FactKind) => readonly FactChange[];
  /** Removed while what it hung on is still there. */
  readonly removed: (kind: FactKind) => readonly FactChange[];
  /** All after-side facts of the change set, unchanged ones included: for siblings and joins. */
  readonly after: (kind: FactKind) => readonly Fact[];
}

/** A detector turns a delta into findings and has no opinion on who may allow it. */
export interface Detector {
  /** The file's name; says what it reports. */
  readonly id: string;
  readonly facet: Facet;
  readonly why: string;
  readonly fix: string;
  /** CWE, OWASP Agentic (ASI) and Non-Human Identities (NHI) ids. */
  readonly tags: readonly string[];
  readonly detect: (delta: Delta) => Iterable<Detection>;
}

export function defineDetector(detector: Detector): Detector {
  return detector;
}
