import fs from 'node:fs';
import path from 'node:path';
import { createEngine, explain, loadPolicy, toVersion } from '../../../server/src/core/verbs.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const modules = path.join(root, 'node_modules');

/** Grammars as installed: nothing needs to be built. */
export const engine = createEngine({
  runtime: () => fs.promises.readFile(path.join(modules, 'web-tree-sitter/web-tree-sitter.wasm')),
  grammar: (name) => fs.promises.readFile(path.join(modules, `tree-sitter-wasm/out/${name}/tree-sitter-${name}.wasm`)),
  facts: (id) => fs.promises.readFile(path.join(root, 'grammars', id, 'facts.scm'), 'utf8'),
});

const recommended = {
  file: 'countersign:recommended',
  text: fs.readFileSync(path.join(root, 'server/rules/recommended.yaml'), 'utf8'),
};

/** The shipped rules. */
export const policy = loadPolicy({ packs: { [recommended.file]: recommended }, repository: null }).value;

/** All facts of one file. */
export function factsOf(file: string, text: string): ReturnType<typeof explain> {
  const cache = { get: () => undefined, set: () => undefined };
  const cancel = { isCancelled: () => false, pause: () => Promise.resolve() };
  return explain(file, toVersion(text), { engine, policy, files: new Map(), cache, cancel });
}
