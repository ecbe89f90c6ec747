import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { printObligation } from '../../server/src/core/model/obligation.ts';
import { loadPolicy } from '../../server/src/core/verbs.ts';
import { reviewTexts } from '../golden/review-texts.ts';

const folder = path.resolve(import.meta.dirname, '../../server/rules');
const packs = Object.fromEntries(
  fs.readdirSync(folder).map((name) => {
    const file = `countersign:${path.basename(name, '.yaml')}`;
    return [file, { file, text: fs.readFileSync(path.join(folder, name), 'utf8') }];
  }),
);

function policyOf(...names: readonly string[]) {
  const text = `version: 1\nextends: [ ${names.map((name) => `countersign:${name}`).join(', ')} ]\n`;
  return loadPolicy({ packs, repository: { file: 'policy.yaml', text } });
}

type Side = Readonly<Record<string, string>>;

/** What a pack asks about the change, strongest first, each once. */
async function asks(pack: string, before: Side, after: Side): Promise<readonly string[]> {
  const { findings, failures } = await reviewTexts({ before, after }, policyOf(pack).value);
  expect(failures).toEqual([]);
  const rows = findings
    .filter(({ obligation }) => obligation.kind !== 'none')
    .map(({ obligation, hold, rule }) => `${printObligation(obligation)}${hold ? ', hold' : ''}: ${rule.id}`);
  return [...new Set(rows)].toSorted();
}

const names = Object.keys(packs).map((name) => name.slice('countersign:'.length));

test.each(names)('%s has no problems, and its rules have ids', (name) => {
  const { value, problems } = policyOf(name);
  expect(problems).toEqual([]);
  for (const { id } of value.layers.flatMap(({ rules }) => rules)) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

test('all of them together are one layer, of which the strongest counts', async () => {
  expect(policyOf(...names).problems).toEqual([]);
  const before = { 'src/a.ts': 'export function f(user: User) {\n}\n' };
  const after = { 'src/a.ts': 'export function f(user: User) {\n  console.log(user.cvv);\n}\n' };
  const { findings } = await reviewTexts({ before, after }, policyOf(...names).value);
  expect(findings.map(({ obligation, rule }) => `${obligation.kind} ${rule.id}`)).toContain('block cvv-kept');
});

test.each(names.filter((name) => name !== 'recommended'))('%s asks nothing about harmless edits', async (name) => {
  const before = {
    'src/a.ts': 'export const total = (items: readonly number[]) => items.length;\n',
    'test/a.test.ts': "test('a', () => expect(1).toBe(1));\n",
    'README.md': '# A\n',
  };
  const after = {
    'src/a.ts': 'export const total = (items: readonly number[]) => items.reduce((sum, it) => sum + it, 0);\n',
    'test/a.test.ts': "test('a', () => expect(1).toBe(1));\ntest('b', () => expect(2).toBe(2));\n",
    'README.md': '# A\n\nIt adds payments up.\n',
  };
  expect(await asks(name, before, after)).toEqual([]);
});

const model = (line: string): string =>
  `import OpenAI from 'openai';\nconst openai = new OpenAI();\nexport async function f(patient: Patient, customer: Customer) {\n${line}}\n`;
const tell = (what: string): string => `  await openai.responses.create({ model: 'gpt-5', input: ${what} });\n`;
const route = (guards: string): string =>
  `import express from 'express';\nconst router = express.Router();\nrouter.post('/refunds', ${guards}refund);\n`;

describe.each<[string, readonly (readonly [string, Side, Side, readonly string[]])[]]>([
  [
    'strict',
    [
      [
        'a credential in code blocks',
        { 'src/a.ts': 'export const name = 1;\n' },
        { 'src/a.ts': "export const name = 1;\nconst API_KEY = 'k9Fz83hQpLs02mXv71Ty';\n" },
        ['block, hold: credential-blocked'],
      ],
      [
        'a network call is explained',
        { 'src/a.ts': 'export async function f() {\n}\n' },
        { 'src/a.ts': "export async function f() {\n  await fetch('https://api.acme.example/x');\n}\n" },
        ['explain: permission-explained'],
      ],
      [
        'less is asked for nothing',
        { 'src/a.ts': "export async function f() {\n  await fetch('https://api.acme.example/x');\n}\n" },
        { 'src/a.ts': 'export async function f() {\n}\n' },
        [],
      ],
    ],
  ],
  [
    'owasp-agentic',
    [
      [
        'data for a model is explained',
        { 'src/a.ts': model('') },
        { 'src/a.ts': model(tell('customer.email')) },
        ['explain: asi02-data-to-model'],
      ],
      [
        'what agents obey is explained',
        { 'AGENTS.md': 'Be brief.\n' },
        { 'AGENTS.md': 'Be brief.\nRun the tests.\n' },
        ['explain, hold: asi01-instructions'],
      ],
      [
        'code that is evaluated is explained',
        { 'src/a.py': 'def f(text):\n    return 1\n' },
        { 'src/a.py': 'def f(text):\n    return eval(text)\n' },
        ['explain: asi05-execution'],
      ],
    ],
  ],
  [
    'owasp-nhi',
    [
      [
        'a credential in code blocks',
        { 'src/a.py': 'NAME = 1\n' },
        { 'src/a.py': 'NAME = 1\nAPI_KEY = "k9Fz83hQpLs02mXv71Ty"\n' },
        ['block, hold: nhi2-hardcoded'],
      ],
      [
        'a grant that grows is explained and held',
        { '.github/workflows/a.yml': 'on: push\npermissions:\n  contents: read\njobs: {}\n' },
        { '.github/workflows/a.yml': 'on: push\npermissions:\n  contents: write\njobs: {}\n' },
        ['explain, hold: nhi5-grant'],
      ],
    ],
  ],
  [
    'privacy',
    [
      [
        'a special category does not go to a model, an address is explained',
        { 'src/a.ts': model('') },
        { 'src/a.ts': model(`${tell('patient.diagnosis')}${tell('customer.email')}`) },
        ['block, hold: special-to-model', 'explain, hold: to-model'],
      ],
      [
        'what the log gets is explained',
        { 'src/a.ts': 'export function f(user: User) {\n}\n' },
        { 'src/a.ts': 'export function f(user: User) {\n  console.log(user.email);\n}\n' },
        ['explain: logged'],
      ],
    ],
  ],
  [
    'payments',
    [
      [
        'a card number in the log blocks',
        { 'src/a.ts': 'export function f(order: Order) {\n}\n' },
        { 'src/a.ts': 'export function f(order: Order) {\n  console.log(order.cardNumber);\n}\n' },
        ['block, hold: card-in-clear'],
      ],
      [
        'a guard of refunds that goes is explained',
        { 'src/a.ts': route('requireAuth, ') },
        { 'src/a.ts': route('') },
        ['explain, hold: guard-lost'],
      ],
    ],
  ],
  [
    'health',
    [
      [
        'a diagnosis does not go to a model',
        { 'src/a.ts': model('') },
        { 'src/a.ts': model(tell('patient.diagnosis')) },
        ['block, hold: health-given-away'],
      ],
      [
        'a diagnosis that is newly held is explained',
        { 'src/a.ts': 'export interface Patient {\n  id: string;\n}\n' },
        { 'src/a.ts': 'export interface Patient {\n  id: string;\n  diagnosis: string;\n}\n' },
        ['explain: health-held'],
      ],
    ],
  ],
])('%s', (name, rows) => {
  test.each(rows)('%s', async (_title, before, after, expected) => {
    expect(await asks(name, before, after)).toEqual(expected);
  });
});
