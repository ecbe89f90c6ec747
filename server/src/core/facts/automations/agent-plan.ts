import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import type { FoundApproval, FoundPart } from './define.ts';

/** The way that agents of a file work together, where it is written: a graph, a crew, a team. */
export interface AgentPlan {
  /** In the order in which they are first reached. */
  readonly steps: readonly FoundPart[];
  /** Where a person has to say yes on the way. */
  readonly approvals: readonly FoundApproval[];
  /** Calls that the steps speak of. */
  readonly told: ReadonlySet<SyntaxNode>;
  /** Questions to a person, and tasks, that no step leads to. */
  readonly leftOut: readonly SyntaxNode[];
}

export type PlanReader = (reading: FileReading) => AgentPlan;

/** A node stands in one of these. */
export function isIn(nodes: readonly SyntaxNode[], { start, end }: SyntaxNode): boolean {
  return nodes.some((node) => start >= node.start && end <= node.end);
}
