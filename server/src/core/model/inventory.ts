import type { Range } from './text.ts';

/** What runs by itself: a workflow of a CI service, a flow of a low-code tool, a scheduled job, an application of an agent. */
export interface Automation {
  /** Hash of kind, path and symbol: the same while the file and its name are. */
  readonly id: string;
  /** Row of the table of kinds: `github-actions`, `n8n`, `mcp-server`. */
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** The name or first line of its definition. */
  readonly range: Range;
  readonly triggers: readonly AutomationTrigger[];
  readonly steps: readonly AutomationPart[];
  /** As whom it acts. */
  readonly identities: readonly AutomationIdentity[];
  /** Services that it talks to, by host or by the name of their connector. */
  readonly connectors: readonly AutomationPart[];
  readonly models: readonly AutomationPart[];
  /** What a model may call. */
  readonly tools: readonly AutomationPart[];
  /** Where a person has to say yes. */
  readonly approvals: readonly AutomationPart[];
  /** What it says of itself, or the policy of it. Absent: nobody says. */
  readonly owner?: string;
  readonly purpose?: string;
  /** Sentences: what could not be read of it. */
  readonly gaps: readonly string[];
}

/** `name` is compared, so it has neither line nor version of a tool: `aws-actions/configure-aws-credentials`, `api.stripe.com`. */
export interface AutomationPart {
  readonly name: string;
  /** For people: `writes to sheet "Customers"`. */
  readonly detail?: string;
  readonly range: Range;
}

export interface AutomationTrigger extends AutomationPart {
  readonly type: 'manual' | 'schedule' | 'push' | 'pull-request' | 'comment' | 'event' | 'webhook';
  /** `anybody`: without proof of who they are. */
  readonly by: 'nobody' | 'insiders' | 'anybody' | 'unknown';
}

export interface AutomationIdentity extends AutomationPart {
  readonly type: 'token' | 'role' | 'service-account' | 'credential' | 'user';
  readonly lifetime: 'static' | 'short-lived' | 'unknown';
  /** What it is given, where the definition says: `contents: write`. */
  readonly grants: readonly string[];
}
