import type { Evidence } from './fact.ts';
import type { LanguageId } from './syntax.ts';

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
  readonly grants: readonly { readonly action: string; readonly resource: string; readonly evidence: Evidence }[];
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
