import type { AgentSummary } from './agent-reach.ts';
import type { Evidence } from './fact.ts';
import type { Register } from './inventory-entry.ts';
import type { PassageSummary } from './passage.ts';
import type { LanguageId } from './syntax.ts';
import type { Range } from './text.ts';

/**
 * What other files may need to know of a file, keyed by its blob. Plain data: no trees, no nodes. Kept by the host.
 */
export interface FileSummary {
  readonly path: string;
  readonly blob: string;
  /** Changes with what the summary says, not with the text it was made from. */
  readonly digest: string;
  readonly language: LanguageId | null;
  /** `default` is a name like any other. */
  readonly exports: Readonly<Record<string, ExportSummary>>;
  /** Re-exports of everything: `export * from './x'`; resolved paths, candidates in order. */
  readonly reexports: readonly (readonly string[])[];
  /** Routers of other modules that this file mounts, with the guards in front of them. */
  readonly mounts: readonly Mount[];
  /** What a policy, binding or `permissions:` block in this file gives. */
  readonly grants: readonly GrantSummary[];
  /** What its own code asks of AWS, and whose code it builds on. Absent: it is no code. Not part of the digest. */
  readonly code?: CodeSummary;
  /** Which code runs as whom, and who has which policies. Absent: it says nothing about that. Not part of the digest. */
  readonly roles?: RoleSummary;
  /** What it contributes to chains over files. Absent: nothing. Not part of the digest. */
  readonly passages?: PassageSummary;
  /** Which agents it makes or configures, and what its functions reach. Absent: neither. Not part of the digest. */
  readonly agents?: AgentSummary;
  /** Which automations there may be. Absent: it is no register. Not part of the digest. */
  readonly register?: Register;
  /** The text of a CODEOWNERS file. Not part of the digest. */
  readonly owners?: string;
}

export interface GrantSummary {
  readonly action: string;
  readonly resource: string;
  /** Who has it: the symbol of a role, of a function, of a policy. */
  readonly holder: string;
  readonly evidence: Evidence;
  /** The policy gives more than is listed. */
  readonly isPartial?: true;
  /** How the action is written, where it has wildcards and can be written otherwise. */
  readonly written?: WrittenText;
  /** The same of its resource, where that is everything. */
  readonly on?: WrittenText;
}

/** A text by itself, one of a list on a line, or a line of a list of YAML. */
export interface WrittenText {
  readonly range: Range;
  readonly as: 'value' | 'item' | 'line';
  /** Around it; empty: none. */
  readonly quote: string;
}

export interface CodeSummary {
  readonly needs: readonly NeedSummary[];
  readonly imports: readonly ImportSummary[];
  /** Prefixes of the services that it makes clients for: `s3`. */
  readonly services: readonly string[];
  /** Why it may need more than is listed: sentences. */
  readonly gaps: readonly string[];
}

export interface ImportSummary {
  /** What is taken from it by name. */
  readonly names: readonly string[];
  /** Candidates in order, of which one may be a folder's pattern. */
  readonly paths: readonly string[];
  /** It is no package: if none of the candidates exists, code is missing. */
  readonly isOwn: boolean;
  /** Absent: it stands nowhere. */
  readonly range?: Range;
  /** Of a folder's files only those of these classes. */
  readonly classes?: readonly string[];
}

export interface NeedSummary {
  readonly action: string;
  /** Compared: an ARN pattern, or something else where the code does not say. */
  readonly norm: string;
  /** The outermost declaration that it stands in; empty at the top of the file. */
  readonly within: string;
  readonly range: Range;
  /** Only of what is sure anybody is told that it is missing; a guess is no part of a policy. */
  readonly certainty: 'sure' | 'likely' | 'guess';
}

/** Symbols are those that grants have for their holders; they are unique in their scope. */
export interface RoleSummary {
  /** The file, or the folder whose files are one configuration. */
  readonly scope: string;
  /** The other files of the configuration, as a folder's pattern; null: this is all of it. */
  readonly others: string | null;
  readonly workloads: readonly Workload[];
  /** `holder` has what `policy` gives; or, of a trust policy, may be taken on by whom that names. */
  readonly attachments: readonly { readonly holder: string; readonly policy: string; readonly isTrust?: true }[];
  /** Roles and policies that are declared here, those that give nothing too. */
  readonly declared: readonly string[];
  /** What is not known of a holder's grants: sentences. Holder `*`: of everybody's in this scope. */
  readonly gaps: readonly { readonly holder: string; readonly why: string }[];
  /** Event sources, destinations, networks, keys: the service itself uses what a role is given. */
  readonly isUsedByService: boolean;
  /** Who may take on a role or is named by the policy of a resource. */
  readonly trusts: readonly { readonly holder: string; readonly action: string; readonly principal: string }[];
}

/** Code that runs as a role: a function of Lambda. */
export interface Workload {
  readonly symbol: string;
  /** The role that it runs as: its own symbol when the role is made for it. Null: not known. */
  readonly role: string | null;
  /** The file that is started: candidates in order. Empty: not known. */
  readonly paths: readonly string[];
  /** The function in that file that is called; null: all of it. */
  readonly handler: string | null;
  /** Why not all of its code is known: sentences. */
  readonly gaps: readonly string[];
  readonly range: Range;
}

export type ExportSummary =
  | { readonly kind: 'value'; readonly value: ConstantValue }
  /** Defined elsewhere: resolved path candidates and the name there; `*` for the module as a whole. */
  | { readonly kind: 'alias'; readonly paths: readonly string[]; readonly module: string; readonly name: string }
  | FunctionSummary
  | ClassSummary
  /** A router object: guards that every route on it inherits. */
  | { readonly kind: 'router'; readonly guards: readonly GuardSummary[] }
  | (CallSummary & { readonly kind: 'instance'; readonly symbol: string });

/** What a call gives: `boto3.resource('dynamodb').Table('orders')`. */
export interface CallSummary {
  /** Canonical path of what was called: `boto3.client`. */
  readonly of: string;
  readonly args: readonly ConstantValue[];
  readonly keywords?: Readonly<Record<string, ConstantValue>>;
  /** The call whose result it was called on. */
  readonly receiver?: CallSummary;
  /** Paths of which one defines what was called, when that file was not at hand: whoever uses this wants it. */
  readonly needs?: readonly string[];
}

export interface ClassSummary {
  readonly kind: 'class';
  readonly symbol: string;
  /** Its own and those of the classes it extends, as far as they are at hand. */
  readonly members: Readonly<Record<string, ExportSummary>>;
  /** What its instances hold about people, as far as its own fields say. Absent: nothing. */
  readonly data?: readonly GivenLeak[];
  /** What it asks of whoever calls an entry point of a class that extends it. Absent: nothing. */
  readonly guards?: readonly GuardSummary[];
}

export type ConstantValue =
  | { readonly kind: 'text'; readonly text: string }
  /** Partly known: `*` stands for what is not. */
  | { readonly kind: 'partial'; readonly text: string }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly ConstantValue[] }
  /** A parameter of the function that the summary is of. */
  | { readonly kind: 'parameter'; readonly index: number; readonly name: string }
  | { readonly kind: 'unknown' };

export interface FunctionSummary {
  readonly kind: 'function';
  readonly symbol: string;
  /** The file that it stands in. */
  readonly path: string;
  /** It stops the request or throws unless these hold of the caller. Empty: only for callers who give credentials. */
  readonly guards?: readonly GuardSummary[];
  /** What holds of the caller when it answers true: all of these. */
  readonly holds?: readonly GuardSummary[];
  /** What it does with its parameters: `getJson(url)` connects to parameter 0. */
  readonly effects: readonly ParameterEffect[];
  /** What it returns, when it is one thing: `boto3.client('s3')`. */
  readonly returns?: CallSummary;
  /** The class of its own file or package whose instance it returns. */
  readonly makes?: string;
  /** Where data goes that it is given: callers say whose data that is. */
  readonly handsOn?: readonly HandOn[];
  /** What of its answer is data about people. Absent: nobody knows. */
  readonly gives?: GivenData;
}

/** A parameter of a function, as a call fills it. */
export interface ParameterPlace {
  /** Without `self`. */
  readonly index: number;
  readonly name: string;
  /** It takes the rest of the arguments. */
  readonly rest: boolean;
}

/** A parameter that reaches a sink: `track(event, properties)` sends parameter 1 to Mixpanel. */
export interface HandOn extends ParameterPlace {
  /** `log`, `send`, `prompt` … */
  readonly action: string;
  readonly sink: string;
  /** Host or vendor, when there is one. */
  readonly to: string | null;
  readonly tier: 'resolved' | 'pattern';
  readonly why: string;
  /** Symbols of the functions on the way, outermost first. */
  readonly through: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface GivenData {
  /** Nothing of its arguments and of nobody: a mask, a hash, a count. */
  readonly isClean?: true;
  readonly leaks: readonly GivenLeak[];
  /** Parameters whose arguments are in it. */
  readonly parameters: readonly ParameterPlace[];
}

export interface GivenLeak {
  readonly dataClass: string;
  readonly field: string;
  readonly tier: 'pattern' | 'name';
  readonly ordinaryInLogs?: true;
}

export interface GuardSummary {
  /** `require-auth`, `require-role`, … */
  readonly action: string;
  /** Alternatives, each with its kind: `role:admin|role:support`, `check:access`; see `facts/guards/requirement.ts`. */
  readonly norm: string;
  readonly name: string;
  readonly evidence: Evidence;
  /** What else lets a request pass: `environment`, `flag`, `anonymous`, `request`, `data`; `exempt`: the guard is lifted. */
  readonly condition?: string;
}

export interface ParameterEffect {
  readonly kind: string;
  readonly action: string;
  readonly resourceKind: string;
  /** Index of the parameter that becomes the resource. */
  readonly parameter: number;
  /** Symbol of the call inside: `requests.get`. */
  readonly through: string;
}

export interface Mount {
  readonly prefix: string;
  readonly guards: readonly GuardSummary[];
  readonly paths: readonly string[];
  readonly name: string;
}
