import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { partOf } from '../workflows/workflow.ts';
import type { FoundInterpolation } from './define.ts';

/** Who writes a text that a definition refers to by a name; null: its authors or the platform. */
export interface Writer {
  readonly source: FoundInterpolation['source'];
  /** A sentence's end: "whoever pushes writes it". */
  readonly by: string;
}

export interface References {
  /** Global; its first group is the name that is referred to. Linear. */
  readonly pattern: RegExp;
  /** What is shown where the pattern spans more than the reference. */
  readonly shown?: (name: string) => string;
  readonly writerOf: (name: string) => Writer | null;
}

export const OUTSIDER: Writer = { source: 'outsider', by: 'whoever pushes or opens a merge request writes it' };
export const CALLER: Writer = { source: 'input', by: 'whatever calls it gives it' };
export const STARTER: Writer = { source: 'dispatch', by: 'whoever may start it by hand gives it' };

const MAX_FOUND = 200;

/** References whose text is put into a command before it is read, each once. */
export function interpolationsIn(
  { unit }: FileReading,
  sink: SyntaxNode,
  { pattern, writerOf, shown }: References,
  rest: Pick<FoundInterpolation, 'into' | 'step' | 'subject'>,
): readonly FoundInterpolation[] {
  const found = new Map<string, FoundInterpolation>();
  for (const match of unit.textOf(sink).matchAll(pattern)) {
    const writer = writerOf(match[1] ?? '');
    if (writer === null || found.has(match[0]) || found.size >= MAX_FOUND) continue;
    const text = shown?.(match[1] ?? '') ?? match[0];
    const node = partOf(sink, match.index, match.index + match[0].length);
    found.set(match[0], { text, ...writer, ...rest, node });
  }
  return [...found.values()];
}
