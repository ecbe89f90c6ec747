import { compilePatterns, type CompiledPatterns } from './facts/patterns/compile.ts';
import type { Engine } from './load-language.ts';
import type { Cancel } from './model/cancel.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { TeamTables } from './model/policy.ts';

/** Examples of the last policies that were used, by language: an analysis asks for the same ones for every text. */
const compiled = new Map<string, CompiledPatterns>();
const MAX_COMPILED = 60;

/** What rules of a team look for by example, in a language. @throws Cancelled */
export function examplesOf(
  team: TeamTables | undefined,
  language: LanguageDefinition,
  engine: Engine,
  cancel: Cancel,
): CompiledPatterns {
  const { patterns = [] } = team ?? {};
  if (patterns.length === 0) return { patterns: [], unread: [] };
  const key = `${language.id} ${JSON.stringify(patterns)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compilePatterns(patterns, language.id, (text) => {
    const parsed = engine.parse(language, EXAMPLE_PATH, text, cancel);
    return parsed.kind === 'tree' ? parsed.tree : null;
  });
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

/** Of no file: what is kept of trees by path must not be mixed up. */
const EXAMPLE_PATH = '\u0000example';
