import type { Range } from './text.ts';

export const chainShapes = [
  /** A text that somebody outside wrote chooses what is run, asked, connected to or written. */
  'input-to-action',
  /** What a model says does. */
  'model-to-action',
  /** Personal data of one file leaves in another. */
  'data-to-outside',
  /** Requests of anybody lead to what few may do. */
  'route-to-privilege',
  /** What starts a workflow reaches its secrets or its rights. */
  'trigger-to-secret',
  /** An agent reads what anybody wrote and what is not for everybody, and can send it away. */
  'agent-to-outside',
  /** An agent, or a server of tools, is given a tool that was there before. */
  'agent-to-tool',
  /** A text that somebody outside wrote is kept for what models are told later. */
  'input-to-memory',
  /** A text that somebody outside wrote is part of what an agent with tools is asked. */
  'input-to-agent',
] as const;

export type ChainShape = (typeof chainShapes)[number];

export type ChainRole = 'source' | 'step' | 'sink';

/** One step, first to last. Each stands somewhere that people can look at. */
export interface ChainStep {
  readonly role: ChainRole;
  /** Of the fact at this place, where there is one. */
  readonly factId?: string;
  readonly path: string;
  readonly range: Range;
  /** A phrase or sentence: "`runReport` is called with it". */
  readonly words: string;
  /** The change set touches the place; else it was there before. */
  readonly isNew: boolean;
}

/** Facts of a change set that are harmless each and are not together. */
export interface Chain {
  readonly shape: ChainShape;
  readonly steps: readonly ChainStep[];
}
