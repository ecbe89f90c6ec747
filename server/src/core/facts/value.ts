import type { ClassSummary, ExportSummary } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';

/**
 * What an expression is known to be. `symbol` is a canonical path from an import or a global: `requests.get`,
 * `boto3.client().put_object`; instances of a class are calls of it: `S3Client().send`.
 */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** A string with unknown pieces, each written `*`. */
  | { readonly kind: 'partial'; readonly text: string; readonly parts: readonly Value[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'environment'; readonly name: string; readonly fallback: Value | null }
  | SymbolValue
  | CallValue
  | { readonly kind: 'object'; readonly node: SyntaxNode }
  | { readonly kind: 'list'; readonly node: SyntaxNode | null; readonly items: readonly Value[] }
  /** A function or class of this file. */
  | { readonly kind: 'function'; readonly node: SyntaxNode; readonly receiver: Value | null }
  | { readonly kind: 'class'; readonly node: SyntaxNode }
  | { readonly kind: 'instance'; readonly node: SyntaxNode }
  | ParameterValue
  | { readonly kind: 'unknown' };

export interface SymbolValue {
  readonly kind: 'symbol';
  readonly name: string;
  /** The value the last segment was read from: for `client.put_object`, the client. */
  readonly receiver: Value | null;
  /** Set when the symbol stands in a file of the workspace: its summary, if it is at hand. */
  readonly exported: ExportSummary | null;
  /** The import or global that the path starts from. */
  readonly origin: SyntaxNode | null;
}

export interface CallValue {
  readonly kind: 'call';
  /** Canonical path of what was called, without `()`. */
  readonly of: string;
  readonly receiver: Value | null;
  readonly args: readonly Argument[];
  readonly node: SyntaxNode | null;
  /** Workspace paths of which one defines what was called, when nothing is known of it but its name. */
  readonly needs?: () => readonly string[];
  /** The class of another file that it is an instance of. */
  readonly made?: ClassSummary;
}

export interface ParameterValue {
  readonly kind: 'parameter';
  readonly function: SyntaxNode;
  readonly index: number;
  readonly name: string;
  /** Keys read from it: `req.body.email` is parameter `req` with `['body', 'email']`. */
  readonly keys: readonly string[];
}

export interface Argument {
  /** Keyword arguments have one. */
  readonly name: string | null;
  readonly node: SyntaxNode | null;
  readonly value: () => Value;
}

export const unknown: Value = { kind: 'unknown' };

/** The path that API tables match on; null when nothing is known. */
export function pathOf(value: Value): string | null {
  if (value.kind === 'symbol') return value.name;
  if (value.kind === 'call') return `${value.of}()`;
  return null;
}

/** The text of a string value, with `*` for unknown pieces; null when it is no string or wholly unknown. */
export function textOfValue(value: Value): string | null {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'partial') return /[^*]/.test(value.text) ? value.text : null;
  if (value.kind === 'number') return String(value.value);
  return null;
}

export function argumentAt(args: readonly Argument[], index: number, name?: string): Argument | null {
  if (name !== undefined) {
    const named = args.find((arg) => arg.name === name);
    if (named !== undefined) return named;
  }
  return args.filter((arg) => arg.name === null)[index] ?? null;
}
