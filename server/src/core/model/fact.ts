import type { LineSpan, Range } from './text.ts';

export type Facet = 'permission' | 'data' | 'identity' | 'supply-chain' | 'agent' | 'workflow' | 'assurance';

/** The registry in `facts/kinds.ts` says what each kind means and which qualifiers it has. */
export type FactKind =
  | 'permission.cloud'
  | 'permission.grant'
  | 'permission.scope'
  | 'permission.network'
  | 'permission.filesystem'
  | 'permission.process'
  | 'permission.environment'
  | 'permission.secret'
  | 'permission.database'
  | 'permission.runtime'
  | 'data.field'
  | 'data.flow'
  | 'data.protection'
  | 'identity.exposure'
  | 'identity.guard'
  | 'identity.condition'
  | 'identity.principal'
  | 'identity.token'
  | 'identity.session'
  | 'identity.credential'
  | 'identity.federation'
  | 'identity.provisioning'
  | 'identity.assignment'
  | 'supply-chain.dependency'
  | 'supply-chain.script'
  | 'supply-chain.remote-code'
  | 'agent.prompt'
  | 'agent.output'
  | 'agent.tool'
  | 'agent.provider'
  | 'agent.autonomy'
  | 'agent.config'
  | 'agent.hidden-text'
  | 'workflow.trigger'
  | 'workflow.step'
  | 'workflow.gate'
  | 'workflow.identity'
  | 'workflow.registration'
  | 'assurance.audit-log'
  | 'assurance.test'
  | 'assurance.suppression'
  | 'assurance.detection'
  | 'assurance.tls'
  /** What browsers are told to hold back from pages. */
  | 'assurance.browser'
  /** What a program's own means are told to leave alone. */
  | 'assurance.hardening'
  /** Code that a rule of the team describes by example. */
  | 'assurance.pattern';

export type SubjectType =
  | 'function'
  | 'route'
  | 'job'
  | 'step'
  | 'resource'
  | 'class'
  | 'workflow'
  | 'file'
  | 'tool'
  | 'package';

/** Who gains or does it. The symbol has no path and no line: `DELETE /users/:id`, `Report.render`, `jobs.release`. */
export interface Subject {
  readonly type: SubjectType;
  readonly symbol: string;
  readonly principal?: string;
  readonly exposure?: 'public' | 'authenticated' | 'internal' | 'ci' | 'unknown';
}

export interface Resource {
  /** `bucket`, `host`, `command`, `variable`, `class`, `role`, `package`, `token` … */
  readonly kind: string;
  /** As it stands in the code, when it does. */
  readonly value?: string;
  /** Compared and hashed: normalised value, or `dynamic` when it is only known at run time. */
  readonly norm: string;
  readonly dynamic: boolean;
}

/** How a fact was known, strongest first. */
export type Tier = 'proven' | 'resolved' | 'pattern' | 'name';

export type EvidenceRole =
  | 'import'
  | 'client'
  | 'call'
  | 'source'
  | 'sink'
  | 'guard'
  | 'literal'
  | 'declaration'
  | 'caller';

export interface Evidence {
  readonly path: string;
  readonly range: Range;
  readonly role: EvidenceRole;
}

export interface Decision {
  readonly at: 'run-time' | 'config' | 'hardcoded' | 'absent';
  readonly basis: string;
  readonly value?: string;
}

export interface FactDetail {
  readonly accessLevel?: string;
  readonly risk?: readonly string[];
  /** `contact.email`, `identity.date-of-birth`, `credential` … see `facts/data-classes.ts`. */
  readonly dataClass?: string;
  /** What models are told of a tool: shown, not compared. */
  readonly text?: string;
  /** The field's own name as written. */
  readonly field?: string;
  /** `log`, `network`, `third-party`, `model-provider` … */
  readonly sink?: string;
  readonly decision?: Decision;
  readonly ttlSeconds?: number;
  readonly via?: 'direct' | 'transitive' | 'forwarded' | 'cli';
  /** Calls the value went through, outermost first. */
  readonly path?: readonly string[];
  readonly grant?: 'declared' | 'undeclared' | 'excess';
  readonly remedy?: Remedy;
  /** Of code that a rule describes by example: what the rule says of it. */
  readonly pattern?: { readonly message: string | null; readonly tellsRemovals: boolean };
  /** Of a cluster: where an object is, when its manifest says. */
  readonly namespace?: string;
  /** What pods run as: a name of their namespace. */
  readonly serviceAccount?: string;
}

/** A text that is known to suffice in place of what stands there. */
export interface Remedy {
  /** What one does with it: "Lower issues to read, which the steps need". */
  readonly title: string;
  readonly range: Range;
  readonly newText: string;
}

export interface FileContext {
  readonly test: boolean;
  readonly example: boolean;
  readonly generated: boolean;
  readonly vendored: boolean;
  readonly docs: boolean;
}

/** One statement about code that survives reformatting, renaming of locals and moving. */
export interface Fact {
  /** Hash of kind, action, resource.norm and qualifiers. No line numbers, no path, no subject. */
  readonly key: string;
  /** Hash of key and subject symbol. */
  readonly id: string;
  readonly facet: Facet;
  readonly kind: FactKind;
  readonly subject: Subject;
  readonly action: string;
  readonly resource: Resource;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly detail?: FactDetail;
  readonly provenance: {
    readonly path: string;
    readonly side: 'before' | 'after';
    readonly range: Range;
    /** Symbol path of the innermost enclosing declaration. */
    readonly anchor: string;
    /** Its lines. Absent at the top of a file. */
    readonly declaration?: LineSpan;
    readonly evidence: readonly Evidence[];
  };
  readonly confidence: { readonly tier: Tier; readonly why: readonly string[] };
  readonly context: FileContext;
}

export type Change =
  | 'added'
  | 'removed'
  | 'widened'
  | 'narrowed'
  | 'weakened'
  | 'strengthened'
  | 'redirected'
  | 'moved'
  | 'unchanged';

/** One row of the delta. `fact` is the after-side fact, except for `removed`, where it is the before-side one. */
export interface FactChange {
  readonly change: Change;
  readonly fact: Fact;
  /** The paired before-side fact of a changed or moved one. */
  readonly before?: Fact;
  /**
   * For `removed`: what the fact hung on still exists on the after-side, and both sides parsed. For `added`: what it hangs
   * on existed before.
   */
  readonly subjectPresent: boolean;
  /** Why the pair was ordered as it was: `admin is above member (role table)`. */
  readonly order?: string;
}
