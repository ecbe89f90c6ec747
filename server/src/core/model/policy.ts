/** Weakest first; `obligationRank` in `obligation.ts` orders them. */
export type Obligation =
  | { readonly kind: 'none' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'explain' }
  | { readonly kind: 'approve'; readonly role: string }
  | { readonly kind: 'block' };

export type LayerName = 'built-in' | 'pack' | 'organisation' | 'repository' | 'folder';

/**
 * All given fields must match; within a field any value, and none of those that start with `!`. Globs (`*`, `?`, `{a,b}`)
 * are allowed everywhere; only in `path` does `*` stop at `/`. A field the finding has not got does not match.
 */
export interface RuleMatch {
  readonly kind?: readonly string[];
  readonly change?: readonly string[];
  readonly action?: readonly string[];
  readonly resource?: readonly string[];
  readonly dataClass?: readonly string[];
  readonly sink?: readonly string[];
  /** `name=value` of a fact's qualifiers: `shell=true`, `level=write`. */
  readonly qualifier?: readonly string[];
  readonly accessLevel?: readonly string[];
  /** Shape of a chain: `input-to-action`. What is about one fact only has none. */
  readonly chain?: readonly string[];
  readonly path?: readonly string[];
  readonly detector?: readonly string[];
  readonly tier?: readonly string[];
  readonly exposure?: readonly string[];
  /** `test`, `example`, `generated`, `vendored`, `docs`, or `shipped` for code that is none of these. */
  readonly context?: readonly string[];
}

export interface Rule {
  /** Given, or made from the layer's file and the rule's position. */
  readonly id: string;
  readonly match: RuleMatch;
  readonly obligation: Obligation;
  /** Where the rule stands, for people: file and 1-based line. */
  readonly source: { readonly file: string; readonly line: number };
}

export interface Layer {
  readonly name: LayerName;
  readonly title: string;
  readonly rules: readonly Rule[];
  readonly hold: readonly RuleMatch[];
}

/** A class of data a team adds, or names it adds to a built-in one of that id. */
export interface TeamDataClass {
  /** `acme.loyalty-number`: what rules match. */
  readonly id: string;
  /** As messages say it. */
  readonly label?: string;
  /** Names that say it alone; `loyalty number` is `loyaltyNumber` and `loyalty_number` too. */
  readonly names?: readonly string[];
  /** Names that say it only in the record of a person. */
  readonly inPerson?: readonly string[];
  /** Names that do not say it here, whatever the built-in table says. */
  readonly except?: readonly string[];
  /** `GDPR Art. 9`, `PCI DSS`. */
  readonly tags?: readonly string[];
}

export interface GateSettings {
  /** `count`: records that no key of the base's allowed signers has signed count too, but for approvals. Default: refuse. */
  readonly unsigned?: 'refuse' | 'count';
  /** The role whose bypasses pass. Absent: nobody's. */
  readonly bypass?: string;
}

export interface Policy {
  /** SHA-256 of the canonical form of all layers; recorded, not matched. */
  readonly digest: string;
  readonly mode: 'enforce' | 'observe';
  /** Weakest layer first: built-in, pack, organisation, repository, folder. */
  readonly layers: readonly Layer[];
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Lowest first. Extends the built-in role table. */
  readonly roleOrder: readonly (readonly string[])[];
  readonly privacy: { readonly recordPrompts: 'hash' | 'text' | 'none' };
  readonly ignore: readonly string[];
  readonly gate?: GateSettings;
  /** Absent: the built-in classes. */
  readonly dataClasses?: readonly TeamDataClass[];
}

/** What detectors claim about a finding; the policy matches on it. */
export interface Judged {
  readonly obligation: Obligation;
  readonly hold: boolean;
  readonly rule: { readonly id: string; readonly layer: LayerName; readonly source: string };
  /** Rules that matched and were outranked, strongest first. */
  readonly outranked: readonly { readonly id: string; readonly layer: LayerName; readonly obligation: string }[];
}
