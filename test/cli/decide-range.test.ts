import { expect, it } from 'vitest';
import { file, guarded, open, outcomes, type GateJson } from './gate-steps.ts';
import { person, team, type Clone } from './records-steps.ts';

const [ana, ben, cleo] = [person('ana'), person('ben'), person('cleo')];

const policy = `version: 1
extends: [countersign:recommended]
roles: { identity-team: [cleo@example.org] }
ignore: [gen/]
rules:
  - { match: { kind: identity.guard, change: removed }, obligation: { approve: identity-team } }
`;

async function ask(runner: Clone): Promise<GateJson> {
  const { output, errors, exitCode } = await runner.run(
    ...['gate', '--base', 'origin/main', '--head', 'origin/work', '--records', 'origin', '--format', 'json'],
  );
  if (output === '') throw new Error(errors);
  return { ...(JSON.parse(output) as Omit<GateJson, 'exitCode'>), exitCode };
}

interface Asking {
  readonly fingerprint: string;
  readonly obligation: string;
}

/** Findings of a branch that ask for something. */
async function findAsking(runner: Clone, head: string): Promise<readonly Asking[]> {
  const { output } = await runner.run('review', '--base', 'origin/main', '--head', head, '--format', 'json');
  return (JSON.parse(output) as { findings: Asking[] }).findings.filter(({ obligation }) => obligation !== 'none');
}

const range = 'origin/main..origin/work';

it(
  'commits of another clone: explained by one, approved by another, accepted, and the gate opens',
  { timeout: 600_000 },
  async () => {
    const made = team([ana, ben, cleo], [cleo]);
    const hers = made.clone(ana);
    hers.write('.countersign/policy.yaml', policy);
    hers.write(file, guarded);
    hers.commit('app');
    hers.git('push', '--quiet', 'origin', 'main');
    hers.git('switch', '--quiet', '-c', 'work');
    hers.write(file, open);
    hers.write('src/other.js', 'export const one = 2;\n');
    hers.write('gen/table.bin', '\0\u0001');
    hers.git('add', '--all');
    hers.git('commit', '--quiet', '--all', '--message', 'work', '--author', 'ana <ana@example.org>');
    hers.git('push', '--quiet', 'origin', 'work');

    const his = made.clone(ben);
    expect(await his.run('decide', range)).toMatchObject({ exitCode: 2, errors: expect.stringContaining('needs a terminal') as string }); // prettier-ignore
    const asking = await findAsking(his, 'origin/work');
    expect(asking).toHaveLength(1);
    const print = asking[0]!.fingerprint.slice(0, 12);
    const wrong = await his.type([], 'decide', range, '--answer', `${print} acknowledge`);
    expect(wrong).toMatchObject({ exitCode: 2, output: expect.stringContaining('asks for more: approve: identity-team') as string }); // prettier-ignore
    const explained = await his.type(
      ['nonsense', 'needed', 'The gateway checks it.', 'accept', 'request'],
      'decide',
      range,
    );
    expect(explained.output).toContain('Left out by "ignore" of the policy: gen/table.bin');
    expect(explained.output).toContain('the finding waits for identity-team');
    expect(explained.output).toMatch(/2 decisions recorded, 1 commit bound, sealed with SHA256:/);
    expect(explained.exitCode).toBe(1);
    const request = /publish --request (\S+)/.exec(explained.output)?.[1] ?? '';
    expect(await his.run('publish', '--request', request)).toMatchObject({ exitCode: 0 });
    expect(outcomes(await ask(hers))).toEqual(['guard-removed: put-up']);

    const third = made.clone(cleo);
    await third.run('fetch');
    expect(await third.type(['approve'], 'decide', range, '--approve')).toMatchObject({ exitCode: 0 });
    expect(await third.run('publish')).toMatchObject({ exitCode: 0 });

    await his.run('fetch');
    const accepted = await his.type(['accept'], 'decide', range);
    expect(accepted).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('needed: The gateway checks it., approved by cleo@example.org') as string,
    });
    expect(await his.run('publish')).toMatchObject({ exitCode: 0 });
    expect(await ask(hers)).toMatchObject({ exitCode: 0, outcome: 'passes' });
    // No record accounts for what was left out, and that is what an audit says.
    const audited = await his.run('audit', range);
    expect([audited.exitCode, audited.output.includes('gen/table.bin'), audited.output.includes(file)]).toEqual([1, true, false]); // prettier-ignore
  },
);

it(
  'a hunk that must be in view is shown whole, page by page; an answer that no record holds is told',
  { timeout: 600_000 },
  async () => {
    const hers = team([ana], [ana]).clone(ana);
    const rules = [
      '{ match: { kind: permission.process }, obligation: explain }',
      '{ match: { kind: permission.network }, obligation: acknowledge }',
    ];
    hers.write(
      '.countersign/policy.yaml',
      `version: 1\nattention: { fullyInView: acknowledge }\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`,
    );
    hers.commit('policy');
    hers.git('push', '--quiet', 'origin', 'main');
    hers.git('switch', '--quiet', '-c', 'work');
    const filler = Array.from({ length: 150 }, (_, line) => `export const value${line} = ${line};\n`).join('');
    hers.write(
      'src/job.js',
      `import { exec } from 'node:child_process';\nexport async function run(name) {\n  exec('ls ' + name);\n  await fetch('https://api.example.org/');\n}\n${filler}`,
    );
    hers.commit('work');
    const own = 'origin/main..work';
    const asking = await findAsking(hers, 'work');
    const tick = asking.find(({ obligation }) => obligation === 'acknowledge');
    expect(asking.map(({ obligation }) => obligation).toSorted()).toEqual(['acknowledge', 'explain']);

    const half = await hers.type(['', '', ''], 'decide', own, '--answer', `${tick!.fingerprint} acknowledge`);
    expect(half.output).toContain('1 answer not recorded.');
    expect(half).toMatchObject({ exitCode: 1, output: expect.not.stringContaining('recorded,') as string });
    const left = await hers.type(['', 'leave'], 'decide', own);
    expect(left.output).not.toContain('Reason (');
    expect(left.output).not.toContain('value149');
    const accepted = await hers.type(['', '', '', 'acknowledge', 'needed', 'It lists names.', 'accept'], 'decide', own);
    expect(accepted.output).toContain('export const value149 = 149;');
    expect(accepted).toMatchObject({ exitCode: 0, output: expect.stringContaining('1 decision recorded') as string });
    expect(accepted.output).not.toContain('not recorded');
  },
);
