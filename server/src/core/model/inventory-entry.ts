import type { Automation } from './inventory.ts';
import type { Problem } from './problem.ts';
import type { Range } from './text.ts';

/** 1-based, for people and for tools that open it. */
export interface InventoryPlace {
  readonly path: string;
  readonly line: number;
}

/** A permission that its steps or its code need, or that it is given. */
export interface InventoryRight {
  /** `s3:PutObject on arn:aws:s3:::exports/*`, `contents: write of GITHUB_TOKEN`. */
  readonly name: string;
  /**
   * `granted`: needed and given. `missing`: needed, and what would give it is known and does not. `unused`: given, and nothing
   * that is known needs it. `needed`, `given`: the other side is not known.
   */
  readonly state: 'granted' | 'missing' | 'unused' | 'needed' | 'given';
  readonly at: InventoryPlace;
}

/** Personal or sensitive data that its code touches. */
export interface InventoryData {
  /** `contact.email`. */
  readonly dataClass: string;
  /** Where it goes: `log`, `third-party`, `model-provider` …; null: it is read. */
  readonly sink: string | null;
  /** Host or vendor. */
  readonly to: string | null;
  readonly at: InventoryPlace;
}

export interface SharedCredential {
  readonly name: string;
  readonly type: string;
  /** Ids of the other automations that have it. */
  readonly others: readonly string[];
}

/** The newest decision about its file in the ledger. */
export interface LastReview {
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: 'accepted' | 'amended' | 'rejected' | 'undone';
  readonly by: string | null;
  /** The file still is what was decided on. */
  readonly isCurrent: boolean;
}

/** What the register asks for and the automation has not got, or has beyond it. */
export interface RegistrationGap {
  readonly kind: 'unregistered' | 'incomplete' | 'beyond';
  /** `automation`, `owner`, `purpose`, `model`, `tool`, `data class`, `connector`, `identity`, `trigger`. */
  readonly what: string;
  /** Compared: the part's name. */
  readonly name: string;
  /** One sentence. */
  readonly message: string;
  readonly range: Range;
}

/** An automation with what other files say of it. */
export interface InventoryEntry {
  readonly automation: Automation;
  /** Name of the repository or folder; empty when only one was looked at. */
  readonly repository: string;
  /** The automation's file and those that its steps run. */
  readonly files: readonly string[];
  readonly rights: readonly InventoryRight[];
  readonly data: readonly InventoryData[];
  readonly shared: readonly SharedCredential[];
  readonly owner: { readonly name: string; readonly from: 'definition' | 'register' | 'CODEOWNERS' } | null;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  /** Null: there is no register, or it leaves this one out. Empty: registered, and all it does is. */
  readonly registration: readonly RegistrationGap[] | null;
  readonly lastReview: LastReview | null;
}

/** What of an automation may be limited by its registration, and asked for. */
export type RegisterLimit = 'dataClasses' | 'models' | 'tools' | 'connectors' | 'identities' | 'triggers';
export type RegisterField = RegisterLimit | 'owner' | 'purpose' | 'legalBasis';

export interface RegisterEntry {
  /** Path pattern of the definition. */
  readonly path: string;
  readonly kind?: string;
  /** Pattern. */
  readonly name?: string;
  readonly owner?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  /** Patterns of what it may have; absent: not limited, unless the register requires it. */
  readonly limits: Readonly<Partial<Record<RegisterLimit, readonly string[]>>>;
  readonly range: Range;
}

/** `.countersign/inventory.yaml`: which automations there may be. */
export interface Register {
  /** What each registration has to say. */
  readonly require: readonly RegisterField[];
  /** Of the list, or of the file where it has none. */
  readonly requireRange: Range;
  /** Path patterns of what needs no registration. */
  readonly exempt: readonly { readonly pattern: string; readonly range: Range }[];
  readonly entries: readonly RegisterEntry[];
  /** Mistakes in it; where there are errors nothing can be judged by it. */
  readonly problems: readonly Problem[];
}

/** What changed of the inventory between two states of the files. */
export interface Drift {
  readonly added: readonly InventoryEntry[];
  readonly removed: readonly InventoryEntry[];
  readonly changed: readonly ChangedEntry[];
}

export interface ChangedEntry {
  readonly before: InventoryEntry;
  readonly after: InventoryEntry;
  readonly changes: readonly EntryChange[];
}

export interface EntryChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** `trigger`, `identity`, `host`, `model`, `tool`, `approval`, `data`, `owner`, `right`, `registration`. */
  readonly what: string;
  /** `New trigger: pull_request_target, which anybody can pull.` */
  readonly words: string;
  readonly at: InventoryPlace;
}
