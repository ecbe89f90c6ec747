import type { Problem } from '../core/model/problem.ts';
import type { Cancel } from '../core/model/cancel.ts';

/** 0 nothing open, 1 obligations open, 2 usage errors, crashes, missing git objects and anything not judged. */
export type ExitCode = 0 | 1 | 2;

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in help: `REV`, `FILE`. */
  readonly value?: string;
  readonly help: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** May be given again; the values come joined by line feeds. */
  readonly isRepeated?: true;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Invocation {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly terminal: Terminal;
}

export type Run = (invocation: Invocation) => Promise<ExitCode>;

/** A row of the table. What it does is loaded when it is called, so that the others cost nothing at start. */
export interface Command {
  readonly name: string;
  readonly title: string;
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Most that may be given. */
  readonly positionals: number;
  readonly load: () => Promise<Run>;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** The process, as far as commands may use it. */
export interface Terminal {
  readonly directory: string;
  /** Resolves when the reader can take more. */
  readonly write: (text: string) => Promise<void>;
  /** To standard error, which is not part of any contract. */
  readonly note: (text: string) => void;
  /** Replaces the last progress line; nothing when standard error is no terminal. */
  readonly progress: (text: string | null) => void;
  readonly input: AsyncIterable<Uint8Array>;
  readonly hasColours: boolean;
  readonly cancel: Cancel;
}

/** A mistake in how the program was called. Exit 2, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problem: Problem;

  constructor(message: string, why: string, fix: string) {
    super(message);
    this.problem = { code: 'CS4001', severity: 'error', message, why, fix };
  }
}
