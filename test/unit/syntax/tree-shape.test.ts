import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../server/src/core/languages/table.ts';
import type { LanguageId, SyntaxNode, SyntaxTree } from '../../../server/src/core/model/syntax.ts';
import { parseSample } from './load-languages.ts';
import { printTree } from './print-tree.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

function samplesOf(id: LanguageId): string[] {
  return readdirSync(join(fixtures, id))
    .filter((name) => !name.endsWith('.tree'))
    .map((name) => readFileSync(join(fixtures, id, name), 'utf8'));
}

/** Roles that a node may play in a node of another kind than the role's owner. */
const GUESTS: Readonly<Record<string, readonly string[]>> = {
  new: ['call'],
};

function checkNesting(tree: SyntaxTree): void {
  const { root, nodes, text } = tree;
  expect(root).toMatchObject({ kind: 'block', role: null, parent: null, start: 0, end: text.length });
  nodes.forEach((node, index) => {
    expect(node.index).toBe(index);
    expect(node.start).toBeLessThanOrEqual(node.end);
    let end = node.start;
    let before: SyntaxNode | null = null;
    for (const child of node.children) {
      expect(child.parent).toBe(node);
      // Names that share what follows them: `a, b string`.
      const isShared = before !== null && before.kind === child.kind && before.end === child.end;
      expect(child.start, `${child.kind} after its sibling in ${node.kind}`).toBeGreaterThanOrEqual(
        isShared ? before!.start : end,
      );
      end = child.end;
      before = child;
    }
    expect(end).toBeLessThanOrEqual(node.end);
  });
}

function strayRoles(tree: SyntaxTree): string[] {
  const isAtHome = ({ role, parent }: SyntaxNode): boolean => {
    if (role === null || parent === null) return true;
    const owner = role.split('.')[0]!;
    return owner === parent.kind || (GUESTS[parent.kind] ?? []).includes(owner);
  };
  return tree.nodes.filter((node) => !isAtHome(node)).map((node) => `${node.role} in ${node.parent!.kind}`);
}

describe.each(languages.map(({ id }) => id))('%s', (id) => {
  it('nests ranges, keeps siblings in order and numbers nodes in document order', async () => {
    for (const text of samplesOf(id)) checkNesting(await parseSample(id, text));
  });

  it('gives roles only to children of the kind that has them', async () => {
    for (const text of samplesOf(id)) expect(strayRoles(await parseSample(id, text))).toEqual([]);
  });

  it('reads its samples without errors', async () => {
    for (const text of samplesOf(id)) expect((await parseSample(id, text)).errors).toEqual([]);
  });

  it('gives the same tree for Windows line ends', async () => {
    for (const text of samplesOf(id)) {
      if (/\\\n/.test(text)) continue;
      const expected = kindsOf(await parseSample(id, text));
      expect(kindsOf(await parseSample(id, text.replaceAll('\n', '\r\n')))).toEqual(expected);
    }
  });

  it('gives a tree and errors for code that stops anywhere', async () => {
    for (const text of samplesOf(id)) {
      for (let end = 1; end < text.length; end += 1 + Math.floor(text.length / 40)) {
        checkNesting(await parseSample(id, text.slice(0, end)));
      }
    }
  });
});

function kindsOf(tree: SyntaxTree): string[] {
  return tree.nodes.map((node) => `${node.role} ${node.kind}`);
}

describe('offsets', () => {
  it.each([
    ['typescript', 'const s = "👩‍💻é"; call(naïve, `𝒳${name}`);', ['"👩‍💻é"', 'call', 'naïve', '𝒳', 'name']],
    ['python', 's = "👩‍💻é"\nprint(naïve, f"𝒳{name}")\n', ['"👩‍💻é"', 'print', 'naïve', '𝒳', 'name']],
    ['yaml', 'clé: "👩‍💻"\nb: 𝒳\n', ['clé', '"👩‍💻"', '𝒳']],
    ['json', '{"clé": "👩‍💻", "b": 1}', ['"clé"', '"👩‍💻"', '1']],
    ['toml', '"clé" = "👩‍💻"\nb = 1\n', ['"clé"', '"👩‍💻"', '1']],
  ])('of %s are UTF-16 units outside the basic plane too', async (id, text, leaves) => {
    const tree = await parseSample(id, text);
    const texts = tree.nodes.filter((node) => node.children.length === 0).map((n) => text.slice(n.start, n.end));
    expect(texts).toEqual(expect.arrayContaining(leaves));
  });

  it('do not move behind a byte order mark', async () => {
    const tree = await parseSample('typescript', '\uFEFFconst a = 1;');
    expect(printTree(tree)).toContain('assign.target: name "a"');
  });
});

describe('errors', () => {
  it('are the outermost spans, and a missing token has no width', async () => {
    const tree = await parseSample('typescript', 'function f() { call(a; }\nconst b = 1;');
    expect(tree.errors).toEqual([{ start: 21, end: 21 }]);
    expect(printTree(tree)).toContain('assign.target: name "b"');
  });

  it('leave out what the tools accept although the grammar does not', async () => {
    expect((await parseSample('json', '{"a": [1, 2,],}')).errors).toEqual([]);
    expect((await parseSample('requirements', 'a==1 ; python_version < "3" # why\n')).errors).toEqual([]);
    const modern = 'interface A<in out T> {}\nexport type * from "./a";\nimport defer * as z from "m";';
    expect((await parseSample('typescript', modern)).errors).toEqual([]);
    expect((await parseSample('json', '{"a" 1}')).errors).not.toEqual([]);
  });
});
