import { expect, it } from 'vitest';
import { factsOf } from './facts-of.ts';

/** 120 KB: what looks at each place again for each place does not end within a test. */
const fill = (text: string, length = 120_000): string => text.repeat(Math.ceil(length / text.length));
const lines = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join('\n');
const firestore = (rules: string): string =>
  `service cloud.firestore {\n  match /databases/{d}/documents {\n${rules}\n  }\n}\n`;
const realtime = (rule: string): string => JSON.stringify({ rules: { x: { '.read': rule } } });
const choices = (levels: number): string =>
  Array.from({ length: levels }).reduce<string>((asked) => `(${asked}) ? auth.uid == "x" : auth.uid == "y"`, 'a == b');
const policy = (spec: string): string =>
  `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: a\nspec:\n${spec}`;

const cases: readonly (readonly [what: string, path: string, text: string])[] = [
  [
    'functions that call each other',
    'a.rules',
    firestore(
      `function a() { return ${fill('b() && ', 300)}true; }\nfunction b() { return ${fill('a() || ', 300)}false; }\nmatch /x/{y} { allow read: if a(); }`,
    ),
  ],
  [
    'functions that double',
    'a.rules',
    firestore(
      `${lines(60, (i) => `function f${i}(x) { return ${fill(`f${i + 1}(x) && `, 300)}true; }`)}\nmatch /x/{y} { allow read: if f0(y); }`,
    ),
  ],
  [
    'arguments that double',
    'a.rules',
    firestore(
      `${lines(60, (i) => `function f${i}(x) { return f${i + 1}(x + x + x); }`)}\nmatch /x/{y} { allow read: if f0(y); }`,
    ),
  ],
  [
    'names that double',
    'a.rules',
    firestore(
      `function f(x) { let a0 = x; ${lines(60, (i) => `let a${i + 1} = a${i} + a${i};`)} return a60; }\nmatch /x/{y} { allow read: if f(y); }`,
    ),
  ],
  ['functions without a body', 'a.rules', firestore(fill('function '))],
  ['choices that are asked by choices', 'database.rules.json', realtime(choices(40))],
  ['choices of twenty levels, asked twice each', 'database.rules.json', realtime(choices(20))],
  ['rules of one place', 'a.rules', firestore(fill('allow read; '))],
  ['alternatives without end', 'a.rules', firestore(`match /x/{y} { allow read: if ${fill('a || ')}b; }`)],
  ['denials of denials', 'a.rules', firestore(`match /x/{y} { allow read: if ${fill('!')}b; }`)],
  ['brackets without end', 'a.rules', firestore(`match /x/{y} { allow read: if ${fill('(')}b; }`)],
  [
    'names of prototypes',
    'a.rules',
    firestore('match /x/{constructor} { allow __proto__, toString: if constructor(valueOf); }'),
  ],
  ['blank lines', 'nginx.conf', `${fill('\n')}server { }`],
  ['denials of addresses', 'nginx.conf', `server { location / {\n${fill('allow 10.0.0.1;\ndeny all;\n')}} }`],
  [
    'locations that have it all from around them',
    'nginx.conf',
    `server { auth_basic "x";\n${fill('location /a { return 1; }\n')}}`,
  ],
  ['requirements of one section', 'httpd.conf', `<Location /x>\n${fill('Require ip 10.0.0.1\n')}</Location>\n`],
  [
    'snippets that double, and one that is in itself',
    'Caddyfile',
    `(a) {\nimport a\nimport a\n}\na.example {\nimport a\nimport s0\n}\n${lines(60, (i) => `(s${i}) {\nimport s${i + 1}\nimport s${i + 1}\n}`)}\n`,
  ],
  ['rules without a body', 'a.rego', fill('allow if\n')],
  ['defaults', 'a.rego', fill('default allow := false\n')],
  [
    'rules that stand for each other and double',
    'a.rego',
    `allow if { r0; a }\na if { b; b }\nb if { a; a }\n${lines(60, (i) => `r${i} if { r${i + 1}; r${i + 1} }\nr${i} if { r${i + 1} }`)}\n`,
  ],
  ['policies', 'a.cedar', fill('permit (principal, action, resource);\n')],
  ['policies without an end', 'a.cedar', fill('permit (principal, action, resource) ')],
  ['blank lines in a policy', 'a.yaml', policy(`  rules: []\n${fill('\n')}  x: 1\n`)],
  [
    'issuers',
    'a.yaml',
    `apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: { name: a }\nspec:\n  jwtRules:\n${lines(1_000, (i) => `    - { issuer: i${i} }`)}\n`,
  ],
  [
    'middleware by names',
    'traefik.yml',
    `http:\n  routers:\n    a:\n      middlewares: [${Array.from({ length: 5_000 }, (_, i) => `m${i}`).join(', ')}]\n`,
  ],
  [
    'chains in a circle',
    'traefik.yml',
    'http:\n  routers: { r: { middlewares: [a] } }\n  middlewares:\n    a: { chain: { middlewares: [a, b, b] } }\n    b: { chain: { middlewares: [a, a, b] } }\n',
  ],
  [
    'patterns and methods',
    'web.xml',
    `<web-app><security-constraint><web-resource-collection>${fill('<url-pattern>/a</url-pattern>')}${lines(2_000, (i) => `<http-method>M${i}</http-method>`)}</web-resource-collection><auth-constraint><role-name>a</role-name></auth-constraint></security-constraint></web-app>`,
  ],
];

it.each(cases)('%s end, with few facts', async (_, path, text) => {
  const { facts, failures } = await factsOf(path, text);
  expect(failures).toEqual([]);
  expect(facts.length).toBeLessThan(10_000);
  expect(Math.max(0, ...facts.map(({ resource }) => resource.norm.length))).toBeLessThan(2_500);
});
