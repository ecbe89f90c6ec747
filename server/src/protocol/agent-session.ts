/** A session with an agent of the Agent Client Protocol, as its view shows it, and what the proxy tells of the agent's edits. */

/** Sent by `countersign acp --carry-out` when an edit is asked about, and again when that is answered. */
export const editNotice = '_countersign/edit';

/** `asked`: it is being judged, or a person is waited for. `allowed`: no rule holds it. The last four are the end of it. */
export type EditState = 'asked' | 'allowed' | 'accepted' | 'amended' | 'refused';

export interface EditNotice {
  readonly sessionId: string;
  readonly toolCallId?: string;
  /** As the agent names the files. */
  readonly paths: readonly string[];
  readonly state: EditState;
  /** What an agent would be told: why it was refused. */
  readonly reason?: string;
  /** It was asked in a way that takes no reason: the agent knows that it was refused, and not why. */
  readonly isUnheard?: true;
}

export interface SessionView {
  /** "Gemini CLI". */
  readonly agent: string;
  /** As it was started. */
  readonly command: string;
  /** Name of the folder that it works in. */
  readonly folder: string;
  /** `working`: a turn runs. `stopping`: it was asked to end its turn. */
  readonly state: 'starting' | 'ready' | 'working' | 'stopping' | 'ended';
  readonly items: readonly SessionItem[];
  /** Items that are no longer shown. */
  readonly left: number;
  readonly plan: readonly PlanStep[];
  /** Why it ended, or cannot go on. */
  readonly failure: SessionFailure | null;
}

export interface SessionFailure {
  readonly message: string;
  readonly fix: string;
  /** What the agent's program wrote last; may be empty. */
  readonly output: string;
}

export interface PlanStep {
  readonly text: string;
  readonly status: 'pending' | 'in_progress' | 'completed';
}

export type SessionItem = SpokenItem | ToolItem | QuestionItem;

/** `note`: Countersign says it. */
export interface SpokenItem {
  readonly kind: 'person' | 'agent' | 'thought' | 'note';
  readonly id: string;
  readonly text: string;
}

export interface ToolItem {
  readonly kind: 'tool';
  readonly id: string;
  readonly title: string;
  /** As the protocol names it: `edit`, `execute`, `read`, … */
  readonly toolKind: string;
  readonly status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
  /** Absolute, as the agent names them. */
  readonly places: readonly SessionPlace[];
  /** Null: it asked about no edit. */
  readonly edit: { readonly state: EditState; readonly reason: string } | null;
  /** What it came to, in words; may be empty. */
  readonly output: string;
}

export interface SessionPlace {
  readonly path: string;
  /** As people read it. */
  readonly name: string;
}

/** Leave for something that is no edit. */
export interface QuestionItem {
  readonly kind: 'question';
  readonly id: string;
  readonly title: string;
  /** The command, and what is said of it; may be empty. */
  readonly detail: string;
  /** All arguments as they are, where they are more than the command; may be empty. */
  readonly input: string;
  readonly options: readonly QuestionOption[];
  /** Id of the option; null: it waits. Empty: it was taken back. */
  readonly answer: string | null;
}

export interface QuestionOption {
  readonly id: string;
  readonly name: string;
  readonly kind: 'allow_once' | 'allow_always' | 'reject_once' | 'reject_always';
}

/** Messages to the page. */
export type SessionMessage = { readonly kind: 'session'; readonly session: SessionView };

/** Messages of the page. Ids are those of items that it was shown. */
export type SessionAction =
  | { readonly kind: 'ready' }
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'answer'; readonly question: string; readonly option: string }
  | { readonly kind: 'open-review' }
  | { readonly kind: 'open-file'; readonly tool: string; readonly place: number };
