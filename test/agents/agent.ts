import type { HookRow } from './hook-row.ts';
import type { Wire } from './model-server.ts';

/** What the model asks for next: one call of a tool, or words, with which it ends its turn. */
export type Move =
  /** `old`: one whole line that the file has once. Without `old` the file is new. */
  | { readonly kind: 'edit'; readonly path: string; readonly old?: string; readonly text: string }
  /** `outside`: where the agent has a sandbox, the command is to run without it. */
  | { readonly kind: 'shell'; readonly command: string; readonly outside?: true }
  | { readonly kind: 'say'; readonly words: string };

/** A folder of its own for every run: whatever the agent keeps stays there. */
export interface AgentHome {
  readonly home: string;
  /** Where the agent works. */
  readonly root: string;
  readonly modelUrl: string;
  /** Null: the agent asks nobody. */
  readonly hook: HookRow | null;
}

export interface AgentCommand {
  /** For Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An agent that tests run: one file. */
export interface Agent {
  /** As `countersign hook` names it. */
  readonly id: 'codex' | 'gemini-cli';
  readonly title: string;
  readonly wire: Wire;
  /** Writes the agent's own settings, and says how it is started to do what it is asked without asking anybody else. */
  readonly prepare: (home: AgentHome) => AgentCommand;
}
