/** Weakest first; `obligationRank` in `obligation.ts` orders them. */
export type Obligation =
  | { readonly kind: 'none' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'explain' }
  /** `also`: roles that other rules of the same layer ask besides. Each of them signs. */
  | { readonly kind: 'approve'; readonly role: string; readonly also?: readonly string[] }
  | { readonly kind: 'block' };

/** Earliest first: a later layer's matching rule replaces an earlier one's. */
export type LayerName = 'built-in' | 'pack' | 'organisation' | 'repository' | 'folder';

/**
 * All given fields must match; within a field any value, and none of those that start with `!`. Globs (`*`, `?`, `{a,b}`)
 * are allowed everywhere; only in `path` does `*` stop at `/`. A field the finding has not got does not match.
 */
export interface RuleMatch {
  readonly kind?: readonly string[];
  readonly facet?: readonly string[];
  readonly change?: readonly string[];
  readonly action?: readonly string[];
  readonly resource?: readonly string[];
  readonly resourceKind?: readonly string[];
  readonly dataClass?: readonly string[];
  readonly sink?: readonly string[];
  /** `name=value` of a fact's qualifiers: `shell=true`, `level=write`. */
  readonly qualifier?: readonly string[];
  readonly accessLevel?: readonly string[];
  /** `undeclared`: needed and not granted; `excess`: granted and needed by nobody. */
  readonly grant?: readonly string[];
  readonly via?: readonly string[];
  /** Where a decision is made: `hardcoded`, `config`, `run-time`, `absent`. */
  readonly decision?: readonly string[];
  /** Shape of a chain: `input-to-action`. What is about one fact only has none. */
  readonly chain?: readonly string[];
  readonly path?: readonly string[];
  readonly language?: readonly string[];
  readonly detector?: readonly string[];
  /** `CWE-862`, `ASI03`, `NHI5`. */
  readonly tag?: readonly string[];
  readonly tier?: readonly string[];
  /** `DELETE /users/:id`, `Report.render`. */
  readonly subject?: readonly string[];
  readonly subjectType?: readonly string[];
  readonly principal?: readonly string[];
  readonly exposure?: readonly string[];
  /** `test`, `example`, `generated`, `vendored`, `docs`, or `shipped` for code that is none of these. */
  readonly context?: readonly string[];
  /** Whose edit it is: `agent`, `human`, `unattributed`, `unknown`. */
  readonly origin?: readonly string[];
  readonly agent?: readonly string[];
  readonly model?: readonly string[];
  /** Code by example. The rule is then about what looks like this and nothing else; its id is the detector's. */
  readonly pattern?: readonly string[];
}

export interface Rule {
  /** Given, or made from the layer's file and the rule's position. */
  readonly id: string;
  readonly match: RuleMatch;
  readonly obligation: Obligation;
  /** Only a signature for which its key was touched answers: of whoever approves, else of whoever decides. */
  readonly presence?: true;
  /** A minimum: no later layer lowers it. */
  readonly floor?: true;
  /** What a rule with a pattern says of what it finds. */
  readonly message?: string;
  /** Where the rule stands, for people: file and 1-based line. */
  readonly source: RuleSource;
}

export interface RuleSource {
  readonly file: string;
  readonly line: number;
}

/** Leave for what matches, given by a role for a time. It lowers what rules of its own and earlier layers ask. */
export interface PolicyException {
  readonly id: string;
  readonly match: RuleMatch;
  /** What is still asked. */
  readonly obligation: Obligation;
  readonly reason: string;
  readonly role: string;
  /** The last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly until: string;
  readonly source: RuleSource;
}

export interface Layer {
  readonly name: LayerName;
  readonly title: string;
  /** It is about paths below this folder only: `services/pay`. Absent: everywhere. */
  readonly folder?: string;
  readonly rules: readonly Rule[];
  readonly hold: readonly RuleMatch[];
  readonly exceptions?: readonly PolicyException[];
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

/** A check of the team's own: what a call of this path or a name like this asks for. */
export interface TeamGuard {
  /** `ourAuth.must`: the canonical path of what is called, or its end. */
  readonly call: string;
  readonly requires: 'auth' | 'role' | 'scope' | 'owner' | 'csrf' | 'rate-limit' | 'mfa' | 'signature';
  /** The role or scope, when the call does not say it in its first argument. */
  readonly value?: string;
}

/** A company that code hands data to, which the built-in table has not. */
export interface TeamVendor {
  readonly name: string;
  readonly category?: string;
  readonly sink?: 'third-party' | 'analytics' | 'model-provider';
  /** What canonical paths of its SDK begin with. */
  readonly packages?: readonly string[];
  /** Hosts, subdomains included. */
  readonly hosts?: readonly string[];
}

/** A call of the team's own that data goes to. */
export interface TeamSink {
  readonly call: string;
  readonly sink: string;
  /** Vendor, host, topic: where to, for people. */
  readonly to?: string;
}

/** A function of the team's own that does what another does: `@acme/http.getJson` is `fetch`. */
export interface TeamWrapper {
  readonly call: string;
  readonly does: string;
}

/** Code by example, to be looked for in every text that is read. */
export interface TeamPattern {
  /** The rule's id. */
  readonly id: string;
  readonly patterns: readonly string[];
  /** Languages it is looked for in; empty: every one in which it can be parsed. */
  readonly languages: readonly string[];
  readonly message: string | null;
  /** What no longer looks like it is told too. */
  readonly tellsRemovals: boolean;
}

/** What a team adds to the tables that facts are read by. Plain data: it goes along with every text that is read. */
export interface TeamTables {
  readonly dataClasses?: readonly TeamDataClass[];
  readonly guards?: readonly TeamGuard[];
  readonly vendors?: readonly TeamVendor[];
  readonly sinks?: readonly TeamSink[];
  readonly wrappers?: readonly TeamWrapper[];
  readonly patterns?: readonly TeamPattern[];
}

/** Who owns paths: the role that `{ approve: "@owner" }` stands for. The last row that matches decides. */
export interface PathOwner {
  readonly path: readonly string[];
  readonly role: string;
}

/** Stands for the role that owns the path. */
export const OWNER_ROLE = '@owner';

/** What a person's eye must have done before a hunk can be accepted. */
export interface AttentionSettings {
  /** The weakest obligation on whose hunks every line must have been in view. Absent: on none. */
  readonly fullyInView?: 'acknowledge' | 'explain' | 'approve';
}

export interface GateSettings {
  /** `count`: records that no key of the base's allowed signers has signed count too, but for approvals. Default: refuse. */
  readonly unsigned?: 'refuse' | 'count';
  /** The role whose bypasses pass. Absent: nobody's. */
  readonly bypass?: string;
}

/** What records keep of people. */
export interface PrivacySettings {
  readonly recordPrompts: 'hash' | 'text' | 'none';
  /** `key-id`: people are named by the keys that sign. Absent: by name and address too. */
  readonly identity?: 'full' | 'key-id';
  /** When a hunk was on screen, and for how long: `coarse` is the hour and whole minutes. Absent: exact. */
  readonly attentionTimes?: 'exact' | 'coarse' | 'off';
}

export interface Policy extends TeamTables {
  /** SHA-256 of the canonical form of all layers; recorded, not matched. */
  readonly digest: string;
  readonly mode: 'enforce' | 'observe';
  /** The last day of `observe`, when one is named; `mode` is what holds today. */
  readonly observeUntil?: string;
  /** Weakest layer first: built-in, pack, organisation, repository, folder. */
  readonly layers: readonly Layer[];
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly owners?: readonly PathOwner[];
  /** Who must approve changes that weaken this policy, its roles and signers, and what guards the gate. */
  readonly governedBy?: string;
  /** Lowest first. Extends the built-in role table. */
  readonly roleOrder: readonly (readonly string[])[];
  readonly privacy: PrivacySettings;
  readonly ignore: readonly string[];
  readonly gate?: GateSettings;
  /** What holds for findings under a floor of the organisation: what it says itself. Absent: it has no floors. */
  readonly underFloors?: { readonly ignore: readonly string[]; readonly gate: GateSettings };
  readonly attention?: AttentionSettings;
}

/** What detectors claim about a finding; the policy matches on it. */
export interface Judged {
  readonly obligation: Obligation;
  /** Absent: a signature of any key of the allowed signers does. */
  readonly presence?: true;
  readonly hold: boolean;
  /** A floor of the organisation is about it: what later layers leave out or let pass is not this. */
  readonly underFloor?: true;
  readonly rule: { readonly id: string; readonly layer: LayerName; readonly source: string };
  /** Rules of the same layer that decide with it: each asks another role. Absent: none does. */
  readonly alongside?: readonly { readonly id: string; readonly layer: LayerName; readonly source: string }[];
  /** Rules that matched and were outranked, strongest first. */
  readonly outranked: readonly { readonly id: string; readonly layer: LayerName; readonly obligation: string }[];
}
