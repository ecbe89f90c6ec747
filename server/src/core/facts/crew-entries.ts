import type { SyntaxNode } from '../model/syntax.ts';
import type { FileReading } from './define.ts';
import { asText, keyText } from './objects.ts';
import { oncePerUnit } from './once-per-unit.ts';

/** By what an entry is an agent or a task of a crew. @see https://docs.crewai.com/concepts/agents (2026-11) */
const AGENT = ['role', 'goal', 'backstory'];
const TASK = ['description', 'expected_output'];

/** Words of which a text that holds one has all. */
export const crewWords: readonly (readonly string[])[] = [AGENT, TASK];

/** An agent or a task of a crew that stands in a file of its own, as `agents.yaml` and `tasks.yaml`. */
export interface CrewEntry {
  readonly kind: 'agent' | 'task';
  readonly name: string;
  readonly node: SyntaxNode;
  readonly entries: ReadonlyMap<string, SyntaxNode>;
}

export const crewEntries = oncePerUnit((reading: FileReading): readonly CrewEntry[] => {
  const { unit, resolver } = reading;
  if (!crewWords.some((words) => words.every((word) => unit.tree.text.includes(word)))) return [];
  return unit.ofKind('object').flatMap((object): readonly CrewEntry[] => {
    const entries = resolver.entriesOf(object);
    const kind = hasAll(entries, AGENT) ? 'agent' : hasAll(entries, TASK) ? 'task' : null;
    if (kind === null) return [];
    const holder = object.parent?.kind === 'entry' ? object.parent : null;
    const own = asText(reading, entries.get('name') ?? entries.get('role') ?? null)?.trim();
    const name = (holder === null ? null : keyText(reading, holder)) ?? own ?? kind;
    return [{ kind, name: name.slice(0, 80), node: holder ?? object, entries }];
  });
});

function hasAll(entries: ReadonlyMap<string, SyntaxNode>, keys: readonly string[]): boolean {
  return keys.every((key) => entries.has(key));
}
