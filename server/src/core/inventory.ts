import { automationsOf, mayHold, toAutomation } from './facts/automations/find-automations.ts';
import { automationKinds } from './facts/automations/table.ts';
import { createFileReading } from './facts/read-facts.ts';
import { createWorkspace } from './facts/workspace.ts';
import type { Engine } from './load-language.ts';
import type { Cancel } from './model/cancel.ts';
import type { FileVersion } from './model/change.ts';
import type { Automation } from './model/inventory.ts';
import type { Failure } from './model/problem.ts';
import type { Summaries } from './read-sides.ts';

/** Kinds of automations by id, with how people call them: `n8n` is "n8n workflow". */
export const automationTitles: ReadonlyMap<string, string> = new Map(
  automationKinds.map(({ id, title }) => [id, title]),
);

export interface AutomationsRead {
  readonly automations: readonly Automation[];
  /** What could not be read. */
  readonly failures: readonly Failure[];
}

export interface AutomationContext {
  readonly engine: Engine;
  readonly cancel: Cancel;
  /** What is known of other files: names that come from there are followed. */
  readonly known?: Summaries;
}

/** By words alone: a file that answers false need not be parsed. */
export function mayHoldAutomation(path: string, text: string, engine: Engine): boolean {
  const language = engine.languageOf(path, text);
  return language !== null && mayHold(language, text);
}

/**
 * What runs by itself, as one file says it. The file is parsed; what it says is not run.
 * @throws Cancelled
 * @throws Error when a grammar cannot be loaded
 */
export async function readAutomations(
  path: string,
  { text, blob }: FileVersion,
  { engine, cancel, known = new Map() }: AutomationContext,
): Promise<AutomationsRead> {
  const language = engine.languageOf(path, text);
  if (language === null || !mayHold(language, text)) return { automations: [], failures: [] };
  await engine.load([language.id]);
  const parsed = engine.parse(language, path, text, cancel);
  if (parsed.kind === 'not-parsed')
    return { automations: [], failures: [{ path, stage: 'parse', message: parsed.message }] };
  const workspace = createWorkspace(known, new Map(), path);
  const reading = createFileReading({ path, blob, side: 'after', language, tree: parsed.tree }, workspace);
  try {
    return { automations: automationsOf(reading).map((each) => toAutomation(reading, each)), failures: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { automations: [], failures: [{ path, stage: 'facts', message }] };
  }
}
