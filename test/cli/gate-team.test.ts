import { expect, it } from 'vitest';
import { decide, file, guarded, open, outcomes, type GateJson } from './gate-steps.ts';
import { append, person, team, type Clone } from './records-steps.ts';

const ana = person('ana');
const ben = person('ben', '-t', 'ecdsa', '-b', '256');

const rules = `version: 1
extends: [countersign:recommended]
roles: { identity-team: [ben@example.org] }
`;
const approvals = `${rules}rules: [{ match: { kind: identity.guard, change: removed }, obligation: { approve: identity-team } }]\n`;

async function ask(runner: Clone, head: string): Promise<GateJson> {
  const { output, errors, exitCode } = await runner.run(
    ...['gate', '--base', 'origin/main', '--head', head, '--records', 'origin', '--format', 'json'],
  );
  if (output === '') throw new Error(errors);
  return { ...(JSON.parse(output) as Omit<GateJson, 'exitCode'>), exitCode };
}

/** As the editor records an explanation, whatever else is asked for. */
async function explain(clone: Clone): Promise<void> {
  for (const body of await decide(clone, { changes: { [file]: [guarded, open] } }, 'lenient')) {
    if (body.kind !== 'decision') continue;
    const hunks = body.hunks.map((hunk) => ({
      ...hunk,
      findings: hunk.findings.map((finding) => ({ ...finding, obligation: 'approve: identity-team' })),
    }));
    const { name, email } = clone.person;
    await append(clone, { ...body, hunks, decidedBy: { ...body.decidedBy, name, email } });
  }
}

it(
  'two people with two keys, a rebase, a squash and a merge queue: open once both have signed',
  { timeout: 600_000 },
  async () => {
    const made = team([ana, ben], [ben]);
    const hers = made.clone(ana);
    hers.write('.countersign/policy.yaml', rules);
    hers.write(file, guarded);
    hers.commit('app');
    hers.git('branch', 'lenient');
    hers.write('.countersign/policy.yaml', approvals);
    hers.commit('approvals');
    hers.git('push', '--quiet', 'origin', 'main');
    hers.git('switch', '--quiet', '-c', 'work');
    await explain(hers);
    hers.write(file, open);
    hers.git('commit', '--quiet', '--all', '--message', 'work', '--author', 'ana <ana@example.org>');
    hers.git('push', '--quiet', 'origin', 'work');
    const runner = made.clone(ben, 'runner');
    expect(outcomes(await ask(runner, 'origin/work'))).toEqual(['guard-removed: no-record']);
    expect(await hers.run('publish', '--seal')).toMatchObject({ exitCode: 0 });
    const waiting = await ask(runner, 'origin/work');
    expect(outcomes(waiting)).toEqual(['guard-removed: not-approved']);
    const [, id = ''] = /countersign decide ([0-9a-f]+) --approve/.exec(waiting.findings[0]?.missing?.how ?? '') ?? [];

    const his = made.clone(ben);
    expect((await his.run('fetch')).exitCode).toBe(0);
    his.git('switch', '--quiet', 'work');
    const approved = await his.type(['approve'], 'decide', id, '--approve', '--words', 'Agreed.');
    expect(approved.output).toContain('Sealed with SHA256:');
    expect((await his.run('publish')).exitCode).toBe(0);
    expect(await ask(runner, 'origin/work')).toMatchObject({ exitCode: 0, outcome: 'passes' });

    // Main goes on in the same file: a merge queue judges the merged state, and so does the branch once it is rebased or squashed.
    hers.git('switch', '--quiet', 'main');
    hers.write(file, guarded.replace("res.end('ok')", "res.end('fine')"));
    hers.commit('main goes on');
    hers.git('push', '--quiet', 'origin', 'main');
    runner.git('fetch', '--quiet', 'origin');
    expect(await ask(runner, 'origin/work')).toMatchObject({ exitCode: 0 });
    hers.git('switch', '--quiet', 'work');
    hers.git('-c', 'user.name=ana', '-c', 'user.email=ana@example.org', 'rebase', '--quiet', 'main');
    hers.git('push', '--quiet', '--force', 'origin', 'work');
    runner.git('fetch', '--quiet', 'origin');
    expect(await ask(runner, 'origin/work')).toMatchObject({ exitCode: 0 });
    hers.git('reset', '--quiet', '--soft', 'main');
    hers.commit('squashed');
    hers.git('push', '--quiet', '--force', 'origin', 'work');
    runner.git('fetch', '--quiet', 'origin');
    expect(await ask(runner, 'origin/work')).toMatchObject({ exitCode: 0 });
  },
);
