import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accept, acceptAndCommit, cloneAt, file, guarded, open, person, team, type Clone } from './records-steps.ts';
import { repositoryAt, scratch } from '../unit/host/scratch.ts';
import { makeKey } from '../unit/records/sealed.ts';

const ana = person('ana');
const ben = person('ben', '-t', 'ecdsa', '-b', '256');

const ledgerPath = '.git/countersign/ledger.jsonl';
const idOf = (clone: Clone): string => clone.read('.git/countersign/ledger-id').toString().trim();

/** A change of ana's that waits for the identity team, sealed, asked for and pushed. */
async function asked() {
  const made = team([ana, ben], [ben]);
  const hers = made.clone(ana);
  hers.git('switch', '--quiet', '-c', 'work');
  await acceptAndCommit(hers, { before: guarded, after: open });
  const [changeSet = ''] = /"changeSet":"([^"]+)"/.exec(hers.read(ledgerPath).toString())?.slice(1) ?? [];
  expect(await hers.run('seal')).toMatchObject({ exitCode: 0 });
  const published = await hers.run('publish', '--request', changeSet);
  expect(published).toMatchObject({ exitCode: 0, output: expect.stringContaining('identity-team') as string });
  hers.git('push', '--quiet', 'origin', 'work');
  const id = /countersign open ([0-9a-f]+)/.exec(published.output)?.[1] ?? '';
  return { made, hers, changeSet, id };
}

describe('a second person', () => {
  it('opens what was asked for elsewhere, and approves it with a signature', { timeout: 240_000 }, async () => {
    const { made, hers, id, changeSet } = await asked();
    const his = made.clone(ben);
    expect(await his.run('fetch')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('1 ledger and 1 request') as string,
    });
    his.git('switch', '--quiet', 'work');

    const shown = await his.run('open', id);
    expect(shown.exitCode).toBe(1);
    for (const words of [
      'remove no longer requires admin.',
      'The gateway checks it.',
      '-   requireAdmin();',
      'HEAD holds exactly this',
      'waits for identity-team',
      'lab-agent',
    ])
      expect(shown.output).toContain(words);
    expect((await his.run('open')).output).toContain(id);

    const piped = await his.run('decide', id, '--approve');
    expect(piped).toMatchObject({ exitCode: 2, errors: expect.stringContaining('needs a terminal') as string });
    const refused = await his.type(['no'], 'decide', id, '--approve');
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringContaining('Nothing was recorded') as string });
    const approved = await his.type(['approve'], 'decide', id, '--approve', '--words', 'Agreed.');
    expect(approved.output).toContain('Sealed with SHA256:');
    expect(approved.exitCode).toBe(0);
    expect((await his.run('publish')).exitCode).toBe(0);

    await hers.run('fetch');
    expect(await hers.run('open', changeSet)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('approved by ben@example.org') as string,
    });
    const own = await hers.type([], 'decide', id, '--approve');
    expect(own).toMatchObject({ exitCode: 2, output: expect.stringContaining('no second person') as string });

    const verified = await hers.run('verify');
    expect(verified.exitCode).toBe(0);
    expect(verified.output).toMatch(/Sealed No\. 1 to 1 by ana@example\.org/);
    expect(verified.output).toMatch(/Sealed No\. 1 to 1 by ben@example\.org/);
    expect(verified.output).toContain('an anchor outside names the newest record');
  });

  it('may reject it, with a reason, and then it is no longer accepted', { timeout: 240_000 }, async () => {
    const { made, hers, id, changeSet } = await asked();
    const his = made.clone(ben);
    await his.run('fetch');
    const rejected = await his.type(['Nobody checks it at the gateway.', 'reject'], 'decide', id, '--reject');
    expect(rejected).toMatchObject({ exitCode: 0, output: expect.stringContaining('Recorded as No. 1') as string });
    await his.run('publish');
    await hers.run('fetch');
    expect((await hers.run('open', changeSet)).output).toContain('Rejected by ben@example.org: Nobody checks it');
    expect((await hers.run('audit')).exitCode).toBe(1);
  });

  it('is neither the author with another key, nor somebody without the role', { timeout: 240_000 }, async () => {
    const { made, id } = await asked();
    const again = { ...ana, key: makeKey(`ana-2-${Date.now()}`) };
    const other = cloneAt(made.clone(ana, 'ana-again').root, again);
    await other.run('fetch');
    const own = await other.type([], 'decide', id, '--approve', '--key', again.key.path);
    expect(own).toMatchObject({ exitCode: 2, output: expect.stringContaining('no second person') as string });
    const cleo = made.clone(person('cleo'));
    await cleo.run('fetch');
    const without = await cleo.type([], 'decide', id, '--approve');
    expect(without).toMatchObject({ exitCode: 2, output: expect.stringContaining('none of the roles') as string });
  });
});

describe('a ledger', () => {
  it('that was cut off here is found by what was published, and is not published', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    await hers.run('seal');
    await accept(hers, { path: 'src/other.js', before: 'a\n', after: 'b\n' });
    expect((await hers.run('publish')).exitCode).toBe(0);
    const lines = hers.read(ledgerPath).toString().split('\n');
    hers.write(ledgerPath, `${lines.slice(0, 2).join('\n')}\n`);
    const verified = await hers.run('verify');
    expect(verified).toMatchObject({
      exitCode: 2,
      output: expect.stringMatching(/truncated {2}The chain ends at No\. 2/) as string,
    });
    expect(await hers.run('publish')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('CS3084') as string,
    });
  });

  it('that was cut off at the remote is refused by who fetched it before', { timeout: 120_000 }, async () => {
    const made = team([ana, ben], []);
    const hers = made.clone(ana);
    await accept(hers, { before: guarded, after: open });
    await hers.run('publish');
    const ref = `refs/countersign/ledger/${idOf(hers)}`;
    const first = hers.git('rev-parse', ref);
    await accept(hers, { path: 'src/other.js', before: 'a\n', after: 'b\n' });
    await hers.run('publish');
    const his = made.clone(ben);
    await his.run('fetch');
    hers.git('push', '--quiet', '--force', 'origin', `${first}:${ref}`);
    const again = await his.run('fetch');
    expect(again).toMatchObject({ exitCode: 2, errors: expect.stringContaining('does not continue') as string });
    expect((await his.run('verify')).output).toContain('2 records, the chain is whole');
    hers.git('push', '--quiet', '--force', 'origin', `${ref}:${ref}`);
    await hers.run('fetch');
    hers.git('update-ref', '-d', ref);
    expect((await hers.run('publish')).exitCode).toBe(0);
    hers.git('push', '--quiet', 'origin', `:${ref}`);
    expect(await his.run('fetch')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('is gone') as string });
  });

  it('whose head a commit names cannot lose it', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    hers.git('config', 'grep.patternType', 'fixed');
    await accept(hers, { before: guarded, after: open });
    await accept(hers, { path: 'src/other.js', before: 'a\n', after: 'b\n' });
    await hers.run('seal');
    const trailer = /Countersign-Head: .+/.exec((await hers.run('verify')).output)?.[0] ?? '';
    hers.git('commit', '--quiet', '--allow-empty', '-m', `work\n\n${trailer}`);
    expect((await hers.run('verify')).output).toContain('an anchor outside names the newest record');
    hers.write(ledgerPath, `${hers.read(ledgerPath).toString().split('\n').slice(0, 1).join('\n')}\n`);
    expect(await hers.run('verify')).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('truncated') as string,
    });
  });

  it('of an outside contributor comes in the branch', { timeout: 120_000 }, async () => {
    const made = team([ana, ben], [ben]);
    const hers = made.clone(ana);
    hers.git('switch', '--quiet', '-c', 'work');
    await acceptAndCommit(hers, { before: guarded, after: open });
    await hers.run('seal');
    expect((await hers.run('publish', '--in-branch')).exitCode).toBe(0);
    hers.commit('records');
    hers.git('push', '--quiet', 'origin', 'work');
    const his = made.clone(ben);
    const listed = await his.run('open', '--records', 'origin/work');
    expect(listed.output).toContain('waits for identity-team');
    const audited = await his.run('audit', 'origin/main..origin/work', '--records', 'origin/work');
    expect(audited).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('2 commits, 0 with changes') as string,
    });
    const verified = await his.run('verify', '--records', 'origin/work', '--format', 'json');
    expect(JSON.parse(verified.output)).toMatchObject({ ledgers: [{ records: 2, faults: [] }] });
  });

  it(
    'is shared by the work trees of a clone, and read from a folder or another clone',
    { timeout: 120_000 },
    async () => {
      const made = team([ana], []);
      const hers = made.clone(ana);
      hers.git('worktree', 'add', '--quiet', '-b', 'side', hers.at('../side'));
      const side = cloneAt(hers.at('../side'), ana);
      await acceptAndCommit(side, { before: guarded, after: open });
      expect((await side.run('seal')).exitCode).toBe(0);
      expect((await hers.run('verify')).output).toContain('2 records, the chain is whole');
      expect((await side.run('audit', 'main..side')).exitCode).toBe(0);
      const other = made.clone(ana, 'elsewhere');
      for (const source of [hers.at('.git/countersign'), hers.at(ledgerPath)])
        expect((await other.run('verify', '--records', source)).output).toContain('Sealed No. 1 to 1');
      await hers.run('publish', '--local');
      expect((await other.run('verify', '--records', hers.root)).output).toContain('Sealed No. 1 to 1');
      expect(await other.run('verify', '--records', 'nowhere')).toMatchObject({ exitCode: 2 });
    },
  );
});

describe('sealing', () => {
  it('leaves everything as it was when there is no signature', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    const before = hers.read(ledgerPath);
    expect(await hers.run('seal', '--check')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('1 record not sealed') as string,
    });
    expect(await hers.run('seal', '--key', hers.at('none'))).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('CS3080') as string,
    });
    const absent = await hers.run('seal', '--key', `key::${makeKey(`absent-${Date.now()}`).line}`);
    expect(absent).toMatchObject({ exitCode: 2, errors: expect.stringContaining('CS3081') as string });
    expect(hers.read(ledgerPath)).toEqual(before);
    expect((await hers.run('seal')).exitCode).toBe(0);
    expect(await hers.run('seal')).toMatchObject({ exitCode: 0, output: 'Every record is sealed.\n' });
  });

  it(
    'covers what was recorded before it was asked for, and leaves the rest for the next',
    { timeout: 120_000 },
    async () => {
      const hers = team([ana], []).clone(ana);
      await accept(hers, { before: guarded, after: open });
      const home = scratch();
      // A person who looks for the key.
      home.write(
        'slow-keygen',
        `#!/bin/sh\ntouch "${home.at('asked')}"\nwhile [ ! -e "${home.at('found')}" ]; do sleep 0.1; done\nexec ssh-keygen "$@"\n`,
        0o755,
      );
      const settings = {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'gpg.ssh.program',
        GIT_CONFIG_VALUE_0: home.at('slow-keygen'),
      };
      const slow = cloneAt(hers.root, { ...ana, environment: { ...ana.environment, ...settings } });
      const sealing = slow.run('seal');
      while (!home.has('asked')) await new Promise((resolve) => setTimeout(resolve, 50));
      await accept(hers, { path: 'src/other.js', before: 'a\n', after: 'b\n' });
      home.write('found', '');
      expect((await sealing).exitCode).toBe(0);
      const verified = await hers.run('verify');
      expect(verified).toMatchObject({ exitCode: 0, output: expect.stringContaining('Sealed No. 1 to 1') as string });
      expect(verified.output).toContain('1 record not sealed');
      expect((await hers.run('seal')).exitCode).toBe(0);
      expect((await hers.run('verify')).output).toContain('Sealed No. 2 to 3');
    },
  );

  it('asks the agent for a key that is named literally', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    const agent = spawnSync('ssh-agent', ['-s'], { encoding: 'utf8' }).stdout;
    const socket = /SSH_AUTH_SOCK=([^;]+)/.exec(agent)?.[1] ?? '';
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1] ?? 0);
    try {
      spawnSync('ssh-add', ['-q', ana.key.path], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      const environment = { ...ana.environment, SSH_AUTH_SOCK: socket };
      const sealed = await cloneAt(hers.root, { ...ana, environment }).run('seal', '--key', `key::${ana.key.line}`);
      expect(sealed).toMatchObject({ exitCode: 0, output: expect.stringContaining(ana.key.fingerprint) as string });
    } finally {
      process.kill(pid);
    }
  });

  it('runs no program that the repository names', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    hers.write('.git/evil.sh', '#!/bin/sh\ntouch "$(dirname "$0")/ran"\nexit 1\n', 0o755);
    chmodSync(hers.at('.git/evil.sh'), 0o755);
    hers.git('config', 'gpg.ssh.program', hers.at('.git/evil.sh'));
    hers.git('config', 'gpg.ssh.defaultKeyCommand', hers.at('.git/evil.sh'));
    expect((await hers.run('seal')).exitCode).toBe(0);
    expect((await hers.run('verify')).exitCode).toBe(0);
    expect(hers.has('.git/ran')).toBe(false);
  });

  it('is checked without ssh-keygen where there is none, and that is said', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    await hers.run('seal');
    const settings = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'gpg.ssh.program',
      GIT_CONFIG_VALUE_0: '/nowhere/ssh-keygen',
    };
    const bare = cloneAt(hers.root, { ...ana, environment: { ...ana.environment, ...settings } });
    const verified = await bare.run('verify');
    expect(verified.output).toContain('by Countersign alone: ssh-keygen is not here');
    expect(verified.output).toContain('Sealed No. 1 to 1 by ana@example.org');
    expect(verified.exitCode).toBe(0);
  });

  it('by a key that the base does not know is said, and counts for nothing', { timeout: 120_000 }, async () => {
    const cleo = person('cleo');
    const hers = team([ana], []).clone(cleo);
    await accept(hers, { before: guarded, after: open });
    expect((await hers.run('seal')).errors).toContain('does not count there yet');
    expect(await hers.run('verify')).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('unknown-signer') as string,
    });
    // The right key is not kept from signing what the other has signed.
    const right = cloneAt(hers.root, ana);
    expect(await right.run('seal')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('1 record not sealed') as string,
    });
    expect((await right.run('seal')).output).toBe('Every record is sealed.\n');
    expect((await right.run('verify')).exitCode).toBe(0);
  });
});

describe('commits', () => {
  const start = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('');
  const edit = (text: string, line: number, by: string): string => text.replace(`line ${line}\n`, `${by}\n`);

  async function begun(): Promise<Clone> {
    const hers = team([ana], []).clone(ana);
    hers.write('src/long.txt', start);
    hers.commit('long');
    hers.git('push', '--quiet', 'origin', 'main');
    hers.git('switch', '--quiet', '-c', 'work');
    return hers;
  }
  const change = (before: string, after: string) => ({ path: 'src/long.txt', before, after, obligation: 'none' });

  it('are found again after amending, rebasing, squashing and cherry-picking', { timeout: 240_000 }, async () => {
    const hers = await begun();
    const [one, two] = [edit(start, 3, 'one'), edit(edit(start, 3, 'one'), 20, 'two')];
    await acceptAndCommit(hers, change(start, one));
    const second = await acceptAndCommit(hers, change(one, two));
    expect(await hers.run('bind')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('2 commits bound; 2 of 2') as string,
    });
    expect((await hers.run('bind')).output).toContain('0 commits bound');

    hers.git('commit', '--quiet', '--amend', '-m', 'another message');
    expect((await hers.run('audit')).exitCode).toBe(0);

    // The file goes on below on main, so that whole files differ after the rebase.
    hers.git('switch', '--quiet', 'main');
    hers.write('src/long.txt', edit(start, 28, 'by somebody else'));
    hers.commit('elsewhere');
    hers.git('push', '--quiet', 'origin', 'main');
    hers.git('switch', '--quiet', 'work');
    hers.git('rebase', '--quiet', 'main');
    expect((await hers.run('bind')).output).toContain('2 of 2');

    hers.git('switch', '--quiet', '-c', 'squashed', 'main');
    hers.git('merge', '--quiet', '--squash', 'work');
    hers.commit('squashed');
    expect(await hers.run('audit')).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('1 commit, 0 with') as string,
    });

    hers.git('switch', '--quiet', '-c', 'picked', 'main');
    hers.git('cherry-pick', second);
    expect((await hers.run('audit')).exitCode).toBe(0);

    hers.git('switch', '--quiet', 'main');
    hers.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'work');
    expect((await hers.run('audit', 'origin/main..main')).exitCode).toBe(0);
  });

  it('with lines that nobody decided on are named, with the lines', { timeout: 120_000 }, async () => {
    const hers = await begun();
    const one = edit(start, 3, 'one');
    await accept(hers, change(start, one));
    hers.write('src/long.txt', edit(one, 20, 'and a touch-up\nof two lines'));
    hers.write('src/new.txt', 'new\n');
    hers.commit('more than was reviewed');
    const audited = await hers.run('audit', '--format', 'json');
    expect(audited.exitCode).toBe(1);
    expect(JSON.parse(audited.output)).toMatchObject({
      commits: [
        {
          records: [{}],
          unmatched: [
            { path: 'src/long.txt', lines: 3 },
            { path: 'src/new.txt', lines: 1 },
          ],
        },
      ].map(({ unmatched }) => ({ records: [expect.any(String) as string], unmatched })),
    });
    const bound = await hers.run('bind');
    expect(bound).toMatchObject({ exitCode: 1, output: expect.stringContaining('src/new.txt') as string });
    // What a binding could not match is not matched by its patch later either.
    hers.git('commit', '--quiet', '--amend', '-m', 'again');
    expect((await hers.run('audit')).exitCode).toBe(1);
  });

  it('of which only one hunk was accepted are not accounted for', { timeout: 120_000 }, async () => {
    const hers = await begun();
    const two = edit(edit(start, 3, 'one'), 20, 'two');
    const [record] = await accept(hers, change(start, two));
    if (record?.kind !== 'decision') throw new Error('no decision');
    const clean = team([ana], []).clone(ana);
    clean.write('src/long.txt', start);
    clean.commit('long');
    const base = clean.git('rev-parse', 'HEAD');
    const { seq: _seq, prev: _prev, hash: _hash, ...body } = record;
    const { append } = await import('./records-steps.ts');
    await append(clean, { ...body, hunks: body.hunks.slice(0, 1) });
    clean.write('src/long.txt', two);
    clean.commit('both');
    const audited = await clean.run('audit', `${base}..HEAD`);
    expect(audited).toMatchObject({ exitCode: 1, output: expect.stringContaining('src/long.txt  2 lines') as string });
  });

  it('of a shallow clone are audited as far as it reaches', { timeout: 120_000 }, async () => {
    const hers = await begun();
    await acceptAndCommit(hers, change(start, edit(start, 3, 'one')));
    await hers.run('seal');
    await hers.run('publish');
    hers.git('push', '--quiet', 'origin', 'work');
    const place = scratch();
    const url = hers.git('remote', 'get-url', 'origin');
    repositoryAt(place.root).git(
      'clone',
      '--quiet',
      '--depth',
      '2',
      '--branch',
      'work',
      `file://${url}`,
      place.at('shallow'),
    );
    const shallow = cloneAt(place.at('shallow'), ben);
    expect((await shallow.run('fetch')).exitCode).toBe(0);
    expect((await shallow.run('audit', 'HEAD~1..HEAD')).exitCode).toBe(0);
    expect(await shallow.run('audit', 'HEAD~9..HEAD')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('CS3014') as string,
    });
  });
});

describe('a bypass', () => {
  it('needs a person, a reason and an end', { timeout: 120_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    const refused = async (...words: readonly string[]) => (await hers.run('bypass', ...words)).errors;
    expect(await refused('--until', '2h')).toContain('--reason is missing');
    expect(await refused('--reason', 'x')).toContain('--until is missing');
    expect(await refused('--reason', 'x', '--until', '900d')).toContain('no time within the next 30 days');
    expect(await refused('--reason', 'x', '--until', '2h')).toContain('needs a terminal');
    const typed = await hers.type(['bypass'], 'bypass', '--reason', 'An outage.', '--until', '2h', '--path', 'src/**');
    expect(typed).toMatchObject({ exitCode: 0, output: expect.stringContaining('Sealed.') as string });
    expect(hers.read(ledgerPath).toString()).toContain('"paths":["src/**"]');
  });
});

describe('stats', () => {
  it('count stops, holds and false alarms by rule', { timeout: 60_000 }, async () => {
    const hers = team([ana], []).clone(ana);
    await accept(hers, { before: guarded, after: open });
    await accept(hers, { path: 'src/other.js', before: 'a\n', after: 'b\n', obligation: 'none' });
    const run = await hers.run('stats', '--format', 'json');
    expect(JSON.parse(run.output)).toMatchObject({
      stops: 1,
      holds: 2,
      outcomes: { accepted: 2 },
      rules: [{ rule: 'guard-lost', asked: 1, answered: 1, falsePositives: 0, falsePositiveShare: 0 }],
    });
    expect((await hers.run('stats', '--since', '2099-01-01')).output).toContain('Records      0');
    writeFileSync(hers.at(file), open);
  });
});
