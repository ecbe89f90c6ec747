import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cliFile } from '../paths.mjs';
import { runProgram } from '../run-program.mjs';
import { runCommand } from '../workbench.mjs';
import { button, findingCard, openPanel, whyLine } from './panel.mjs';
import { picturePanel, pictureScale } from './pictures.mjs';

export const name = 'what somebody else explained is opened from their request, signed under, and published';
export const options = { scale: pictureScale, timeoutMs: 240_000 };

const guard = 'DELETE /accounts/:id no longer requires admin';

export async function run({ page, shot, ...bench }) {
  await putUp(bench);
  const panel = await openPanel(page);
  await runCommand(page, 'Countersign: Review Requests…');
  const row = (text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  await row('Fetch what others published').click();
  await row('src/routes/accounts.ts').waitFor();
  await shot('list');
  await row('src/routes/accounts.ts').click();

  const card = findingCard(panel, guard);
  await card.locator('.settled', { hasText: 'Explained by ada@example.org' }).waitFor();
  assert.match(await card.locator('.settled').innerText(), /“The gateway checks it.”[^]*Sealed with the key SHA256:/);
  await card.locator('vscode-checkbox label').click();
  await shot('ticked');
  await picturePanel({ page, ...bench }, panel, 'request', 1310);
  await button(panel, 'Approve 1…').click();
  await panel.locator('.words-form textarea').fill('Agreed.');
  await button(panel, 'Sign').first().click();
  await whyLine(panel).getByText('Signed. ada@example.org sees it once it is published.').waitFor();
  await shot('signed');
  await button(panel, 'Publish').click();
  await whyLine(panel).getByText('Nothing of it waits for your signature.').waitFor();
  const { stdout } = await bench.exec('git', ['status', '--porcelain']);
  assert.equal(stdout, '');
}

/** Ada has a clone of the workspace, explains there what takes a check away, and asks for an approval of the role that Ben holds. */
async function putUp({ workspace, env }) {
  const place = path.dirname(workspace);
  const hers = path.join(place, 'hers');
  const git = async (cwd, ...words) => {
    const { code, stdout, stderr } = await runProgram('git', words, { cwd, env });
    assert.equal(code, 0, stderr);
    return stdout.trim();
  };
  const keys = {};
  for (const who of ['ada', 'ben']) {
    keys[who] = path.join(place, who);
    await runProgram('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', keys[who]], { env });
  }
  const lines = Object.entries(keys).map(([who, key]) => `${who}@example.org ${fs.readFileSync(`${key}.pub`, 'utf8')}`);
  fs.writeFileSync(path.join(workspace, '.countersign/allowed_signers'), lines.join(''));
  const policy = path.join(workspace, '.countersign/policy.yaml');
  const rule = '  - { match: { kind: identity.guard }, obligation: { approve: leads } }\n';
  const roles = fs.readFileSync(policy, 'utf8').replace('roles:\n', 'roles:\n  leads: [ben@example.org]\n');
  fs.writeFileSync(policy, `${roles}${rule}`);
  const sign = async (cwd, who) => {
    for (const [name, value] of [
      ['user.name', who],
      ['user.email', `${who}@example.org`],
      ['user.signingkey', `${keys[who]}.pub`],
      ['gpg.format', 'ssh'],
    ])
      await git(cwd, 'config', name, value);
  };
  await sign(workspace, 'ben');
  await git(workspace, 'add', '.');
  await git(workspace, 'commit', '-qm', 'Leads approve');
  await git(place, 'clone', '-q', '--bare', workspace, 'origin.git');
  await git(workspace, 'remote', 'add', 'origin', path.join(place, 'origin.git'));
  await git(workspace, 'fetch', '-q', 'origin');
  await git(workspace, 'remote', 'set-head', 'origin', '--auto');

  await git(place, 'clone', '-q', 'origin.git', hers);
  await sign(hers, 'ada');
  await git(hers, 'switch', '-qc', 'work');
  const file = path.join(hers, 'src/routes/accounts.ts');
  fs.writeFileSync(
    file,
    fs.readFileSync(file, 'utf8').replace("'/:id', requireAuth, requireAdmin,", "'/:id', requireAuth,"),
  );
  await git(hers, 'commit', '-qam', 'Anybody may delete');
  await git(hers, 'push', '-q', 'origin', 'work');
  await git(workspace, 'fetch', '-q', 'origin');
  const cli = (...words) => runProgram(process.execPath, [cliFile, ...words], { cwd: hers, env });
  const { stdout } = await cli('review', '--base', 'origin/main', '--head', 'work', '--format', 'json');
  const [{ fingerprint }] = JSON.parse(stdout).findings;
  const answer = `${fingerprint.slice(0, 16)} mitigated-elsewhere The gateway checks it.`;
  const said = await inTerminal(['decide', 'origin/main..work', '--answer', answer], 'request', { cwd: hers, env });
  const [, set] = /publish --request (\S+)/.exec(said) ?? assert.fail(said);
  const published = await cli('publish', '--request', set);
  assert.equal(published.code, 0, published.stderr);
}

/** `script` of util-linux gives the program a terminal of its own; the line is typed when it is asked for. */
function inTerminal(words, line, options) {
  const quoted = [process.execPath, cliFile, ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', quoted, '/dev/null'], { ...options, timeout: 60_000 });
  let output = '';
  let isAnswered = false;
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (isAnswered || !/ask for it: /.test(output)) return;
    isAnswered = true;
    child.stdin.write(`${line}\n`);
  });
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}
