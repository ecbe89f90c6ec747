import { expect, test } from 'vitest';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const tables = `version: 1
extends: [ countersign:recommended ]
guards:
  - ourAuth.must
  - { call: allow.staff, requires: role, value: admin }
  - { call: Gate.pass, requires: scope }
vendors:
  - { name: Acme Metrics, category: analytics, sink: analytics, packages: ["@acme/metrics", acme_metrics], hosts: [metrics.acme.io] }
sinks:
  - { call: Journal.write, sink: log, to: the journal }
wrappers:
  - { call: "@acme/http.getJson", does: fetch }
`;

const { value: policy, problems } = loadPolicy({
  packs: { 'countersign:recommended': { file: 'r', text: 'version: 1\n' } },
  repository: { file: 'policy.yaml', text: tables },
});

async function messages(path: string, before: string, after: string, own = true): Promise<readonly string[]> {
  const { findings, failures } = await reviewTexts(
    { before: { [path]: before }, after: { [path]: after } },
    own ? policy : undefined,
  );
  expect(failures).toEqual([]);
  return findings.map(({ detectorId, message }) => `${detectorId}: ${message}`).toSorted();
}

test('the tables have no problems', () => expect(problems).toEqual([]));

const express = (guards: string, first = ''): string =>
  `import express from 'express';\nimport { ourAuth, allow } from '@acme/auth';\nconst router = express.Router();\nrouter.get('/a', ${guards}(req, res) => {\n${first}  res.send(find(req.params.id));\n});\n`;

test('a guard of the team in front of a route is missed when it goes', async () => {
  const found = await messages('src/a.ts', express('ourAuth.must, '), express(''));
  expect(found).toEqual(['guard-removed: GET /a no longer requires authentication.']);
  expect(await messages('src/a.ts', express('ourAuth.must, '), express(''), false)).not.toEqual(found);
});

test('so is one that is called first, or asked', async () => {
  expect(await messages('src/a.ts', express('', '  ourAuth.must(req);\n'), express(''))).toEqual([
    'guard-removed: GET /a no longer requires authentication.',
  ]);
  const asked = '  if (!allow.staff(req.user)) return res.status(403).end();\n';
  expect(await messages('src/a.ts', express('', asked), express(''))).toEqual([
    'guard-removed: GET /a no longer requires admin.',
  ]);
});

test('a guard in Python and in Go', async () => {
  const flask = (guard: string): string =>
    `from flask import Flask\nfrom acme import ourAuth\napp = Flask(__name__)\n\n@app.route("/a", methods=["POST"])\n${guard}def act():\n    return change()\n`;
  expect(await messages('a.py', flask('@ourAuth.must\n'), flask(''))).toEqual([
    'guard-removed: POST /a no longer requires authentication.',
  ]);
  const gin = (guard: string): string =>
    `package main\n\nimport "github.com/gin-gonic/gin"\n\nfunc main() {\n\tr := gin.New()\n\tr.POST("/a", func(c *gin.Context) {\n${guard}\t\tchange(c)\n\t})\n}\n`;
  const check = '\t\tif err := ourAuth.must(c); err != nil {\n\t\t\tc.AbortWithStatus(403)\n\t\t\treturn\n\t\t}\n';
  expect(await messages('main.go', gin(check), gin(''))).toEqual([
    'guard-removed: POST /a no longer requires authentication.',
  ]);
});

test('names that only end alike are no guards', async () => {
  expect(await messages('src/a.ts', express('', '  yourourAuth.must(req);\n'), express(''))).toEqual([]);
});

test('a vendor by its package and by its host', async () => {
  const sdk = (line: string): string =>
    `import { track } from '@acme/metrics';\nexport function f(user: User) {\n${line}}\n`;
  expect(await messages('src/a.ts', sdk(''), sdk('  track(user.email);\n'))).toContain(
    'data-sent: Sends email to Acme Metrics.',
  );
  const call = (line: string): string => `export async function f(user: User) {\n${line}}\n`;
  const post = "  await fetch('https://eu.metrics.acme.io/v1', { method: 'POST', body: user.email });\n";
  expect((await messages('src/a.ts', call(''), call(post))).join('\n')).toMatch(/email .*eu\.metrics\.acme\.io/);
});

test('a sink of the team', async () => {
  const sink = (line: string): string =>
    `import { Journal } from './journal';\nexport function f(user: User) {\n${line}}\n`;
  expect(await messages('src/a.ts', sink(''), sink('  Journal.write(user.email);\n'))).toEqual([
    expect.stringMatching(/^data-logged: .*email/),
  ]);
  expect(await messages('src/a.ts', sink(''), sink('  Journal.write(user.email);\n'), false)).toEqual([]);
});

test('a wrapper of the team does what it wraps', async () => {
  const call = (line: string): string =>
    `import { getJson as get } from '@acme/http';\nexport async function f() {\n${line}}\n`;
  const got = "  await get('https://api.partner.io/x');\n";
  expect(await messages('src/a.ts', call(''), call(got))).toEqual([
    expect.stringMatching(/^network-destination-added: .*api\.partner\.io/),
  ]);
  expect(await messages('src/a.ts', call(''), call(got), false)).toEqual([]);
});
