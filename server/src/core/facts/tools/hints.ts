import type { SyntaxNode } from '../../model/syntax.ts';
import { optionsOf } from '../agent-reach/registered-tool.ts';
import type { ToolEffect } from '../apis/agent-tool-effects.ts';
import type { FileReading } from '../define.ts';

/** What a tool says of itself, by which clients choose whether they ask a person. */
export interface ToolHint {
  readonly name: 'readOnlyHint' | 'destructiveHint' | 'openWorldHint';
  readonly isTrue: boolean;
  readonly node: SyntaxNode;
}

/** Names in attributes of C#, beside those of the protocol. @see https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations */
const NAMES: ReadonlyMap<string, ToolHint['name']> = new Map([
  ['readOnlyHint', 'readOnlyHint'],
  ['destructiveHint', 'destructiveHint'],
  ['openWorldHint', 'openWorldHint'],
  ['ReadOnly', 'readOnlyHint'],
  ['Destructive', 'destructiveHint'],
  ['OpenWorld', 'openWorldHint'],
]);

export function* hintsOf(reading: FileReading, registration: SyntaxNode): Generator<ToolHint> {
  for (const [key, node] of optionsOf(reading, registration)) {
    yield* hint(reading, key, node);
    if (key === 'annotations') for (const [name, at] of entriesIn(reading, node)) yield* hint(reading, name, at);
  }
}

function* hint({ resolver }: FileReading, key: string, node: SyntaxNode): Generator<ToolHint> {
  const name = NAMES.get(key);
  const value = name === undefined ? null : resolver.valueOf(node);
  if (name !== undefined && value?.kind === 'boolean') yield { name, isTrue: value.value, node };
}

/** `{ readOnlyHint: true }`, `ToolAnnotations(readOnlyHint=True)` */
function entriesIn({ resolver }: FileReading, node: SyntaxNode): readonly (readonly [string, SyntaxNode])[] {
  const given = resolver.valueOf(node);
  if (given.kind === 'object') return [...resolver.entriesOf(given.node)];
  if (given.kind !== 'call') return [];
  return given.args.flatMap(({ name, node: at }) => (name === null || at === null ? [] : [[name, at] as const]));
}

const CHANGES: ReadonlySet<ToolEffect> = new Set(['write', 'delete', 'run', 'leak']);
const DESTROYS: ReadonlySet<ToolEffect> = new Set(['delete', 'run', 'leak']);
const REACHES: ReadonlySet<ToolEffect> = new Set(['network', 'leak']);

/** `narrow`: it tells clients to be careful. `wide`: it tells them that they need not, and does otherwise itself. */
export function reachOfHint({ name, isTrue }: ToolHint, effect: ToolEffect): 'narrow' | 'plain' | 'wide' {
  if (isTrue !== (name === 'readOnlyHint')) return 'narrow';
  const denied = name === 'readOnlyHint' ? CHANGES : name === 'destructiveHint' ? DESTROYS : REACHES;
  return denied.has(effect) ? 'wide' : 'plain';
}
