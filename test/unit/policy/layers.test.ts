import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Detected } from '../../../server/src/core/model/finding.ts';
import { printObligation, readObligation } from '../../../server/src/core/model/obligation.ts';
import { judge } from '../../../server/src/core/policy/judge.ts';
import { traceRules } from '../../../server/src/core/policy/trace.ts';
import type { Surroundings } from '../../../server/src/core/policy/match.ts';
import { type PolicyInput, RECOMMENDED, loadPolicy } from '../../../server/src/core/policy/load-policy.ts';
import { detected } from './detected.ts';

const recommended = { file: RECOMMENDED, text: readFileSync('server/rules/recommended.yaml', 'utf8') };
const file = '.countersign/policy.yaml';

function load(more: Partial<Omit<PolicyInput, 'packs'>> & { readonly text?: string }) {
  const { text, ...input } = more;
  return loadPolicy({
    packs: { [RECOMMENDED]: recommended },
    repository: text === undefined ? null : { file, text },
    detectors: [],
    ...input,
  });
}

function guardRemoved(more: Partial<Detected> = {}): Detected {
  return detected({
    detectorId: 'guard-removed',
    tags: ['CWE-862'],
    subject: { type: 'route', symbol: 'DELETE /users/:id' },
    action: 'require-role',
    resource: { kind: 'role', norm: 'admin', dynamic: false },
    tier: 'proven',
    path: 'src/users.ts',
    side: 'before',
    ...more,
  });
}

function asked(loaded: ReturnType<typeof load>, more: Partial<Detected> = {}, about: Surroundings = {}): string {
  const { obligation, rule } = judge(loaded.value, guardRemoved(more), about);
  return `${printObligation(obligation)} by ${rule.id} of ${rule.layer}`;
}

function codes({ problems }: ReturnType<typeof load>): readonly string[] {
  return problems.map(({ code, path, range }) => `${code} ${path}:${(range?.start.line ?? -1) + 1}`);
}

const head = 'version: 1\nextends: [ countersign:recommended ]\n';

describe('two rules of one layer that ask different roles', () => {
  const roles = 'roles: { identity: [ "SHA256:a" ], payments: [ "SHA256:b" ] }\n';
  const ruleOf = (id: string, role: string, more = ''): string =>
    `{ id: ${id}, match: { kind: identity.guard${more} }, obligation: { approve: ${role} } }`;

  test('ask both, and say which rule asks the second', () => {
    const text = `${head}${roles}rules: [ ${ruleOf('one', 'identity')}, ${ruleOf('two', 'payments', ', path: src/')}, ${ruleOf('three', 'payments')} ]\n`;
    const { value } = load({ text });
    const judged = judge(value, guardRemoved());
    expect(printObligation(judged.obligation)).toBe('approve: identity + payments');
    expect(readObligation('approve: identity + payments')).toEqual(judged.obligation);
    expect([judged.rule.id, judged.alongside?.map(({ id }) => id)]).toEqual(['one', ['two']]);
    expect(judged.outranked.map(({ id }) => id)).toEqual(['three', 'guard-lost']);
    expect(traceRules(value, guardRemoved()).map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
      'one: decides',
      'two: decides too: its role is asked besides',
      'three: as strong as one, which goes first',
      "guard-lost: replaced by the repository's one",
    ]);
  });

  test('of a later layer ask none of an earlier one; with an owner they ask the owner once', () => {
    const organisation = { file: 'org.yaml', text: `version: 1\n${roles}rules: [ ${ruleOf('theirs', 'identity')} ]\n` };
    const mine = `${head}${roles}rules: [ ${ruleOf('mine', 'payments')} ]\n`;
    expect(asked(load({ organisation, text: mine }))).toBe('approve: payments by mine of repository');
    const owned = `${head}${roles}owners: [ { path: "**", role: payments } ]\nrules: [ ${ruleOf('one', '"@owner"')}, ${ruleOf('two', 'payments')} ]\n`;
    expect(asked(load({ text: owned }))).toBe('approve: payments by one of repository');
  });
});

describe('organisation', () => {
  const floor =
    'version: 1\nroles: { security: [ "SHA256:a" ] }\nrules:\n  - { id: floor, match: { kind: identity.guard }, obligation: { approve: security }, floor: true }\n  - { id: plain, match: { kind: data.flow }, obligation: block }\n';
  const organisation = { file: 'org.yaml', text: floor };

  test('stands between the packs and the repository', () => {
    const loaded = load({
      organisation,
      text: `${head}rules: [ { id: mine, match: { kind: data.flow }, obligation: none } ]\n`,
    });
    expect(loaded.value.layers.map(({ name }) => name)).toEqual(['built-in', 'organisation', 'repository']);
    expect(asked(loaded)).toBe('approve: security by floor of organisation');
    expect(asked(loaded, { kind: 'data.flow', change: 'added' })).toBe('none by mine of repository');
  });

  test('a floor is not lowered, and the attempt is a problem and stands with the finding', () => {
    const loaded = load({
      organisation,
      text: `${head}rules:\n  - { id: mine, match: { path: "src/**" }, obligation: none }\n  - { id: other, match: { kind: data.field }, obligation: none }\n  - { id: stronger, match: { tag: CWE-862, path: "top/**" }, obligation: block }\n`,
    });
    expect(asked(loaded)).toBe('approve: security by floor of organisation');
    expect(judge(loaded.value, guardRemoved()).outranked).toContainEqual({
      id: 'mine',
      layer: 'repository',
      obligation: 'none',
    });
    expect(codes(loaded)).toEqual([`CS1022 ${file}:4`]);
    expect(asked(loaded, { path: 'top/x.ts' })).toBe('block by stronger of repository');
  });

  test('approval by another role, an exception and a redefined role are attempts too', () => {
    const loaded = load({
      organisation,
      text: `${head}roles: { security: [ "SHA256:b" ], team: [ "SHA256:c" ] }
rules: [ { id: mine, match: { kind: identity.guard }, obligation: { approve: team } } ]
exceptions:
  - { match: { kind: identity.guard }, reason: "We know.", role: team, until: 2999-01-01 }
`,
    });
    expect(asked(loaded)).toBe('approve: security by floor of organisation');
    expect(codes(loaded)).toEqual([`CS1023 ${file}:3`, `CS1022 ${file}:4`, `CS1022 ${file}:6`]);
    expect(loaded.value.roles['security']).toEqual(['SHA256:a']);
  });

  test('a repository below floors cannot only observe', () => {
    const loaded = load({ organisation, text: `${head}mode: observe\n` });
    expect([loaded.value.mode, ...codes(loaded)]).toEqual(['enforce', `CS1023 ${file}:3`]);
    expect(load({ text: `${head}mode: observe\n` }).value.mode).toBe('observe');
  });

  test('what a repository leaves out, lets pass or takes out of a class is not under the floors', () => {
    const given = 'ignore: [ "**" ]\ngate: { unsigned: count, bypass: security }\n';
    const loaded = load({ organisation, text: `${head}${given}` });
    expect(loaded.value).toMatchObject({ ignore: ['**'], underFloors: { ignore: [], gate: {} } });
    expect(judge(loaded.value, guardRemoved()).underFloor).toBe(true);
    expect(judge(loaded.value, guardRemoved({ kind: 'data.flow' }))).not.toHaveProperty('underFloor');
    const own = { file: 'org.yaml', text: `${floor}${given}` };
    expect(load({ organisation: own }).value.underFloors).toEqual({
      ignore: ['**'],
      gate: { unsigned: 'count', bypass: 'security' },
    });
    expect(load({ text: `${head}${given}` }).value).not.toHaveProperty('underFloors');
    const classes = `${head}dataClasses: [ { id: contact.email, names: [ post ], except: [ email ] } ]\n`;
    const data = { file: 'org.yaml', text: floor.replace('obligation: block }', 'obligation: block, floor: true }') };
    const kept = load({ organisation: data, text: classes });
    expect(kept.value.dataClasses).toEqual([{ id: 'contact.email', names: ['post'] }]);
    expect(codes(kept)).toEqual([`CS1023 ${file}:3`]);
    expect(load({ organisation, text: classes }).value.dataClasses?.[0]).toHaveProperty('except');
  });

  test('holds where a repository has no policy', () => {
    const loaded = load({ organisation });
    expect(loaded.value.layers.map(({ name }) => name)).toEqual(['built-in', 'organisation']);
    expect(asked(loaded)).toBe('approve: security by floor of organisation');
  });

  test('floors of packs and folders are none', () => {
    const sources = new Map([['repository .countersign/p.yaml', { file: 'p.yaml', text: floor }]]);
    expect(codes(load({ text: 'version: 1\nextends: [ ./p.yaml ]\n', sources }))).toEqual(['CS1024 p.yaml:4']);
  });
});

describe('folders', () => {
  const folders = [
    {
      folder: 'services/pay',
      text: 'version: 1\nrules: [ { id: pay, match: { kind: identity.guard }, obligation: block } ]\n',
    },
    {
      folder: 'services',
      text: 'version: 1\nmode: observe\nrules: [ { id: all, match: { kind: identity.guard }, obligation: none } ]\n',
    },
  ].map(({ folder, text }) => ({ folder, source: { file: `${folder}/${file}`, text } }));

  test('their rules are about what is beneath, and the inner one wins', () => {
    const loaded = load({ folders });
    expect(asked(loaded)).toBe('explain by guard-lost of built-in');
    expect(asked(loaded, { path: 'services/pay/a.ts' })).toBe('block by pay of folder');
    expect(asked(loaded, { path: 'services/payment.ts' })).toBe('none by all of folder');
    expect(asked(loaded, { path: 'services/payments/a.ts' })).toBe('none by all of folder');
  });

  test('what holds for all of a repository has no effect there', () => {
    const loaded = load({ folders });
    expect([loaded.value.mode, ...codes(loaded)]).toEqual(['enforce', 'CS1024 services/.countersign/policy.yaml:2']);
  });
});

describe('extends', () => {
  const sha = `sha512-${'A'.repeat(86)}==`;

  test('asks for files and packages, and takes what it is given', () => {
    const text = `version: 1\nextends: [ ./rules/pay.yaml, { package: "@acme/rules@3", integrity: "${sha}" } ]\n`;
    const first = load({ text });
    expect(first.wants.map(({ key }) => key)).toEqual([
      'repository .countersign/rules/pay.yaml',
      `package @acme/rules ${sha}`,
    ]);
    expect(codes(first)).toEqual([`CS1021 ${file}:2`, `CS1021 ${file}:2`]);
    const rule = (id: string): string =>
      `version: 1\nrules: [ { id: ${id}, match: { kind: identity.guard }, obligation: ${id === 'pay' ? 'block' : 'acknowledge'} } ]\n`;
    const loaded = load({
      text,
      sources: new Map([
        ['repository .countersign/rules/pay.yaml', { file: '.countersign/rules/pay.yaml', text: rule('pay') }],
        [`package @acme/rules ${sha}`, { file: '@acme/rules/policy.yaml', text: rule('acme') }],
      ]),
    });
    expect([...codes(loaded), ...loaded.wants]).toEqual([]);
    expect(asked(loaded)).toBe('block by pay of pack');
  });

  test.each([
    ['"@acme/rules"', 'CS1020'],
    ['{ package: "@acme/rules@3" }', 'CS1020'],
    ['{ package: "../x", integrity: "sha512-" }', 'CS1003'],
    [`{ package: "../x", integrity: "${sha}" }`, 'CS1020'],
    ['../../x.yaml', 'CS1021'],
    ['./../../../etc/passwd.yaml', 'CS1021'],
    ['./.git/x.yaml', 'CS1021'],
    ['./rules/x.js', 'CS1021'],
    ['"./a\\\\..\\\\..\\\\x.yaml"', 'CS1021'],
    ['/etc/x.yaml', 'CS1021'],
    ['https://example.com/x.yaml', 'CS1020'],
    ['__proto__', 'CS1021'],
    ['countersign:__proto__', 'CS1009'],
    ['countersign:constructor', 'CS1009'],
  ])('%s -> %s', (reference, code) => {
    const loaded = load({ text: `version: 1\nextends: [ ${reference} ]\n` });
    expect(codes(loaded)).toEqual([`${code} ${file}:2`]);
    expect(loaded.wants).toEqual([]);
  });

  test('circles and towers end', () => {
    const ring = (next: string): string => `version: 1\nextends: [ ./${next}.yaml ]\n`;
    const sources = new Map(
      ['a', 'b', 'c'].map((name, at, all) => [
        `repository .countersign/${name}.yaml`,
        { file: `${name}.yaml`, text: ring(all[(at + 1) % all.length]!) },
      ]),
    );
    expect(codes(load({ text: ring('a'), sources }))).toEqual(['CS1019 c.yaml:2']);
    const own = new Map([[`repository ${file}`, { file, text: ring('policy') }]]);
    expect(codes(load({ text: ring('policy'), sources: own }))).toEqual([`CS1019 ${file}:2`]);
    const tower = new Map(
      Array.from({ length: 50 }, (_, at) => [
        `repository .countersign/t${at}.yaml`,
        { file: `t${at}.yaml`, text: ring(`t${at + 1}`) },
      ]),
    );
    expect(codes(load({ text: ring('t0'), sources: tower }))).toEqual(['CS1019 t6.yaml:2']);
  });

  test('a package extends no files', () => {
    const sources = new Map([
      [
        `package @acme/rules ${sha}`,
        { file: '@acme/rules/policy.yaml', text: 'version: 1\nextends: [ ./more.yaml ]\n' },
      ],
    ]);
    const loaded = load({
      text: `version: 1\nextends: [ { package: "@acme/rules", integrity: "${sha}" } ]\n`,
      sources,
    });
    expect(codes(loaded)).toEqual(['CS1021 @acme/rules/policy.yaml:2']);
  });
});

describe('time', () => {
  const observe = `${head}mode: observe\nuntil: 2027-01-31\n`;

  test('observing ends', () => {
    const mode = (today: string | null): string => load({ text: observe, today }).value.mode;
    expect([mode(null), mode('2027-01-31'), mode('2027-02-01')]).toEqual(['observe', 'observe', 'enforce']);
    expect(load({ text: observe, today: '2027-02-01' }).value.digest).toBe(load({ text: observe }).value.digest);
  });

  test('an exception holds to its last day, and then is a problem', () => {
    const text = `${head}roles: { lead: [ x ] }
exceptions:
  - { id: legacy, match: { path: "src/" }, reason: "It is taken out.", role: lead, until: 2027-01-31 }
`;
    expect(asked(load({ text, today: '2027-01-31' }))).toBe('acknowledge by legacy of repository');
    const over = load({ text, today: '2027-02-01' });
    expect(asked(over)).toBe('explain by guard-lost of built-in');
    expect(codes(over)).toEqual([`CS1025 ${file}:5`]);
  });

  test('days that are none are refused', () => {
    expect(codes(load({ text: `${head}until: 2027-02-30\n` }))).toEqual([`CS1003 ${file}:3`]);
  });
});

describe('matching', () => {
  const about: Surroundings = {
    language: 'typescript',
    origin: { kind: 'agent', channel: 'hook', held: true, agent: 'claude-code', model: 'm-1', claimedBy: 'hook' },
  };

  test.each([
    ['origin: agent', true],
    ['origin: human', false],
    ['agent: "claude*"', true],
    ['model: ["!m-*"]', false],
    ['language: [python, typescript]', true],
    ['tag: "CWE-*"', true],
    ['subject: "DELETE *"', true],
    ['subject: "GET *"', false],
    ['subjectType: route', true],
    ['facet: identity', true],
    ['resourceKind: role', true],
    ['decision: hardcoded', false],
  ])('%s', (match, expected) => {
    const loaded = load({ text: `version: 1\nrules: [ { id: it, match: { ${match} }, obligation: block } ]\n` });
    expect(codes(loaded)).toEqual([]);
    expect(asked(loaded, {}, about)).toBe(expected ? 'block by it of repository' : 'none by unmatched of built-in');
  });

  test('the owner of a path approves', () => {
    const loaded = load({
      text: `version: 1
roles: { dev: [ a ], pay: [ b ] }
owners: [ { path: "**", role: dev }, { path: "src/pay/", role: pay } ]
rules: [ { id: it, match: {}, obligation: { approve: "@owner" } } ]
`,
    });
    expect(asked(loaded)).toBe('approve: dev by it of repository');
    expect(asked(loaded, { path: 'src/pay/x.ts' })).toBe('approve: pay by it of repository');
    const without = load({
      text: 'version: 1\nroles: { pay: [ b ] }\nowners: [ { path: src/pay/, role: pay } ]\nrules: [ { match: {}, obligation: { approve: "@owner" } } ]\n',
    });
    expect(codes(without)).toEqual([`CS1026 ${file}:4`]);
  });

  test('who governs is asked about what weakens the policy', () => {
    const loaded = load({
      text: `${head}roles: { sec: [ a ] }\ngovernedBy: sec\nrules: [ { id: easy, match: { kind: agent.config }, obligation: none } ]\n`,
    });
    const weakened = { detectorId: 'policy-weakened', kind: 'agent.config', change: 'weakened', path: file } as const;
    expect(asked(loaded, weakened)).toBe('approve: sec by governed of repository');
    expect(asked(loaded, { ...weakened, detectorId: 'agent-config-changed', path: 'CLAUDE.md' })).toBe(
      'none by easy of repository',
    );
    expect(codes(load({ text: `${head}governedBy: sec\n` }))).toEqual([`CS1008 ${file}:3`]);
  });
});
