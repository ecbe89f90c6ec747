import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { Argument } from '../../value.ts';

/** What is done with data that is handed over: the `action` of a flow. */
export type SinkAction =
  | 'log'
  | 'send'
  | 'prompt'
  | 'export'
  | 'cookie'
  | 'respond'
  | 'error'
  | 'url'
  | 'token'
  | 'queue'
  | 'store';

/** Where a call takes its arguments. */
export interface DataSink {
  readonly action: SinkAction;
  readonly sink: string;
  /** Host or vendor, when there is one. */
  readonly to: string | null;
  readonly tier: 'resolved' | 'pattern';
  readonly why: string;
  readonly args: readonly Argument[];
}

/** A call as sinks are recognised by. */
export interface SinkCall {
  readonly reading: Reading;
  readonly call: SyntaxNode;
  readonly callee: SyntaxNode;
  /** Canonical path of what is called. */
  readonly path: string | null;
  /** The callee as written, without white space; empty when it is longer than 120 characters. */
  readonly text: string;
  /** What the method is called on, its last name: `log` of `this.log.info`. Empty: nothing short. */
  readonly object: string;
  readonly method: string;
  readonly args: () => readonly Argument[];
}

/** One way to recognise sinks. One file and one table row each. */
export interface SinkFinder {
  readonly id: string;
  readonly find: (call: SinkCall) => DataSink | null;
}

export function defineSinks(finder: SinkFinder): SinkFinder {
  return finder;
}

/** A sink known by its canonical path. */
export function resolvedSink(
  { path, args }: SinkCall,
  action: SinkAction,
  sink: string,
  does: string,
  taken: readonly Argument[] = args(),
  to: string | null = null,
): DataSink {
  return { action, sink, to, tier: 'resolved', why: `\`${path ?? ''}\` ${does}.`, args: taken };
}

/** A sink that only reads like one. */
export function namedSink(
  name: string,
  action: SinkAction,
  sink: string,
  does: string,
  taken: readonly Argument[],
  to: string | null = null,
): DataSink {
  return { action, sink, to, tier: 'pattern', why: `\`${name}\` ${does}.`, args: taken };
}
