import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Tree } from 'web-tree-sitter';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { languages } from '../../../server/src/core/languages/table.ts';
import { Cancelled, neverCancelled } from '../../../server/src/core/model/cancel.ts';
import type { LoadedLanguage } from '../../../server/src/core/syntax/load-grammar.ts';
import { parse, type Parsed } from '../../../server/src/core/syntax/parse.ts';
import { createTreeCache, editBetween } from '../../../server/src/core/syntax/tree-cache.ts';
import { loadTestLanguage, startTestRuntime } from './load-languages.ts';
import { printTree } from './print-tree.ts';

const sample = readFileSync(join(import.meta.dirname, 'fixtures/typescript/classes.ts'), 'utf8');

/** The same numbers every time. @see Numerical Recipes, "quick and dirty" generators */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

const PIECES = ['', ' ', '\n', 'x', '(', ')', '{}', 'if (a) b();', '"', '👩‍💻', '.then(c)', '// note\n', 'await ', ';'];

function mutate(text: string, roll: (sides: number) => number): string {
  const start = roll(text.length);
  return text.slice(0, start) + PIECES[roll(PIECES.length)]! + text.slice(start + roll(6));
}

function print(parsed: Parsed): string {
  return parsed.kind === 'tree' ? printTree(parsed.tree) : parsed.reason;
}

afterEach(() => vi.restoreAllMocks());

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Trees that were made and not yet deleted. */
function trackTrees({ parser }: LoadedLanguage): ReadonlySet<Tree> {
  const alive = new Set<Tree>();
  const track = (tree: Tree): Tree => {
    const copy = tree.copy.bind(tree);
    const remove = tree.delete.bind(tree);
    alive.add(tree);
    tree.copy = () => track(copy());
    tree.delete = () => {
      alive.delete(tree);
      remove();
    };
    return tree;
  };
  const parseText = parser.parse.bind(parser);
  vi.spyOn(parser, 'parse').mockImplementation((...args) => {
    const tree = parseText(...args);
    return tree === null ? null : track(tree);
  });
  return alive;
}

describe('the tree cache', () => {
  it('answers as a fresh parse does, whatever was typed before', async () => {
    const language = await loadTestLanguage('typescript');
    const cache = createTreeCache();
    const roll = createDice(7);
    let text = sample;
    for (let i = 0; i < 150; i += 1) {
      text = i % 20 === 0 ? sample : mutate(text, roll);
      expect(print(cache.parse('a.ts', text, language, neverCancelled))).toBe(
        print(parse(text, language, neverCancelled)),
      );
    }
    cache.clear();
  });

  it.each(languages.map(({ id }) => id))(
    'answers as a fresh parse does when whole lines of %s come and go',
    async (id) => {
      const language = await loadTestLanguage(id);
      const folder = join(import.meta.dirname, 'fixtures', id);
      const lines = readdirSync(folder)
        .filter((file) => !file.endsWith('.tree'))
        .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
      const cache = createTreeCache();
      const roll = createDice(23);
      let kept = [...lines];
      for (let i = 0; i < 60; i += 1) {
        if (i % 15 === 0) kept = [...lines];
        const at = roll(kept.length);
        kept.splice(at, roll(3), ...lines.slice(at, at + roll(3)));
        const text = kept.join('\n');
        expect(print(cache.parse('a', text, language, neverCancelled))).toBe(
          print(parse(text, language, neverCancelled)),
        );
      }
      cache.clear();
    },
  );

  it('asks the query only about the statements that an edit touched', async () => {
    const language = await loadTestLanguage('python');
    const cache = createTreeCache();
    const text = Array.from({ length: 200 }, (_, at) => `def f${at}(x):\n    return g(x, ${at})\n`).join('\n');
    cache.parse('a.py', text, language, neverCancelled);
    const matches = vi.spyOn(language.query, 'matches');
    const edited = text.replace('g(x, 100)', 'h(x)');
    expect(print(cache.parse('a.py', edited, language, neverCancelled))).toContain('call.callee: name "h"');
    const asked = matches.mock.results[0]!.value as readonly unknown[];
    parse(edited, language, neverCancelled);
    const all = matches.mock.results[1]!.value as readonly unknown[];
    expect(asked.length * 50).toBeLessThan(all.length);
    cache.clear();
  });

  it('deletes every tree it made, and the WASM heap stays as it is', async () => {
    const runtime = await startTestRuntime();
    const language = await loadTestLanguage('typescript');
    const cache = createTreeCache({ maxTrees: 3, maxNodes: 100_000 });
    const made = trackTrees(language);
    const roll = createDice(11);
    let text = sample.repeat(2);
    const heap: number[] = [];
    for (let i = 0; i < 300; i += 1) {
      text = i % 10 === 0 ? sample.repeat(2) : mutate(text, roll);
      cache.parse(`${i % 4}.ts`, text, language, neverCancelled);
      heap.push(runtime.heapBytes());
      expect(made.size).toBe(cache.size().trees);
      expect(cache.size().trees).toBeLessThanOrEqual(3);
    }
    expect(heap[299]).toBe(heap[20]);
    cache.clear();
    expect(made.size).toBe(0);
    expect(cache.size()).toEqual({ trees: 0, nodes: 0 });
  });

  it('evicts what was not used for longest, by count and by nodes', async () => {
    const language = await loadTestLanguage('json');
    const cache = createTreeCache({ maxTrees: 10, maxNodes: 20 });
    for (const path of ['a', 'b', 'c']) cache.parse(path, '[1, 2]', language, neverCancelled);
    expect(cache.size().trees).toBe(2);
    cache.parse('d', `[${'1, '.repeat(50)}1]`, language, neverCancelled);
    expect(cache.size().trees).toBe(2);
    cache.drop('c');
    expect(cache.size().trees).toBe(1);
    cache.clear();
  });

  it('keeps the last tree when a parse is cancelled', async () => {
    const language = await loadTestLanguage('typescript');
    const cache = createTreeCache();
    cache.parse('a.ts', sample, language, neverCancelled);
    const cancel = { isCancelled: () => true, pause: () => Promise.resolve() };
    expect(() => cache.parse('a.ts', `${sample}\nx`, language, cancel)).toThrow(Cancelled);
    expect(cache.size().trees).toBe(1);
    const text = sample.replace('remove', 'destroy');
    expect(print(cache.parse('a.ts', text, language, neverCancelled))).toBe(
      print(parse(text, language, neverCancelled)),
    );
    cache.clear();
  });

  it('lets go of the texts that edits replaced', async () => {
    const language = await loadTestLanguage('typescript');
    const cache = createTreeCache();
    /** What gives each text to the parser: its tree and the copies of that keep it. */
    const readers: WeakRef<object>[] = [];
    const parseText = language.parser.parse.bind(language.parser);
    const spy = vi.spyOn(language.parser, 'parse').mockImplementation((...args) => {
      if (typeof args[0] === 'function') readers.push(new WeakRef(args[0]));
      return parseText(...args);
    });
    for (let round = 0; round < 10; round += 1) {
      cache.parse('a.ts', `${sample}\nconst edited = ${round};\n`, language, neverCancelled);
      // A WeakRef holds on to what it was given until its turn ends.
      await new Promise(setImmediate);
    }
    // It keeps what it was given.
    spy.mockClear();
    collectGarbage();
    expect(readers).toHaveLength(10);
    expect(readers.slice(0, -2).filter((reader) => reader.deref() !== undefined)).toEqual([]);
    cache.clear();
  });
});

describe('the edit between two texts', () => {
  it.each([
    ['abc', 'abXc', 2, 2, 3],
    ['aaa', 'aa', 2, 3, 2],
    ['', 'x', 0, 0, 1],
    ['line\none', 'line\ntwo', 5, 8, 8],
  ])('%j -> %j', (before, after, startIndex, oldEndIndex, newEndIndex) => {
    expect(editBetween(before, after)).toMatchObject({ startIndex, oldEndIndex, newEndIndex });
  });

  it('has rows and columns as tree-sitter counts them', () => {
    expect(editBetween('a\nbc\nd', 'a\nbXc\nd')).toMatchObject({
      startPosition: { row: 1, column: 1 },
      newEndPosition: { row: 1, column: 2 },
    });
  });
});
