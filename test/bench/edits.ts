import fs from 'node:fs';
import path from 'node:path';
import { Language, Parser, Query } from 'web-tree-sitter';
import { analyze, createEngine, ingestTexts, loadPolicy, originOf } from '../../server/src/core/verbs.ts';
import { factsFor } from '../../server/src/core/syntax/capture-plan.ts';
import { sourceOf } from './sources.ts';
import { sample } from './statistics.ts';

const root = path.resolve(import.meta.dirname, '../..');
const grammarFile = (grammar: string): string =>
  path.join(root, `node_modules/tree-sitter-wasm/out/${grammar}/tree-sitter-${grammar}.wasm`);
const factsFile = (id: string): string => path.join(root, 'grammars', id, 'facts.scm');

const engine = createEngine(
  {
    runtime: () =>
      Promise.resolve(fs.readFileSync(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'))),
    grammar: (grammar) => Promise.resolve(fs.readFileSync(grammarFile(grammar))),
    facts: (id) => Promise.resolve(fs.readFileSync(factsFile(id), 'utf8')),
  },
  { keptTrees: 32 },
);
const recommended = {
  file: 'countersign:recommended',
  text: fs.readFileSync(path.join(root, 'server/rules/recommended.yaml'), 'utf8'),
};
const policy = loadPolicy({ packs: { [recommended.file]: recommended }, repository: null }).value;

/**
 * One edited line, in milliseconds a run. `whole`: the analysis of the changed file; before-sides are cached and trees are
 * kept, as they are in the editor. `base`: what tree-sitter needs to parse the file and run its query.
 */
export async function measureEdits(
  language: 'typescript' | 'python',
  lines: number,
): Promise<{ readonly base: readonly number[]; readonly whole: readonly number[] }> {
  await engine.load([language]);
  const grammar = await Language.load(fs.readFileSync(grammarFile(language)));
  const inherited = language === 'typescript' ? ['javascript', 'typescript'] : [language];
  const query = new Query(
    grammar,
    inherited.map((id) => factsFor(language, fs.readFileSync(factsFile(id), 'utf8'))).join('\n'),
  );
  const parser = new Parser();
  parser.setLanguage(grammar);
  const source = sourceOf(language, lines);
  const comment = language === 'typescript' ? '//' : '#';
  const edited = (round: number): string => `${source.text}\n${comment} ${round}\n`;
  const times = lines === 10_000 ? 15 : 60;
  const base = await sample(times, 5, (round) => {
    const tree = parser.parse(edited(round));
    query.captures(tree!.rootNode);
    tree!.delete();
  });
  const entries = new Map<string, unknown>();
  const cache = {
    get: (key: string) => entries.get(key),
    set: (key: string, value: unknown) => void entries.set(key, value),
  };
  const cancel = { isCancelled: () => false, pause: () => Promise.resolve() };
  const whole = await sample(times, 5, async (round) => {
    const { changeSet } = ingestTexts(
      { before: { [source.path]: source.text }, after: { [source.path]: edited(round) } },
      originOf('disk'),
    );
    (await analyze(changeSet, { engine, policy, files: new Map(), cache, cancel })).conclude();
  });
  return { base, whole };
}
