/** Ways around the gate by what a thing is called and where it stands, on real repositories. */
import { describe, expect, it, vi } from 'vitest';
import { app, branch, file, gate, gateJson, guarded, open, outcomes } from './gate-steps.ts';
import { countersignHere } from './run-here.ts';

vi.setConfig({ testTimeout: 400_000 });

describe('a name that means two commits', () => {
  it('is refused: a tag called like the branch of a remote would be the base', async () => {
    const files = branch(null);
    files.git('update-ref', 'refs/remotes/origin/main', 'main');
    files.write(file, open);
    files.commit('work');
    files.git('tag', 'origin/main', 'work');
    const ask = async (base: string, head = 'work') =>
      await countersignHere(['gate', '--base', base, '--head', head], { directory: files.root });
    expect((await ask('origin/main')).exitCode).toBe(2);
    expect((await ask('origin/main^{commit}')).errors).toContain('"refs/tags/origin/main"');
    expect((await ask('refs/remotes/origin/main')).exitCode).toBe(1);
    files.git('tag', 'work', 'main');
    expect((await ask('refs/heads/main')).errors).toContain('CS3088');
    // An id is an id, and names of one commit are one.
    files.git('tag', '--delete', 'work');
    const id = files.git('rev-parse', 'work');
    files.git('update-ref', `refs/heads/${id}`, 'main');
    files.git('tag', 'main', 'main');
    expect((await ask('main', id)).exitCode).toBe(1);
  });
});

describe('content that is not in git', () => {
  it('cannot be judged: a git-lfs pointer in the place of code', async () => {
    const files = branch(null);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 12345\n`;
    files.write(file, pointer);
    files.commit('work');
    const answer = await gateJson(files);
    expect(answer).toMatchObject({ exitCode: 2, unjudged: [{ path: file, settled: null }] });
  });
});

describe('a file that is moved', () => {
  const workflow = `name: d
on: pull_request_target
permissions: write-all
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: npm install && npm test
`;
  const gating = `name: gate
on: pull_request
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - run: countersign gate --base origin/main
`;

  async function moved(from: string, to: string, text: string): Promise<readonly string[]> {
    const files = branch(null, { [from]: text });
    files.remove(from);
    files.write(to, text);
    files.commit('moved');
    return outcomes(await gateJson(files));
  }

  it.each(['docs/deploy.yml', '.github/off/deploy.yml'])('from %s is a new workflow where it runs', async (from) => {
    expect(await moved(from, '.github/workflows/deploy.yml', workflow)).toContain('grant-widened: no-record');
  });

  it.each(['examples/app.js', 'node_modules/x/app.js'])('from %s opens new routes', async (from) => {
    expect(await moved(from, 'src/server.js', app(''))).toEqual(['route-exposed: no-record']);
  });

  it('out of its place no longer says what it said: the policy, and the gate', async () => {
    const policy =
      'version: 1\nextends: [countersign:recommended]\nrules: [{ match: { kind: identity.guard, change: removed }, obligation: block }]\n';
    expect(await moved('.countersign/policy.yaml', 'docs/policy.yaml', policy)).toContain('policy-weakened: no-record');
    expect(await moved('.github/workflows/gate.yml', 'docs/gate.yml', gating)).toContain('gate-weakened: no-record');
  });

  it('and does there what it did here is asked about by nobody', async () => {
    expect(await moved('.github/workflows/a.yml', '.github/workflows/b.yml', workflow)).toEqual([]);
    expect(await moved('lib/app.js', 'src/server.js', guarded)).toEqual([]);
    const files = branch(null);
    expect((await gate(files)).exitCode).toBe(0);
  });
});
