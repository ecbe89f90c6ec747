import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkImports, loadImportConfig } from './check-imports.ts';

const root = path.resolve(import.meta.dirname, '../..');
// Inside the repository, so that npm packages resolve as they do for the real tree.
const scratch = path.join(root, '.cache/canary');

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** One forbidden import for each rule: file, what it imports, and what that file is there for. */
const canaries: readonly { rule: string; from: string; imports: string; typeOnly?: boolean; also?: string }[] = [
  { rule: 'no-cycles', from: 'server/src/host/a.ts', imports: './b.ts', also: 'server/src/host/b.ts' },
  { rule: 'no-cycles', from: 'server/src/host/a.ts', imports: './b.ts', also: 'server/src/host/b.ts', typeOnly: true },
  { rule: 'model-imports-nothing', from: 'server/src/core/model/a.ts', imports: '../text/b.ts' },
  { rule: 'model-imports-nothing', from: 'server/src/core/model/a.ts', imports: 'zod' },
  { rule: 'text-imports-model', from: 'server/src/core/text/a.ts', imports: '../policy/b.ts' },
  { rule: 'stage-imports-model-text-itself', from: 'server/src/core/policy/a.ts', imports: '../facts/b.ts' },
  {
    rule: 'stage-imports-model-text-itself',
    from: 'server/src/core/policy/a.ts',
    imports: '../facts/b.ts',
    typeOnly: true,
  },
  { rule: 'stage-imports-model-text-itself', from: 'server/src/core/policy/a.ts', imports: '../analyze.ts' },
  { rule: 'core-imports-core', from: 'server/src/core/analyze.ts', imports: '../host/b.ts' },
  { rule: 'core-is-pure', from: 'server/src/core/analyze.ts', imports: 'node:fs' },
  { rule: 'core-is-pure', from: 'server/data/table.ts', imports: 'node:fs' },
  { rule: 'core-npm-list', from: 'server/src/core/records/a.ts', imports: 'lru-cache' },
  { rule: 'tree-sitter-in-syntax-only', from: 'server/src/core/facts/a.ts', imports: 'web-tree-sitter' },
  { rule: 'shell-imports-verbs-model-protocol', from: 'server/src/lsp/a.ts', imports: '../core/policy/b.ts' },
  { rule: 'shell-imports-verbs-model-protocol', from: 'server/src/host/a.ts', imports: '../core/syntax/b.ts' },
  { rule: 'host-below-shells', from: 'server/src/host/a.ts', imports: '../cli/b.ts' },
  { rule: 'lsp-without-cli', from: 'server/src/lsp/a.ts', imports: '../cli/b.ts' },
  { rule: 'cli-without-client', from: 'server/src/cli/a.ts', imports: '../../../client/src/b.ts' },
  { rule: 'protocol-imports-model', from: 'server/src/protocol/a.ts', imports: '../core/verbs.ts' },
  { rule: 'protocol-imports-model', from: 'server/src/protocol/a.ts', imports: 'node:path' },
  { rule: 'client-imports-protocol', from: 'client/src/a.ts', imports: '../../server/src/host/b.ts' },
  { rule: 'webview-imports-protocol', from: 'client/webview/a.ts', imports: '../src/b.ts' },
  { rule: 'words-import-protocol', from: 'client/words/a.ts', imports: '../src/b.ts' },
  { rule: 'webview-has-no-node', from: 'client/webview/a.ts', imports: 'node:path' },
  { rule: 'vscode-in-client-only', from: 'server/src/host/a.ts', imports: 'vscode' },
  { rule: 'nothing-unresolvable', from: 'server/src/host/a.ts', imports: './missing.ts' },
];

async function checkCanary(index: number): Promise<readonly string[]> {
  const { from, imports, typeOnly, also } = canaries[index]!;
  const base = path.join(scratch, String(index));
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    fs.writeFileSync(path.join(base, file), text);
  };
  fs.mkdirSync(path.join(base, 'client'), { recursive: true });
  fs.mkdirSync(path.join(base, 'server'), { recursive: true });
  const imported = typeOnly === true ? 'import type' : 'import';
  const target = path.posix.join(path.posix.dirname(from), imports);
  if (imports.startsWith('.') && !imports.includes('missing'))
    write(target, 'export const b = 1;\nexport type B = 1;\n');
  if (also !== undefined) {
    write(also, `${imported} { A } from './${path.basename(from)}';\nexport type B = A;\nexport const b = 1;\n`);
  }
  write(from, `${imported} { b } from '${imports}';\nexport type A = typeof b;\n`);
  const { modules, violations } = await checkImports(base, ['server', 'client']);
  expect(modules).toContain(from);
  return violations.map(({ rule }) => rule);
}

describe('the import checker', () => {
  test('reads the whole tree', async () => {
    const { modules } = await checkImports(root, ['server', 'client']);
    const sources = ['server/src', 'client/src', 'client/webview'].flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
        .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
    );
    expect(modules.length).toBeGreaterThan(0);
    expect(modules.toSorted()).toEqual(expect.arrayContaining(sources.toSorted()));
  });

  test('has a canary for every rule', async () => {
    const { forbidden } = await loadImportConfig();
    const rules = new Set(forbidden.map(({ name }) => name));
    expect(new Set(canaries.map(({ rule }) => rule))).toEqual(rules);
  });

  test.each(canaries.map((canary, index) => [index, canary] as const))(
    'canary %i is reported: $rule',
    async (index, { rule }) => {
      expect(await checkCanary(index)).toContain(rule);
    },
  );
});
