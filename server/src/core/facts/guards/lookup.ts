import type { SyntaxNode } from '../../model/syntax.ts';

/**
 * One record found by its key: `Estimate.objects.get(pk=id, project_id=project)`, `getLabelOfRepo(repoId, id)`. Whoever
 * knows an id reaches the record, unless the lookup is limited to what the caller was let in for.
 */
export interface Lookup {
  readonly node: SyntaxNode;
  /** What is looked up, in words. */
  readonly target: string;
  readonly limits: readonly Limit[];
  /** It goes on from another query, which is told instead. */
  readonly isNarrowing?: boolean;
}

/** `parent`: to what hangs on another record. `owner`: to what the caller is handed in for. `visible`: to what somebody may see. */
export interface Limit {
  readonly value: 'parent' | 'owner' | 'visible';
  readonly node: SyntaxNode;
}
