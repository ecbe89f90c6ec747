import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, repositoryAt, scratch } from '../unit/host/scratch.ts';
import { countersign } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

const triage = `name: Triage
on:
  issues:
permissions:
  issues: write
jobs:
  sort:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/ai-inference@v2
        with:
          model: openai/gpt-4o
          prompt: Sort it.
      - run: python scripts/report.py
        env:
          MIXPANEL_TOKEN: \${{ secrets.MIXPANEL_TOKEN }}
`;

const report = `import httpx

def report(account):
    httpx.post("https://api.mixpanel.com/import", json={"email": account.email})
`;

const nightly = `name: Nightly
on:
  schedule:
    - cron: '0 3 * * *'
jobs:
  go:
    runs-on: ubuntu-latest
    steps:
      - run: ./go.sh
        env:
          MIXPANEL_TOKEN: \${{ secrets.MIXPANEL_TOKEN }}
`;

function sample() {
  const files = repository();
  files.write('.github/workflows/triage.yml', triage);
  files.write('.github/workflows/nightly.yml', nightly);
  files.write('scripts/report.py', report);
  files.write('.github/CODEOWNERS', '* @acme/all\n/.github/ @acme/platform\n');
  files.write('ignored/.github/workflows/other.yml', triage);
  files.write('.gitignore', 'ignored/\n');
  files.commit('first');
  return files;
}

describe('inventory', () => {
  it('says who starts each automation, as whom it acts, what its code sends, and who owns it', async () => {
    const run = await countersign(['inventory'], { directory: sample().root });
    expect(run.errors).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.output).toContain('Triage  github-actions  .github/workflows/triage.yml:1\n');
    expect(run.output).toContain('started by  issues (by anybody)');
    expect(run.output).toContain('data        contact.email to api.mixpanel.com');
    expect(run.output).toContain('shared      secrets.MIXPANEL_TOKEN, with 1 more');
    expect(run.output).toContain('owner       @acme/platform (CODEOWNERS)');
    expect(run.output).toContain('2 automations of 1 kind in ');
  });

  it.each(['markdown', 'csv', 'json', 'cyclonedx'])('is written as %s, the same each time', async (form) => {
    const { root } = sample();
    const first = await countersignHere(['inventory', '--format', form], { directory: root });
    const again = await countersignHere(['inventory', '--format', form], { directory: root });
    const fresh = await countersignHere(['inventory', '--format', form, '--fresh'], { directory: root });
    expect(first).toMatchObject({ exitCode: 0, errors: '' });
    expect(first.output).toContain('Triage');
    expect([again.output, fresh.output]).toEqual([first.output, first.output]);
  });

  it('sees what changed since its last run', async () => {
    const files = sample();
    await countersignHere(['inventory'], { directory: files.root });
    files.write('.github/workflows/triage.yml', triage.replace('gpt-4o', 'gpt-5'));
    files.write('flows/new.yml', nightly.replace('Nightly', 'New one'));
    const { output } = await countersignHere(['inventory'], { directory: files.root });
    expect(output).toContain('openai/gpt-5');
    expect(output).not.toContain('gpt-4o');
  });

  it('does not trust what it kept when that is damaged', async () => {
    const files = sample();
    await countersignHere(['inventory'], { directory: files.root });
    const kept = join(files.root, '.git/countersign/worktrees/main/inventory.json');
    for (const text of ['{', '{"version":"0.1.0","entries":[[1]]}']) {
      writeFileSync(kept, text);
      const run = await countersignHere(['inventory'], { directory: files.root });
      expect(run).toMatchObject({ exitCode: 0, errors: '' });
      expect(run.output).toContain('2 automations');
    }
  });

  it('tells drift since a revision and exits 1, and 0 when there is none', async () => {
    const files = sample();
    const same = await countersignHere(['inventory', '--diff', 'HEAD'], { directory: files.root });
    expect(same).toEqual({ exitCode: 0, errors: '', output: 'No automation has changed since HEAD.\n' });
    files.write(
      '.github/workflows/triage.yml',
      triage.replace('issues:\n', 'issues:\n  pull_request_target:\n').replace('gpt-4o', 'gpt-5'),
    );
    files.write('scripts/report.py', report.replace('account.email', 'account.email, "phone": account.phone_number'));
    files.remove('.github/workflows/nightly.yml');
    const run = await countersignHere(['inventory', '--diff', 'HEAD'], { directory: files.root });
    expect(run.exitCode).toBe(1);
    expect(run.output.split('\n')).toEqual([
      'gone     Nightly  github-actions  .github/workflows/nightly.yml:1',
      'changed  Triage  github-actions  .github/workflows/triage.yml:1',
      '  New trigger: pull_request_target, by anybody.  .github/workflows/triage.yml:4',
      '  New model: openai/gpt-5.  .github/workflows/triage.yml:11',
      '  No longer a model: openai/gpt-4o.  .github/workflows/triage.yml:10',
      '  New data: contact.phone to api.mixpanel.com.  scripts/report.py:4',
      '',
    ]);
  });

  it('reads many repositories, and those in a folder', async () => {
    const one = sample();
    const two = sample();
    const run = await countersignHere(['inventory', one.root, two.root, '--format', 'csv'], { directory: one.root });
    expect(run.exitCode).toBe(0);
    expect(run.output.trim().split('\r\n')).toHaveLength(5);
    const shared = scratch();
    const inside = repositoryAt(join(shared.root, 'shop'));
    inside.write('README.md', 'Shop.');
    inside.git('init', '--quiet');
    inside.write('.github/workflows/triage.yml', triage);
    const both = await countersignHere(['inventory', shared.root], { directory: one.root });
    expect(both.output).toContain('Triage');
  });

  it('says what it could not read, and exits 2', async () => {
    const files = sample();
    const filler = 'x'.repeat(3_000_000);
    files.write(
      'flows/huge.json',
      `{"nodes": [{"type": "n8n-nodes-base.webhook", "parameters": {"path": "${filler}"}}], "connections": {}}`,
    );
    files.write('data/large.json', `{"rows": "${filler}"}`);
    const run = await countersignHere(['inventory'], { directory: files.root });
    expect(run.exitCode).toBe(2);
    expect(run.errors).toContain('"flows/huge.json" is too large to be read');
    expect(run.errors).not.toContain('data/large.json');
    expect(await countersignHere(['inventory'], { directory: files.root })).toEqual(run);
    expect(run.output).toContain('Triage');
  });

  it('follows no link out of the folder', async () => {
    const files = sample();
    const other = sample();
    symlinkSync(join(other.root, '.github'), join(files.root, 'linked'));
    symlinkSync(join(other.root, '.github/workflows/triage.yml'), join(files.root, 'linked.yml'));
    const { output } = await countersignHere(['inventory'], { directory: files.root });
    expect(output).toContain('2 automations');
  });

  it('judges by the register, and says where that is wrong', async () => {
    const files = sample();
    files.write(
      '.countersign/inventory.yaml',
      'version: 1\nautomations:\n  - path: .github/workflows/nightly.yml\n    owner: "@acme/night"\n    purpose: Goes.\n',
    );
    const run = await countersignHere(['inventory'], { directory: files.root });
    expect(run.output).toContain('register    Triage is not registered.');
    expect(run.output).toContain('@acme/night (register)');
    files.write('.countersign/inventory.yaml', 'version: 1\nautomation: []\n');
    const wrong = await countersignHere(['inventory'], { directory: files.root });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.errors).toContain('.countersign/inventory.yaml:2:');
    expect(wrong.errors).toContain('Did you mean "automations"?');
  });

  it('says what is wrong with how it was called', async () => {
    const { root } = sample();
    const missing = await countersignHere(['inventory', 'nowhere'], { directory: root });
    expect(missing).toMatchObject({ exitCode: 2, output: '' });
    expect(missing.errors).toContain('nowhere');
    const revision = await countersignHere(['inventory', '--diff', 'nope'], { directory: root });
    expect(revision).toMatchObject({ exitCode: 2, output: '' });
    expect(revision.errors).toContain('No commit here is named "nope".');
    const plain = await countersignHere(['inventory', '--diff', 'HEAD'], { directory: scratch().root });
    expect(plain.errors).toContain('is no git repository');
  });
});
