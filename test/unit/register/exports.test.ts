import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Automation } from '../../../server/src/core/model/inventory.ts';
import type { InventoryEntry } from '../../../server/src/core/model/inventory-entry.ts';
import {
  compareInventories,
  findInventoryExport,
  joinInventory,
  loadRegister,
  readCodeOwners,
  type InventoryInput,
} from '../../../server/src/core/register.ts';
import { checkSchema } from './json-schema.ts';
import { joined, nightly, part, repository, triage } from './automations.ts';

function write(form: string, entries: readonly InventoryEntry[], over: Partial<InventoryInput> = {}): string {
  return findInventoryExport(form)!.write({
    title: 'shop',
    entries,
    drift: null,
    gaps: [],
    tool: { version: '1.2.3' },
    ...over,
  });
}

const rules = JSON.parse(
  fs.readFileSync(path.resolve(import.meta.dirname, '../../fixtures/cyclonedx/bom-1.6.rules.json'), 'utf8'),
) as Parameters<typeof checkSchema>[0];

const rich = joined(
  [triage({ approvals: [part('production', 3)], gaps: ['What ci does stands elsewhere.'] }), nightly()],
  {
    codeOwners: readCodeOwners('* @acme/all'),
    register: loadRegister('version: 1\nautomations: [{ path: deploy/**, owner: "@acme/data", purpose: Reports. }]'),
  },
).map((entry) => ({
  ...entry,
  rights: [{ name: 's3:PutObject on arn:aws:s3:::x/*', state: 'missing' as const, at: { path: 'a.py', line: 3 } }],
  data: [
    { dataClass: 'contact.email', sink: 'model-provider', to: 'api.openai.com', at: { path: 'a.py', line: 4 } },
    { dataClass: 'contact.email', sink: null, to: null, at: { path: 'a.py', line: 5 } },
  ],
}));

describe('CycloneDX', () => {
  test('is what the published schema of 1.6 asks for', () => {
    for (const entries of [rich, [], joined([hostile()])]) {
      const document: unknown = JSON.parse(write('cyclonedx', entries, { gaps: ['x could not be read.'] }));
      expect(checkSchema(rules, document)).toEqual([]);
    }
  });

  test('is checked by rules that can fail', () => {
    const document = JSON.parse(write('cyclonedx', rich)) as { services: object[]; formulation: object[] };
    expect(checkSchema(rules, { ...document, specVersion: 6 })).not.toEqual([]);
    expect(checkSchema(rules, { ...document, services: [{ title: 'x' }] })).not.toEqual([]);
    expect(checkSchema(rules, { ...document, formulation: [{ workflows: [{ name: 'x' }] }] })).not.toEqual([]);
    expect(checkSchema(rules, { ...document, services: [...document.services, ...document.services] })).not.toEqual([]);
  });

  test('has no reference twice, and none that leads nowhere', () => {
    const two = joinInventory([repository([triage()], { name: 'one' }), repository([triage()], { name: 'two' })]);
    for (const entries of [rich, two]) {
      const text = write('cyclonedx', entries);
      const refs = [...text.matchAll(/"bom-ref": "([^"]+)"/gu)].map(([, ref]) => ref);
      expect(new Set(refs).size).toBe(refs.length);
      const { dependencies } = JSON.parse(text) as { dependencies: { ref: string; dependsOn: string[] }[] };
      for (const { ref, dependsOn } of dependencies) expect(refs).toEqual(expect.arrayContaining([ref, ...dependsOn]));
    }
  });

  test('has the same serial number for the same inventory, and another for another', () => {
    const numberOf = (text: string): string => (JSON.parse(text) as { serialNumber: string }).serialNumber;
    expect(numberOf(write('cyclonedx', rich))).toBe(numberOf(write('cyclonedx', rich)));
    expect(numberOf(write('cyclonedx', rich))).not.toBe(numberOf(write('cyclonedx', [])));
  });

  test('says who owns it, what it sends where, and who starts it', () => {
    const { services, formulation } = JSON.parse(write('cyclonedx', rich)) as {
      services: Record<string, unknown>[];
      formulation: { workflows: { trigger: object }[] }[];
    };
    expect(services[0]).toMatchObject({
      group: 'github-actions',
      name: 'Triage',
      provider: { name: '@acme/all' },
      authenticated: false,
      data: [
        { flow: 'outbound', classification: 'contact.email', destination: ['host:api.openai.com'] },
        { flow: 'inbound' },
      ],
    });
    expect(formulation[0]!.workflows[1]!.trigger).toMatchObject({ type: 'scheduled', name: '0 3 * * *' });
  });
});

describe('CSV', () => {
  test('reads back as what was written', () => {
    const rows = readCsv(write('csv', [...rich, ...joined([hostile()])]));
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => rows[0]!.length));
    expect(rows.slice(1).map((row) => row[2])).toEqual(['Triage', 'nightly-report', `'=cmd|'/c calc'!A1,"x"\r\n`]);
  });

  test('starts no cell as a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t=', '\r=', ' =', '＝', '＋', '－', '＠', '\u200b=']) {
      const [, row] = readCsv(write('csv', joined([triage({ name: `${start}1+1` })])));
      expect(row![2]!.startsWith("'"), start).toBe(true);
    }
    const [, row] = readCsv(write('csv', joined([triage({ name: "it's 1-2" })])));
    expect(row![2]).toBe("it's 1-2");
  });
});

describe('Markdown', () => {
  test('says what is known of each', () => {
    const text = write('markdown', rich, { gaps: ['"a.json" could not be read.'] });
    expect(text).toContain(
      '2 automations. 1 can be started by anybody. 1 calls a model. 1 is not registered as it stands.',
    );
    expect(text).toContain('- Owner: @acme/data (register)');
    expect(text).toContain('- Shared with: secrets.OPENAI_KEY: 1 more');
    expect(text).toContain('s3:PutObject on arn:aws:s3:::x/\\*: needed, not granted');
    expect(text).toContain('- "a.json" could not be read.');
  });

  test('lets no text of others become markup', () => {
    const text = write('markdown', joined([hostile({ name: '<img src=x> | [a](http://x) `b`\n# c' })]));
    expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(http|^# c/mu);
  });

  test('tells drift', () => {
    const before = joined([triage()]);
    const after = joined([triage({ models: [part('gpt-5', 3)] })]);
    const drift = { ...compareInventories(before, after), since: 'main' };
    expect(write('markdown', after, { drift })).toContain(
      '- Changed: Triage (github-actions, `.github/workflows/triage.yml:1`)\n  - New model: gpt-5.',
    );
    expect(write('markdown', after, { drift: { added: [], removed: [], changed: [], since: 'main' } })).toContain(
      'Nothing changed.',
    );
  });
});

test('JSON has all that is known', () => {
  expect(JSON.parse(write('json', rich))).toMatchObject({ schemaVersion: 1, automations: rich, gaps: [] });
});

test('there is no other form', () => {
  expect(findInventoryExport('xml')).toBeNull();
});

function hostile(over: Partial<Automation> = {}): Automation {
  return triage({
    id: 'hostile',
    name: `=cmd|'/c calc'!A1,"x"\r\n`,
    connectors: [part('not a host <x>', 1), part('a b', 1), part('[::1]', 1)],
    models: [part('\u202Eevil', 2)],
    ...over,
  });
}

/** Rows of RFC 4180. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== '\r\n') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
