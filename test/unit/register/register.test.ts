import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRegister } from '../../../server/src/core/register.ts';
import { registerJsonSchema } from '../../../server/src/core/register/schema.ts';
import { joined, part, triage } from './automations.ts';

const whole = `version: 1
require: [owner, purpose, dataClasses, models, tools]
automations:
  - path: .github/workflows/*.yml
    kind: github-actions
    owner: '@acme/platform'
    purpose: Sorts issues.
    dataClasses: []
    models: [gpt-4o*]
    tools: [add_label]
`;

function gaps(text: string, automation = triage()): readonly string[] | null {
  return joined([automation], { register: loadRegister(text) })[0]!.registration?.map(({ message }) => message) ?? null;
}

describe('registration', () => {
  test('covers what it names, in any case and by patterns', () => {
    expect(gaps(whole)).toEqual([]);
    expect(gaps(whole, triage({ models: [part('GPT-4o-mini', 4)] }))).toEqual([]);
  });

  test('does not cover what it does not name', () => {
    expect(gaps(whole, triage({ models: [part('claude-x', 4)], tools: [part('delete_repo', 5)] }))).toEqual([
      'Triage calls the model claude-x, which its registration does not name.',
      'Triage lets a model call the tool delete_repo, which its registration does not name.',
    ]);
  });

  test('is missing where nothing matches path, kind and name', () => {
    expect(gaps(whole, triage({ path: 'flows/a.json' }))).toEqual(['Triage is not registered.']);
    expect(gaps(whole, triage({ kind: 'n8n' }))).toEqual(['Triage is not registered.']);
    expect(gaps('version: 1')).toEqual(['Triage is not registered.']);
  });

  test('is asked for nowhere without a register, nor where it is exempt', () => {
    expect(joined([triage()])[0]!.registration).toBeNull();
    expect(gaps(`${whole}exempt: ['.github/**']\n`)).toBeNull();
  });

  test('has to say what is required; a list that is required and absent allows nothing', () => {
    const short = 'version: 1\nautomations: [{ path: .github/workflows/triage.yml, owner: Ada }]\n';
    expect(gaps(short)).toEqual([
      'The registration of Triage names no purpose.',
      'Triage calls the model gpt-4o, which its registration does not name.',
      'Triage lets a model call the tool add_label, which its registration does not name.',
    ]);
    expect(gaps(`require: [owner]\n${short}`)).toEqual([]);
  });

  test('is the last one that matches', () => {
    expect(
      gaps(`${whole}  - { path: .github/workflows/triage.yml, owner: A, purpose: B, models: [], tools: ['*'] }\n`),
    ).toEqual(['Triage calls the model gpt-4o, which its registration does not name.']);
  });
});

describe('a register that is wrong', () => {
  test.each([
    ['version: 1\nautomation: []', 'CS1102', '"automation" is no key of a register.', 'Did you mean "automations"?'],
    [
      'version: 1\nautomations:\n  - { path: a, ownr: x }',
      'CS1102',
      '"ownr" is no key of a registration.',
      'Did you mean "owner"?',
    ],
    ['version: 2', 'CS1102', '"version" must be the number 1.', 'Correct the value, or remove the key.'],
    [
      'version: 1\nautomations: {}',
      'CS1102',
      '"automations" must be a list of automations.',
      'Correct the value, or remove the key.',
    ],
    ['a: [', 'CS1101', null, 'Correct the YAML.'],
    ['a: &x [1]\nb: *x', 'CS1101', 'Aliases are not allowed in a register.', 'Correct the YAML.'],
    [
      'version: 1\nexempt: ["a{b"]',
      'CS1103',
      'The pattern "a{b" cannot be read.',
      'Close every brace; at most 1024 characters and eight levels.',
    ],
    ['[', 'CS1101', null, null],
    ['- '.repeat(5000), 'CS1101', 'The register nests too deeply.', null],
    ['['.repeat(100000), 'CS1101', 'The register nests too deeply.', null],
    ['x'.repeat(2_000_000), 'CS1101', null, null],
    ['__proto__: 1\nversion: 1', 'CS1102', null, null],
  ])('says so: %.40j', (text, code, message, fix) => {
    const { problems, entries } = loadRegister(text);
    expect(entries).toEqual([]);
    expect(problems[0]).toMatchObject({
      code,
      ...(message === null ? {} : { message }),
      ...(fix === null ? {} : { fix }),
    });
    expect(problems[0]!.range).toBeDefined();
  });

  test('judges nothing', () => {
    expect(gaps('version: 1\nautomation: []')).toBeNull();
  });
});

test('an empty register is one that knows nothing but is no mistake in its lists', () => {
  expect(loadRegister('version: 1\n').problems).toEqual([]);
  expect(loadRegister('').problems).toHaveLength(1);
});

/** `UPDATE_EXPECT=1` writes it. */
test('server/schema/inventory.schema.json is the schema of the register', () => {
  const file = path.resolve(import.meta.dirname, '../../../server/schema/inventory.schema.json');
  const text = `${JSON.stringify(registerJsonSchema(), null, 2)}\n`;
  if (process.env['UPDATE_EXPECT'] === '1') fs.writeFileSync(file, text);
  expect(fs.readFileSync(file, 'utf8')).toBe(text);
});
