import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectors as known } from '../../../server/src/core/detectors/table.ts';
import { RECOMMENDED, loadPolicy } from '../../../server/src/core/policy/load-policy.ts';
import { policyProblems } from '../../../server/src/core/policy/problems.ts';
import type { Loaded } from '../../../server/src/core/model/problem.ts';
import type { Policy } from '../../../server/src/core/model/policy.ts';

const recommended = { file: RECOMMENDED, text: readFileSync('server/rules/recommended.yaml', 'utf8') };

function load(
  text: string | null,
  detectors: readonly string[] = ['grant-added', ...known.map(({ id }) => id)],
  pack = recommended,
): Loaded<Policy> {
  const repository = text === null ? null : { file: '.countersign/policy.yaml', text };
  return loadPolicy({ packs: { [RECOMMENDED]: pack }, repository, detectors });
}

/** `code line:column-column "marked text"` with 1-based lines. */
function marks(text: string): readonly string[] {
  const lines = text.split('\n');
  return load(text).problems.map(({ code, range }) => {
    const { start, end } = range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const marked = start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : '…';
    return `${code} ${start.line + 1} ${marked}`;
  });
}

describe('classes of data', () => {
  const head = 'version: 1\nextends: [ countersign:recommended ]\n';

  test('a team adds classes, and they are part of the digest', () => {
    const { value, problems } = load(
      `${head}dataClasses:\n  - { id: acme.loyalty, label: loyalty number, names: [ loyalty no ] }\n`,
    );
    expect(problems).toEqual([]);
    expect(value.dataClasses).toEqual([{ id: 'acme.loyalty', label: 'loyalty number', names: ['loyalty no'] }]);
    expect(value.digest).not.toBe(load(head).value.digest);
    expect(load(head).value.dataClasses).toBeUndefined();
  });

  test('what is wrong is told where it stands, and the others count', () => {
    const text = `${head}dataClasses:
  - { id: acme.a, names: [ a name ] }
  - { id: "Acme A", names: [ b ] }
  - { id: acme.c, name: [ c ] }
  - { names: [ d ] }
  - { id: acme.e, names: e }
`;
    expect(marks(text)).toEqual(['CS1003 5 "Acme A"', 'CS1002 6 name', 'CS1013 7 { names: [ d ] }', 'CS1003 8 e']);
    expect(load(text).value.dataClasses?.map(({ id }) => id)).toEqual(['acme.a']);
  });
});

describe('load-policy', () => {
  test('without a repository file the recommended pack stands alone, without problems', () => {
    const { value, problems } = load(null);
    expect(problems).toEqual([]);
    expect(value.layers.map((layer) => [layer.name, layer.title])).toEqual([['built-in', 'Recommended']]);
    expect(value.mode).toBe('enforce');
  });

  test('the example of the design is read, but for packs that cannot be loaded yet', () => {
    const { value, problems } = load(`version: 1
extends: [ countersign:recommended ]
roles:
  identity-team: [ "SHA256:abc", "@acme/identity" ]
rules:
  - match: { kind: identity.guard, change: [removed, weakened] }
    obligation: { approve: identity-team }
  - match: { kind: data.flow, dataClass: "health.*", sink: model-provider }
    obligation: block
hold: [ { kind: "identity.*", change: [removed, weakened, redirected] }, { kind: permission.grant, change: widened } ]
privacy: { recordPrompts: none }
`);
    expect(problems).toEqual([]);
    expect(value.layers.map((layer) => layer.name)).toEqual(['built-in', 'repository']);
    expect(value.layers[1]?.rules[0]).toEqual({
      id: '.countersign/policy.yaml#1',
      match: { kind: ['identity.guard'], change: ['removed', 'weakened'] },
      obligation: { kind: 'approve', role: 'identity-team' },
      source: { file: '.countersign/policy.yaml', line: 6 },
    });
    expect(value.privacy.recordPrompts).toBe('none');
  });

  test.each([
    ['version: 1\nrulez: []\nextends: [countersign:recommended]\n', ['CS1002 2 rulez']],
    ['version: 1\nextends: [countersign:recomended]\n', ['CS1009 2 countersign:recomended']],
    ['version: 2\nextends: [countersign:recommended]\n', ['CS1014 1 2']],
    ['extends: [countersign:recommended]\n', ['CS1013 1 …']],
    ['version: 1\n', ['CS1017 1 …']],
    ['version: 1\nrules:\n  - match: { detector: gaurd-removed }\n    obligation: block\n', ['CS1004 3 gaurd-removed']],
    [
      'version: 1\nrules:\n  - match: { kind: [identity.guard, identity.gaurd] }\n    obligation: block\n',
      ['CS1005 3 identity.gaurd'],
    ],
    ['version: 1\nrules:\n  - match: { kind: "idntity.*" }\n    obligation: block\n', ['CS1005 3 "idntity.*"']],
    ['version: 1\nrules:\n  - match: { change: remved }\n    obligation: block\n', ['CS1006 3 remved']],
    ['version: 1\nrules:\n  - match: { knd: identity.guard }\n    obligation: block\n', ['CS1002 3 knd']],
    ['version: 1\nrules:\n  - match: { kind: identity.guard }\n    obligation: explane\n', ['CS1007 4 explane']],
    ['version: 1\nrules:\n  - match: { kind: identity.guard }\n', ['CS1013 3 …']],
    [
      'version: 1\nrules:\n  - match: { kind: identity.guard }\n    obligation: { approve: idteam }\n',
      ['CS1008 4 approve'],
    ],
    ['version: 1\nrules:\n  - match: { path: "src/{a" }\n    obligation: block\n', ['CS1012 3 "src/{a"']],
    [
      'version: 1\nrules:\n  - { id: a, match: {}, obligation: block }\n  - { id: a, match: {}, obligation: none }\n',
      ['CS1015 4 a'],
    ],
    ['version: 1\nmode: enfroce\nextends: [countersign:recommended]\n', ['CS1003 2 enfroce']],
    ['version: 1\nextends: [countersign:recommended]\nprivacy: { recordPrompt: hash }\n', ['CS1002 3 recordPrompt']],
    ['version: 1\nversion: 1\nextends: [countersign:recommended]\n', ['CS1016 2 …']],
    ['version: 1\nextends: &a [countersign:recommended]\nignore: *a\n', ['CS1010 2 …', 'CS1010 3 *a']],
    ['version: 1\nextends: [\n', ['CS1001 3 …']],
    ['version: 1\nextends: !!js/function x\n', ['CS1018 2 …']],
    ['- a\n', ['CS1003 1 …']],
    ['version: 1\nextends: [countersign:recommended]\n? [a]\n: b\n', ['CS1018 3 [a]']],
  ])('%j', (text, expected) => {
    const found = marks(text);
    expect(
      found.map((it, index) => (expected[index]?.endsWith('…') ? `${it.split(' ').slice(0, 2).join(' ')} …` : it)),
    ).toEqual(expected);
  });

  test('a mistyped word is answered with the one that was meant', () => {
    const fix = (text: string): string | undefined => load(text).problems[0]?.fix;
    expect(fix('version: 1\nrules:\n  - match: { detector: gaurd-removed }\n    obligation: block\n')).toBe(
      'Did you mean "guard-removed"?',
    );
    expect(fix('version: 1\nrulez: []\n')).toBe('Did you mean "rules"?');
    expect(fix('version: 1\nmode: enfroce\n')).toBe('Did you mean "enforce"?');
    expect(fix('version: 1\nrules: [ { match: {}, obligation: explane } ]\n')).toBe('Did you mean "explain"?');
  });

  test('a file that is no YAML leaves the recommended pack in force; a wrong rule leaves the others', () => {
    expect(load('version: [').value.layers.map((layer) => layer.title)).toEqual([
      'Recommended',
      '.countersign/policy.yaml',
    ]);
    expect(
      load('version: 1\nrules: [ { match: {}, obligation: x }, { match: {}, obligation: block } ]\n').value.layers[0]
        ?.rules,
    ).toHaveLength(1);
  });

  test('a recommended pack that was not supplied is an error: without it everything would pass', () => {
    expect(loadPolicy({ packs: {}, repository: null, detectors: [] }).problems).toMatchObject([
      { code: 'CS1009', severity: 'error', path: RECOMMENDED },
    ]);
  });

  test('bombs are refused at once', () => {
    const bombs = [
      'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n',
      '['.repeat(100_000),
      '- '.repeat(100_000),
      '? '.repeat(50_000),
      Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'x'.repeat(300_000),
      `ignore:\n${'  - x\n'.repeat(30_000)}`,
    ];
    for (const text of bombs)
      expect(
        load(text).problems.some((it) => /^CS10(?:01|10|11)$/u.test(it.code)),
        text.slice(0, 20),
      ).toBe(true);
  });

  test('no text makes it throw, and every problem has a place in the file', () => {
    const token = fc.constantFrom(
      'version: 1',
      'rules:',
      '  - match: {',
      '}',
      'kind: ',
      'identity.guard',
      'obligation: block',
      '\n',
      '&a ',
      '*a',
      '- ',
      '"',
      '!!x ',
      '\t',
      ': ',
      '{',
      ']',
      'null',
      '? ',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
        for (const problem of load(tokens.join(''), [], { ...recommended, text: 'version: 1' }).problems)
          expect(problem.range).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });

  test('the digest follows what the policy says, not its layout', () => {
    const digest = (text: string): string => load(text).value.digest;
    const one = digest('version: 1\nrules: [ { id: a, match: { kind: identity.guard }, obligation: block } ]\n');
    expect(
      digest('# words\nversion: 1\nrules:\n  - id: a\n    match: { kind: [identity.guard] }\n    obligation: block\n'),
    ).toBe(one);
    expect(digest('version: 1\nrules: [ { id: a, match: { kind: identity.guard }, obligation: explain } ]\n')).not.toBe(
      one,
    );
  });

  test('every problem code says why and how to fix it in one sentence', () => {
    for (const [code, { why, fix }] of Object.entries(policyProblems)) {
      expect(why, code).toMatch(/\.$/u);
      expect(fix, code).toMatch(/\.$/u);
    }
  });
});
