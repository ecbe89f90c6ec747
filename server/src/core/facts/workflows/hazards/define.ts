import type { Subject } from '../../../model/fact.ts';
import type { SyntaxNode } from '../../../model/syntax.ts';
import type { FileReading } from '../../define.ts';
import type { Workflow } from '../workflow.ts';

/** Something in a GitHub workflow that lets others in: one file and one row each. Its id is the action of the fact. */
export interface Hazard {
  /** The file's name. */
  readonly id: string;
  readonly find: (reading: FileReading, workflow: Workflow) => Iterable<FoundHazard>;
}

export interface FoundHazard {
  readonly node: SyntaxNode;
  readonly subject: Subject;
  /** What it is about, compared: an action, an image, a condition. */
  readonly what: string;
  /** For people: a sentence. */
  readonly why: string;
}

export function defineHazard(hazard: Hazard): Hazard {
  return hazard;
}
