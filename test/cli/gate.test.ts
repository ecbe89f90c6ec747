import { describe, expect, it, vi } from 'vitest';
import { app, branch, file, gate, gateJson, guarded, open, outcomes, turn, unsignedCounts } from './gate-steps.ts';
import { countersign } from './run-cli.ts';

// A gate is a process and an analysis, and each test asks several.
vi.setConfig({ testTimeout: 400_000 });

describe('countersign gate', () => {
  it('is closed over what nobody answered for, and says what is missing, who must act and how', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    const run = await gate(files);
    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('The gate is closed.');
    expect(run.output).toMatch(/src\/app\.js:8 .*removed/);
    expect(run.output).toMatch(
      /missing +Nobody has answered for this\.\n +who +whoever made the change\n +how +explain it/,
    );
  });

  it('is open over what was acknowledged', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toEqual(['guard-removed: record']);
    expect(answer).toMatchObject({ outcome: 'passes', exitCode: 0 });
  });

  it('is open where nothing asks for an answer, reviewed or not', async () => {
    const files = branch();
    files.write(file, app('requireAuth, requireAdmin, ', 'res.end(remove(req.params.id)) // gone'));
    files.commit('work');
    expect(await gate(files)).toMatchObject({ exitCode: 0 });
  });
});

/** What a reviewed change goes through on its way; none of it asks anybody again. */
describe('what was answered for stays answered for', () => {
  const network = (host: string): string => `fetch('https://${host}/x').then(() => res.end())`;

  it('through a second turn in the same place, whose content in between was never committed', async () => {
    const files = branch();
    const first = app('requireAuth, requireAdmin, ', network('a.example.com'));
    const second = app('requireAuth, ', network('a.example.com'));
    await turn(files, { [file]: [guarded, first] });
    await turn(files, { [file]: [first, second] });
    files.commit('both');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toEqual(
      expect.arrayContaining(['guard-removed: record', 'network-destination-added: lineage']),
    );
    expect(answer.exitCode).toBe(0);
  });

  it('through hunks that were accepted one by one', async () => {
    const files = branch();
    const both = app('requireAuth, ', network('a.example.com')).replace("res.end('ok')", "res.end('fine')");
    await turn(files, { [file]: [guarded, both] });
    files.commit('hunks');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
  });

  it('through a touch-up by hand elsewhere in the file', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.write(file, open.replace("res.end('ok')", "res.end('fine')"));
    files.commit('touched up');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: record']);
    // What is left of the route is part of what was answered for; how it is laid out is not.
    files.write(
      file,
      open
        .replace("res.end('ok')", "res.end('fine')")
        .replace('  res.end(remove(', '\n      res.end(\n        remove('),
    );
    files.commit('formatted');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: record']);
    files.write(file, open.replace('remove(req', 'destroy(req'));
    files.commit('another route');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: changed-since']);
  });

  it('through a squash, an amended message and a rebase', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('one');
    files.write('src/other.js', 'module.exports = 1;\n');
    files.commit('two');
    files.git('switch', '--quiet', 'main');
    files.write('src/main.js', 'module.exports = 2;\n');
    files.commit('main goes on');
    files.git('switch', '--quiet', 'work');
    files.git('rebase', '--quiet', 'main');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
    files.git('reset', '--quiet', '--soft', 'main');
    files.commit('squashed');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0 });
  });

  it('through a merge with a base that changed the file elsewhere', async () => {
    const files = branch();
    const first = app('requireAuth, requireAdmin, ', network('a.example.com'));
    const second = app('requireAuth, ', network('a.example.com'));
    await turn(files, { [file]: [guarded, first] });
    await turn(files, { [file]: [first, second] });
    files.commit('both');
    files.git('switch', '--quiet', 'main');
    files.write(file, guarded.replace("res.end('ok')", "res.end('fine')"));
    files.commit('main goes on');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toEqual(
      expect.arrayContaining(['guard-removed: record', 'network-destination-added: lineage']),
    );
    expect(answer.exitCode).toBe(0);
  });

  it('through a merge of that base into the branch, and a rebase onto it', async () => {
    const first = app('requireAuth, requireAdmin, ', network('a.example.com'));
    const second = app('requireAuth, requireAdmin, ', `log(req.params.id);\n  ${network('a.example.com')}`);
    for (const how of ['merge', 'rebase'] as const) {
      const files = branch();
      await turn(files, { [file]: [guarded, first] });
      files.commit('first');
      await turn(files, { [file]: [first, second] });
      files.commit('second');
      files.git('switch', '--quiet', 'main');
      files.write(file, guarded.replace("res.end('ok')", "res.end('fine')"));
      files.commit('main goes on');
      files.git('switch', '--quiet', 'work');
      files.git(...(how === 'merge' ? ['merge', '--quiet', '--no-edit', 'main'] : ['rebase', '--quiet', 'main']));
      const answer = await gateJson(files);
      expect(outcomes(answer)).toEqual(['network-destination-added: lineage']);
      // What was slipped into the merge, or into a commit, was seen by nobody.
      files.write(file, files.read(file).toString().replace('log(req.params.id)', 'log(req.headers)'));
      files.git('commit', '--quiet', '--all', '--amend', '--no-edit');
      expect((await gateJson(files)).exitCode).toBe(1);
    }
  });

  it('through a rename, before or after it was reviewed', async () => {
    const renamed = 'src/server.js';
    for (const isFirst of [true, false]) {
      const files = branch();
      if (isFirst) files.git('mv', file, renamed);
      await turn(files, { [isFirst ? renamed : file]: [guarded, open] });
      if (!isFirst) files.git('mv', file, renamed);
      files.commit('renamed');
      const answer = await gateJson(files);
      expect(outcomes(answer)).toEqual(['guard-removed: record']);
      expect(answer.exitCode).toBe(0);
    }
  });

  it('through an indentation and a move within the file', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    const [head, route] = open.split('\n\n');
    const [imports, health] = [head!.split('\n').slice(0, 3).join('\n'), head!.split('\n').slice(3).join('\n')];
    files.write(
      file,
      `${imports}\n\n${route!.replace('module.exports = app;\n', '')}${health}\n\nmodule.exports = app;\n`,
    );
    files.commit('moved');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: record']);
  });
});

describe('what could not be judged', () => {
  it('is no clean answer, until somebody accepts it as that', async () => {
    const files = branch();
    files.write('data.xyzzy', 'unknown\n');
    files.commit('blob');
    expect(await gateJson(files)).toMatchObject({
      exitCode: 2,
      outcome: 'not-judged',
      unjudged: [{ path: 'data.xyzzy', settled: null }],
    });
    await turn(files, { 'data.xyzzy': [null, 'unknown\n'] });
    expect(await gateJson(files)).toMatchObject({
      exitCode: 0,
      unjudged: [{ path: 'data.xyzzy', settled: [{ seq: 1 }] }],
    });
  });

  it('a merge that conflicts', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    files.git('switch', '--quiet', 'main');
    files.write(file, guarded.replace('requireAdmin, (', 'requireOwner, ('));
    files.commit('main');
    const run = await gate(files);
    expect(run).toMatchObject({ exitCode: 2, output: '' });
    expect(run.errors).toContain(`conflict in "${file}"`);
  });

  it('a shallow clone that does not reach back', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    files.git('switch', '--quiet', 'main');
    files.commit('main goes on');
    files.git('clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${files.root}`, files.at('clone'));
    const run = await countersign(['gate', '--base', 'origin/main', '--head', 'origin/work'], {
      directory: files.at('clone'),
    });
    expect(run).toMatchObject({ exitCode: 2, output: '' });
    expect(run.errors).toContain('git fetch --unshallow');
  });
});

describe('the policy of the base', () => {
  it('that only observes stops nobody, and says what is missing', async () => {
    const files = branch(`${unsignedCounts}mode: observe\n`);
    files.write(file, open);
    files.commit('work');
    const run = await gate(files);
    expect(run.exitCode).toBe(0);
    expect(run.output).toContain('Nobody has answered for this.');
    expect(run.output).toContain('only observes');
  });

  it('leaves out what it leaves out of reviews, but no file that is moved there', async () => {
    const files = branch(`${unsignedCounts}ignore: [gen/, '*.xyzzy']\n`);
    files.write('gen/sh.js', "require('child_process').exec(process.argv[2]);\n");
    files.write('data.xyzzy', 'unknown\n');
    files.commit('generated');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0, ignored: ['data.xyzzy', 'gen/sh.js'] });
    files.git('mv', file, 'gen/app.js');
    files.write('gen/app.js', open);
    files.commit('moved');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: no-record']);
  });

  it('that cannot be read lets nothing through', async () => {
    const files = branch('version: 1\nextends: [countersign:recomended]\n');
    files.write(file, open);
    files.commit('work');
    expect(await gateJson(files)).toMatchObject({ exitCode: 2 });
  });

  it('that asks for words is not satisfied by a tick of before', async () => {
    const files = branch();
    const text = `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');\nnew S3Client({}).send(new PutObjectCommand({ Bucket: 'b', Key: 'k' }));\n`;
    await turn(files, { 'src/put.js': [null, text] });
    files.commit('work');
    expect(outcomes(await gateJson(files))).toEqual(['cloud-permission-added: record']);
    files.git('switch', '--quiet', 'main');
    files.write(
      '.countersign/policy.yaml',
      `${unsignedCounts}rules: [{ match: { kind: permission.cloud }, obligation: explain }]\n`,
    );
    files.commit('stricter');
    const answer = await gateJson(files);
    expect(outcomes(answer)).toEqual(['cloud-permission-added: too-weak']);
    expect(answer.exitCode).toBe(1);
  });

  it('that blocks is not satisfied by any record', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    files.git('switch', '--quiet', 'main');
    files.write(
      '.countersign/policy.yaml',
      `${unsignedCounts}rules: [{ match: { kind: identity.guard, change: removed }, obligation: block }]\n`,
    );
    files.commit('stricter');
    expect(outcomes(await gateJson(files))).toEqual(['guard-removed: blocked']);
  });
});

describe('layers', () => {
  it('an exception of the base lets what is blocked be acknowledged, until it ends', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.commit('work');
    const policy = (until: string): string => `${unsignedCounts}roles: { security: ['SHA256:x'] }
rules: [{ match: { kind: identity.guard, change: removed }, obligation: block }]
exceptions:
  - { match: { kind: identity.guard, path: src/app.js }, reason: The old client., role: security, until: ${until} }
`;
    files.git('switch', '--quiet', 'main');
    for (const [until, outcome] of [
      ['2999-12-31', 'record'],
      ['2020-12-31', 'blocked'],
    ] as const) {
      files.write('.countersign/policy.yaml', policy(until));
      files.commit(`until ${until}`);
      expect(outcomes(await gateJson(files))).toEqual([`guard-removed: ${outcome}`]);
    }
  });

  it('--org-policy asks for what the repository would not', async () => {
    const files = branch(`${unsignedCounts}ignore: ['src/**']\nrules: [{ match: { kind: '*' }, obligation: none }]\n`);
    files.write(file, open);
    files.commit('work');
    expect(await gateJson(files)).toMatchObject({ exitCode: 0, findings: [] });
    files.write(
      '.git/organisation.yaml',
      'version: 1\nrules: [{ match: { kind: identity.guard, change: removed }, obligation: block, floor: true }]\n',
    );
    const answer = await gateJson(files, '--org-policy', '.git/organisation.yaml');
    expect(outcomes(answer)).toEqual(['guard-removed: blocked']);
    // Whose the commits are is known to rules as it is to a review.
    files.git('commit', '--quiet', '--amend', '--message', 'work\n\nCo-authored-by: Claude <noreply@anthropic.com>');
    files.write(
      '.git/organisation.yaml',
      'version: 1\nrules: [{ match: { kind: identity.guard, agent: claude-code }, obligation: block, floor: true }]\n',
    );
    expect(outcomes(await gateJson(files, '--org-policy', '.git/organisation.yaml'))).toEqual(outcomes(answer));
    const gone = await gate(files, '--org-policy', 'nowhere.yaml');
    expect(gone).toMatchObject({ exitCode: 2, output: '' });
  });
});

describe('--format', () => {
  it('github prints annotations on the lines, and the log', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    const { output } = await gate(files, '--format', 'github');
    expect(output).toMatch(/^::error file=src\/app\.js,line=8,title=Countersign%3A explain::.+%0AWho: .+%0AHow: .+$/m);
    expect(output).toContain('The gate is closed.');
  });

  it('gitlab is a code quality report', async () => {
    const files = branch();
    files.write(file, open);
    files.commit('work');
    const [issue] = JSON.parse((await gate(files, '--format', 'gitlab')).output) as object[];
    expect(issue).toMatchObject({
      check_name: 'guard-removed',
      severity: 'major',
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      location: { path: file, lines: { begin: 8 } },
    });
  });

  it('sarif suppresses what was answered for, with who did', async () => {
    const files = branch();
    await turn(files, { [file]: [guarded, open] });
    files.write('src/sh.js', "require('child_process').exec(process.argv[2]);\n");
    files.commit('work');
    const log = JSON.parse((await gate(files, '--format', 'sarif')).output) as {
      readonly runs: readonly {
        readonly results: readonly { readonly ruleId: string; readonly suppressions: readonly object[] }[];
      }[];
    };
    const results = log.runs[0]!.results;
    expect(results.find(({ ruleId }) => ruleId === 'guard-removed')?.suppressions).toMatchObject([
      { kind: 'external', status: 'accepted' },
    ]);
    expect(results.find(({ ruleId }) => ruleId === 'process-execution-added')?.suppressions).toEqual([]);
  });
});
