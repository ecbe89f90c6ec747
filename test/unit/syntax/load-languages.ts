import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageById } from '../../../server/src/core/languages/table.ts';
import { neverCancelled } from '../../../server/src/core/model/cancel.ts';
import type { LanguageId, SyntaxTree } from '../../../server/src/core/model/syntax.ts';
import { type LoadedLanguage, loadGrammar } from '../../../server/src/core/syntax/load-grammar.ts';
import { parse } from '../../../server/src/core/syntax/parse.ts';
import { startRuntime, type SyntaxRuntime } from '../../../server/src/core/syntax/runtime.ts';

const root = join(import.meta.dirname, '../../..');
const modules = join(root, 'node_modules');
const loaded = new Map<LanguageId, Promise<LoadedLanguage>>();

export function startTestRuntime(): Promise<SyntaxRuntime> {
  return startRuntime(readFileSync(join(modules, 'web-tree-sitter/web-tree-sitter.wasm')));
}

export function grammarBytes(grammar: string): Uint8Array {
  return readFileSync(join(modules, `tree-sitter-wasm/out/${grammar}/tree-sitter-${grammar}.wasm`));
}

/** From the files of the repository, once a test file. */
export function loadTestLanguage(id: LanguageId): Promise<LoadedLanguage> {
  const known = loaded.get(id) ?? load(id);
  loaded.set(id, known);
  return known;
}

async function load(id: LanguageId): Promise<LoadedLanguage> {
  const language = languageById(id);
  if (language === null) throw new Error(`no language ${id}`);
  await startTestRuntime();
  const facts = [...language.inherits, id].map((each) =>
    readFileSync(join(root, `grammars/${each}/facts.scm`), 'utf8'),
  );
  return loadGrammar({ id, wasm: grammarBytes(language.grammar), facts });
}

export async function parseSample(id: LanguageId, text: string): Promise<SyntaxTree> {
  const parsed = parse(text, await loadTestLanguage(id), neverCancelled);
  if (parsed.kind !== 'tree') throw new Error(parsed.message);
  return parsed.tree;
}
