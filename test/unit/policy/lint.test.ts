import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AroundPolicy } from '../../../server/src/core/rules.ts';
import { createEngine, lintPolicy } from '../../../server/src/core/verbs.ts';

const packs = {
  'countersign:recommended': {
    file: 'countersign:recommended',
    text: readFileSync('server/rules/recommended.yaml', 'utf8'),
  },
};
const engine = createEngine({
  runtime: () => Promise.resolve(readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm')),
  grammar: (name) =>
    Promise.resolve(readFileSync(`node_modules/tree-sitter-wasm/out/${name}/tree-sitter-${name}.wasm`)),
  facts: (id) => Promise.resolve(readFileSync(`grammars/${id}/facts.scm`, 'utf8')),
});

/** `code line message` of what is said about rules, a line each from line 3 on. */
async function lint(rules: readonly string[], paths?: readonly string[]): Promise<readonly string[]> {
  const text = `version: 1\nextends: [ countersign:recommended ]\nrules:\n${rules.map((rule) => `  - { ${rule} }\n`).join('')}`;
  const { problems } = await lintPolicy(
    { packs, repository: { file: 'policy.yaml', text } },
    engine,
    paths === undefined ? {} : { paths },
  );
  return problems.map(({ code, range }) => `${code} ${(range?.start.line ?? 0) - 2}`);
}

test.each<[string, readonly string[], readonly string[]]>([
  [
    'a rule that the one before it covers',
    [
      'id: a, match: { kind: "data.*" }, obligation: block',
      'id: b, match: { kind: data.flow, path: src/ }, obligation: explain',
    ],
    ['CS1041 2'],
  ],
  [
    'the same with the stronger one behind',
    ['id: b, match: { kind: data.flow }, obligation: explain', 'id: a, match: { kind: "data.*" }, obligation: block'],
    ['CS1041 1'],
  ],
  [
    'a narrower rule that asks for more',
    [
      'id: a, match: { kind: data.flow }, obligation: explain',
      'id: b, match: { kind: data.flow, path: src/ }, obligation: block',
    ],
    [],
  ],
  [
    'exclusions make it another',
    [
      'id: a, match: { kind: data.flow, sink: "!log" }, obligation: block',
      'id: b, match: { kind: data.flow }, obligation: explain',
    ],
    [],
  ],
  ['everything is let through', ['id: a, match: {}, obligation: none'], ['CS1043 1']],
  ['everything is blocked', ['id: a, match: { change: added, path: "**" }, obligation: block'], ['CS1043 1']],
  ['tests are let through', ['id: a, match: { context: [test, docs] }, obligation: none'], []],
  ['a folder is let through', ['id: a, match: { path: legacy/ }, obligation: none'], []],
  [
    'words that no finding has',
    [
      'id: a, match: { sink: lgo }, obligation: block',
      'id: b, match: { dataClass: ["payment.*", "!payment.crad"] }, obligation: block',
      'id: c, match: { tag: [CWE-862, ASI99] }, obligation: block',
    ],
    ['CS1044 1', 'CS1044 2', 'CS1044 3'],
  ],
  [
    'kinds and detectors that have nothing in common',
    [
      'id: a, match: { kind: identity.guard, detector: data-sent }, obligation: block',
      'id: b, match: { facet: data, kind: "identity.*" }, obligation: block',
      'id: c, match: { kind: data.flow, detector: data-sent }, obligation: block',
    ],
    ['CS1045 1', 'CS1045 2'],
  ],
  [
    'examples',
    [
      'id: a, match: { pattern: "f(($X" }, obligation: block',
      'id: b, match: { language: go, pattern: "f($X, ...)" }, obligation: block',
      'id: c, match: { pattern: "$X" }, obligation: block',
      'id: d, match: { language: yaml, pattern: "a: b" }, obligation: block',
    ],
    ['CS1046 1', 'CS1046 3', 'CS1046 4'],
  ],
])('%s', async (_title, rules, expected) => {
  expect(await lint(rules)).toEqual(expected);
});

test('settings and roles by which nobody is asked, or another than is written', async () => {
  const text = [
    'version: 1',
    'extends: [ countersign:recommended ]',
    'mode: observe',
    'ignore: [ gen/, "**" ]',
    'roles: { a: [ a@example.org, "SHA256:k" ], b: [ b@example.org ], c: [] }',
    'rules:',
    '  - { id: one, match: { kind: identity.guard }, obligation: { approve: a } }',
    '  - { id: two, match: { path: src/ }, obligation: { approve: b } }',
    '  - { id: three, match: { kind: "data.*", path: lib/ }, obligation: { approve: c } }',
    '  - { id: four, match: { detector: data-sent, change: "!removed" }, obligation: { approve: c } }',
    '',
  ].join('\n');
  const input = { packs, repository: { file: 'policy.yaml', text } };
  const terms = { keyType: 'ssh-ed25519', namespaces: null, validAfter: null, validBefore: null, line: 1 };
  const signer = { fingerprint: 'SHA256:k', principals: ['b@example.org'], ...terms };
  const said = async (around: AroundPolicy): Promise<readonly string[]> => {
    const { problems } = await lintPolicy(input, engine, around);
    return problems.map(({ code, range }) => `${code} ${(range?.start.line ?? 0) + 1}`);
  };
  expect(await said({})).toEqual(['CS1047 5', 'CS1050 4', 'CS1051 3']);
  expect(await said({ signers: { allowed: [signer], revoked: new Set() } })).toEqual([
    'CS1049 5',
    'CS1047 5',
    'CS1050 4',
    'CS1051 3',
  ]);
  expect(await said({ signers: null })).toEqual([...Array.from({ length: 3 }, () => 'CS1049 5'), 'CS1047 5', 'CS1050 4', 'CS1051 3']); // prettier-ignore
});

test('paths that match no file', async () => {
  const rules = ['id: a, match: { kind: data.flow, path: [src/, srv/] }, obligation: block'];
  expect(await lint(rules, ['src/a.ts'])).toEqual(['CS1048 1']);
  expect(await lint(rules)).toEqual([]);
});

test('a rule that a folder or the repository always replaces', async () => {
  const rule = (id: string): string =>
    `version: 1\nrules: [ { id: ${id}, match: { kind: data.flow }, obligation: block } ]\n`;
  const { problems } = await lintPolicy(
    {
      packs,
      organisation: { file: 'org.yaml', text: rule('org') },
      repository: { file: 'policy.yaml', text: rule('own') },
    },
    engine,
  );
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'CS1042 "org" never decides: "own" of the repository replaces it.',
  ]);
});

test('shipped packs are not looked at, and have nothing anyway', async () => {
  const text =
    'version: 1\nextends: [ countersign:recommended ]\nrules: [ { match: { kind: data.flow }, obligation: block } ]\n';
  expect((await lintPolicy({ packs, repository: { file: 'p', text } }, engine)).problems).toEqual([]);
});
