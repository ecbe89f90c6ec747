import { describe, expect, it } from 'vitest';
import { repository, type ScratchRepository } from '../unit/host/scratch.ts';
import { countersign } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

const policy = `version: 1
extends: [ countersign:recommended ]
roles: { identity: [ ana@example.org ] }
guards: [ ourAuth.must ]
rules:
  - { id: guards, match: { kind: identity.guard, change: removed }, obligation: { approve: identity } }
  - { id: tls-check, match: { pattern: "requests.get(..., verify=False)" }, obligation: block }
`;
const route = (guard: string): string =>
  `import express from 'express';\nimport { ourAuth } from '@acme/auth';\nconst router = express.Router();\nrouter.delete('/a', ${guard}remove);\n`;

function team(): ScratchRepository {
  const files = repository();
  files.write('.countersign/policy.yaml', policy);
  files.write(
    '.countersign/allowed_signers',
    'ana@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFdVpTlicS5RPCpzo3TXgccZdY8yFpxmBYQ0P1F4vL/p\n',
  );
  files.write('src/a.ts', route('ourAuth.must, '));
  files.commit('base');
  files.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  return files;
}

describe('rules', () => {
  it('list prints what is in force, not what is on disk', async () => {
    const files = team();
    files.write('.countersign/policy.yaml', policy.replace('id: guards', 'id: other'));
    const run = await countersign(['rules', 'list'], { directory: files.root });
    expect(run).toMatchObject({ exitCode: 0, errors: '' });
    expect(run.output).toMatch(/^# Policy in force\n/);
    expect(run.output).toContain('| `guards` | kind `identity.guard`; change `removed` | approve: identity |');
    expect((await countersign(['rules', 'list', '--worktree'], { directory: files.root })).output).toContain(
      '| `other` |',
    );
  });

  it('explain says which rule of which layer decided, and what it outranked', async () => {
    const files = team();
    files.write('src/a.ts', route(''));
    const run = await countersignHere(['rules', 'explain', 'guard-removed:src/a.ts'], { directory: files.root });
    expect(run.exitCode).toBe(0);
    expect(run.output).toMatch(/-> guards \(repository, \.countersign\/policy\.yaml:6\) approve: identity: decides/);
    expect(run.output).toMatch(/guard-lost \(built-in, .*\) explain: replaced by the repository's guards/);
    expect((await countersignHere(['rules', 'explain', 'nothing'], { directory: files.root })).exitCode).toBe(2);
  });

  it('test runs fixtures of the team by the rules on disk', async () => {
    const files = team();
    files.write('.countersign/policy.yaml', policy.replace('verify=False)" }', 'verify=False)", agent: "lab-*" }'));
    const fixture = (mark: string, origin = 'agent lab-agent'): string =>
      `# only: tls-check\n# origin: ${origin}\n## TLS\n=== a.py\n  import requests\n+ requests.get(u, verify=False)\n${mark}`;
    files.write('.countersign/tests/tls.ndiff', fixture('? ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tls-check => block\n'));
    expect(await countersignHere(['rules', 'test'], { directory: files.root })).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('1 case, all as marked.') as string,
    });
    files.write(
      '.countersign/tests/own.ndiff',
      fixture('? ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tls-check => none\n', 'human'),
    );
    files.write('.countersign/tests/tls.ndiff', fixture(''));
    const run = await countersignHere(['rules', 'test'], { directory: files.root });
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('not marked: tls-check on line 6');
    files.write('.countersign/tests/tls.ndiff', 'nonsense\n');
    expect((await countersignHere(['rules', 'test'], { directory: files.root })).exitCode).toBe(2);
  });

  it('lint is silent about good rules, and exits 1 and 2 about others', async () => {
    const files = team();
    expect(await countersignHere(['rules', 'lint'], { directory: files.root })).toMatchObject({ exitCode: 0 });
    files.write('.countersign/policy.yaml', `${policy}  - { match: {}, obligation: none }\n`);
    const broad = await countersignHere(['rules', 'lint'], { directory: files.root });
    expect(broad.exitCode).toBe(1);
    expect(broad.output).toContain('CS1043');
    files.write('.countersign/policy.yaml', policy.replace('kind: identity.guard', 'kind: identity.gaurd'));
    const misspelt = await countersignHere(['rules', 'lint'], { directory: files.root });
    expect(misspelt.exitCode).toBe(2);
    expect(misspelt.output).toContain('CS1005');
  });

  it('a floor of the organisation holds in review', async () => {
    const files = team();
    files.write(
      'org.yaml',
      'version: 1\nrules: [ { id: top, match: { kind: identity.guard }, obligation: block, floor: true } ]\n',
    );
    files.write('src/a.ts', route(''));
    const run = await countersignHere(['review', '--org-policy', 'org.yaml'], { directory: files.root });
    expect(run.output).toMatch(/rule {4}top \(organisation, .*org\.yaml:2\); outranks guards/);
    expect(
      (await countersignHere(['review', '--org-policy', `sha256:${'0'.repeat(64)}`], { directory: files.root }))
        .exitCode,
    ).toBe(2);
  });

  it('a package without its integrity cannot be judged by', async () => {
    const files = team();
    files.write('.countersign/policy.yaml', 'version: 1\nextends: [ { package: "@acme/rules" } ]\n');
    files.commit('unpinned');
    files.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const run = await countersignHere(['review'], { directory: files.root });
    expect(run.exitCode).toBe(2);
    expect(run.output + run.errors).toContain('CS1020');
  });
});
