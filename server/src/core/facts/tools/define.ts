import type { SyntaxNode } from '../../model/syntax.ts';

/** A function that models call with arguments of their choice. */
export interface ToolRegistration {
  readonly fn: SyntaxNode;
  /** The decorator, call or class that makes it one. */
  readonly node: SyntaxNode;
  /** What models know it by; null: as the node or the function is called. */
  readonly name: string | null;
  /** What models are told of it, where a call says so. */
  readonly description: SyntaxNode | null;
  /** Who has one of it has all. Null: lists say who is given it. */
  readonly set: ToolSet | null;
}

/** A server takes in the tools of its file, or of the folder that its package or its search goes over; an object those of its class. */
export type ToolSet = 'file' | 'folder' | { readonly class: string };
