import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';

/** Code of others that a pipeline takes in by its own syntax, and that then runs with what the pipeline has. */
export interface PipelinePart {
  /** The project, orb or library: what stays when another version of it is taken. */
  readonly name: string;
  /** Branch, tag, commit or release; empty: whatever there is. */
  readonly version: string;
  /** Its makers run the pipelines as well. */
  readonly isOfPlatform?: true;
  readonly node: SyntaxNode;
}

/** One syntax by which pipelines take parts in. One file and one row each. */
export interface PipelineParts {
  /** Also what packages of this kind are called among ecosystems. */
  readonly id: string;
  /** Ids of languages. */
  readonly languages: readonly string[];
  /** Without this word in the text there are none. */
  readonly word: string;
  readonly partsOf: (reading: FileReading) => Iterable<PipelinePart>;
}

export function definePipelineParts(parts: PipelineParts): PipelineParts {
  return parts;
}
