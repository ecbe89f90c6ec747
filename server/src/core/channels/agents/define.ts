import type { AskingChannel, HookCall, HookNotice, HookVerdict, ProposedEdit } from '../../model/hook.ts';
import type { Fields } from './fields.ts';

/** What a tool's arguments would write. A sentence where they do not say it. */
export type ToolReader = (input: Fields) => readonly ProposedEdit[] | string;

/** A tool call in an agent's envelope. */
export interface Envelope extends Omit<HookCall, 'agent' | 'channel' | 'edits'> {
  /** What it calls itself, where one row stands for several. */
  readonly agentName?: string;
}

/** What an agent says without asking. */
export type Told = Omit<HookNotice, 'agent'> & Pick<Envelope, 'agentName'>;

/** An agent whose tool calls we are asked about: one file and one row. */
export interface AgentDefinition {
  /** As on the command line: `claude-code`. Stands in records for ever. */
  readonly id: string;
  /** For people: "Claude Code". */
  readonly title: string;
  /**
   * Seconds an answer may take: below the agent's own limit for a hook whose configuration names none, because nearly all go on
   * when it is over.
   */
  readonly waitSeconds: number;
  /** Without: its hook asks. */
  readonly channel?: AskingChannel;
  /** Null: another event than a tool call that is about to be made. A sentence: it is one, and cannot be read. */
  readonly open: (payload: Fields) => Envelope | null | string;
  /** Null: no event of which it says anything without asking. */
  readonly hear: (payload: Fields) => Told | null;
  /** What its hook prints then: nothing is decided. */
  readonly heard: string;
  /** By the tool's name; others are read by the shape of their arguments. */
  readonly tools: ReadonlyMap<string, ToolReader>;
  /** What its hook prints, in one of the agent's own documented forms; the process then ends with exit code 0. */
  readonly answer: (verdict: HookVerdict) => string;
}

export function defineAgent(definition: AgentDefinition): AgentDefinition {
  return definition;
}

/** An answer that is one line of JSON. */
export function inJson(value: object): string {
  return JSON.stringify(value);
}
